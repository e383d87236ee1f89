"""The forms between a plan's file and its tasks: which file for which Week, and the duties to look through."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from core.date_input import DayField, DayInput
from core.vietnamese import fold_words
from week.models import Department, PlanTask, WeekEdition
from week.plan_reading.duties import Duty, Reading, Unit, read_plan
from week.plan_reading.word_file import lines_of
from week.plan_task import refuse_another_year

LARGEST_BYTES = 5 * 1024 * 1024
MOST_DUTIES = 200
"""A plan of a school holds some thirty; a book has thousands of paragraphs."""


class PlanFileForm(forms.Form):
    """Which plan, of which Week; ``reading`` holds what was found in it."""

    edition = forms.ModelChoiceField(
        WeekEdition.objects.all(), label=_("Kế hoạch của Tuần lễ"), empty_label=None, widget=forms.Select
    )
    file = forms.FileField(
        label=_("Tệp kế hoạch"),
        help_text=_("Tệp Word (.docx), tới 5 MB."),
        widget=forms.FileInput(attrs={"accept": ".docx"}),
        error_messages={
            "required": _("Hãy chọn một tệp."),
            "empty": _("Tệp trống. Hãy chọn tệp khác."),
        },
    )
    reading: Reading

    def clean_file(self) -> UploadedFile:
        """Look at the file's size.

        Raises:
            ValidationError: It is too large.
        """
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST_BYTES:
            raise ValidationError(_("Tệp lớn hơn 5 MB. Hãy bỏ bớt hình trong tệp rồi thử lại."))
        return file

    def clean(self) -> dict[str, Any]:
        """Read the plan.

        Raises:
            ValidationError: At ``file``: why nothing is read in it.
        """
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if "file" in cleaned and "edition" in cleaned:
            try:
                lines = lines_of(cleaned["file"].read())
            except ValidationError as error:
                raise ValidationError({"file": error}) from error
            self.reading = read_plan(lines, units(), cleaned["edition"].year)
            self._check(self.reading.duties)
        return cleaned

    @staticmethod
    def _check(duties: Sequence[Duty]) -> None:
        if not duties:
            raise ValidationError(
                {"file": _("Không thấy việc nào trong tệp này. Hãy chọn đúng tệp kế hoạch của Tuần lễ.")}
            )
        if len(duties) > MOST_DUTIES:
            raise ValidationError(
                {
                    "file": _("Tệp này có hơn %(most)d đoạn: có lẽ không phải kế hoạch của Tuần lễ.")
                    % {"most": MOST_DUTIES}
                }
            )


class DutyForm(forms.Form):
    """One duty that may become a task."""

    keep = forms.BooleanField(label=_("Lấy"), required=False)
    title = forms.CharField(
        label=_("Việc"), max_length=120, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    department = forms.ModelChoiceField(
        Department.objects.all(), label=_("Bộ phận"), required=False, empty_label=_("Chọn bộ phận…")
    )
    due_date = DayField(label=_("Hạn"), required=False, widget=DayInput)
    section = forms.CharField(widget=forms.HiddenInput, required=False, max_length=12)
    heading = forms.CharField(widget=forms.HiddenInput, required=False, max_length=200)
    text = forms.CharField(widget=forms.HiddenInput, required=False, max_length=5000)
    hint = forms.CharField(widget=forms.HiddenInput, required=False, max_length=200)

    def __init__(self, *args: Any, edition: WeekEdition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.edition = edition

    def clean_title(self) -> str:
        """Return the name on one line."""
        return " ".join(self.cleaned_data["title"].split())

    def clean_due_date(self) -> date | None:
        """Return the day.

        Raises:
            ValidationError: It is of another year than the Week.
        """
        due: date | None = self.cleaned_data["due_date"]
        if self.cleaned_data.get("keep"):
            refuse_another_year(due, self.edition)
        return due

    def clean(self) -> dict[str, Any]:
        """Ask for a name and a department of what is taken.

        Raises:
            ValidationError: At the field that is missing.
        """
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("keep"):
            if not cleaned.get("title"):
                self.add_error("title", _("Hãy ghi tên việc."))
            if not cleaned.get("department") and "department" not in self.errors:
                self.add_error("department", _("Hãy chọn bộ phận làm việc này."))
        return cleaned


DutyFormSet = forms.formset_factory(DutyForm, extra=0, max_num=MOST_DUTIES, absolute_max=MOST_DUTIES)


def units() -> list[Unit]:
    """Return the departments with the names that a plan may use: whole, short, and what stands in brackets."""
    found = []
    for department in Department.objects.all():
        inside = department.name.partition("(")[2].rstrip(")")
        names = {department.name, department.short_name, inside}
        found.append(
            Unit(department.pk, tuple(sorted(names - {""}, key=len, reverse=True)), department.summary)
        )
    return found


def proposals(reading: Reading, edition: WeekEdition) -> list[dict[str, Any]]:
    """Return the first values of the forms; what the Week has as a task already is not ticked."""
    there = {fold_words(text) for text in edition.tasks.values_list("text", flat=True)}
    names = dict(Department.objects.values_list("pk", "short_name"))
    return [
        {
            "keep": fold_words(duty.text) not in there,
            "title": duty.title,
            "department": duty.department,
            "due_date": duty.due or edition.end_date,
            "section": duty.section,
            "heading": duty.heading,
            "text": duty.text,
            "hint": _hint(duty, names, is_there=fold_words(duty.text) in there),
        }
        for duty in reading.duties
    ]


def _hint(duty: Duty, names: dict[int, str], *, is_there: bool) -> str:
    if is_there:
        return str(_("Đã có trong danh sách nhiệm vụ."))
    if duty.is_guess:
        return str(_("Kế hoạch không ghi ai làm: bộ phận này đoán theo mục phân công, xin xem lại."))
    if duty.others:
        others = ", ".join(names[key] for key in duty.others if key in names)
        return str(_("Cùng làm: %(others)s.") % {"others": others})
    return ""


def save_tasks(formset: Any, edition: WeekEdition) -> int:
    """Make the tasks that are taken; return how many."""
    last = edition.tasks.order_by("-sort_order").values_list("sort_order", flat=True).first() or 0
    kept = [form.cleaned_data for form in formset if form.cleaned_data.get("keep")]
    for place, one in enumerate(kept, 1):
        PlanTask.objects.create(
            edition=edition,
            department=one["department"],
            section=one["section"],
            title=one["title"],
            text=one["text"],
            due_date=one["due_date"],
            sort_order=min(last + 10 * place, 32767),
        )
    return len(kept)
