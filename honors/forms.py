"""The forms of a round: its items, its number, its moment, and the reasons that people give."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput, AdminDateTimeInput
from wagtail.models import Site

from core.vietnamese import fold_words
from honors.models import Commendation, HonorsSettings, ProfilePage
from honors.register import next_number
from papers.letters import missing_letters, spell_letters
from people.widgets import PersonChooser


class ItemForm(forms.ModelForm):
    """One commendation: for whom, for what, in which form."""

    seen_state = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Commendation
        fields = [
            "person",
            "collective_name",
            "award_kind",
            "citation",
            "evidence",
            "profile",
            "is_public",
            "replaces",
        ]
        widgets = {
            "person": PersonChooser(),
            "collective_name": forms.TextInput(),
            "citation": forms.Textarea(attrs={"rows": 3, "maxlength": 300}),
            "evidence": forms.Textarea(attrs={"rows": 4}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = HonorsSettings.for_site(Site.objects.get(is_default_site=True)).kinds()
        current = self.instance.award_kind if self.instance.pk else None
        if current and current not in dict(kinds):
            kinds.append((current, self.instance.get_award_kind_display()))
        fields: Any = self.fields
        fields["award_kind"].choices = kinds
        fields["profile"].queryset = ProfilePage.objects.order_by("title")
        fields["replaces"].queryset = (
            Commendation.objects.filter(certificate_number__isnull=False)
            .exclude(pk=self.instance.pk)
            .select_related("person")
            .order_by("-certificate_year", "-certificate_number")
        )

    def clean(self) -> dict[str, Any]:
        """Let a certificate be replaced only by one of the same recipient."""
        cleaned = super().clean() or {}
        old = cleaned.get("replaces")
        if old is not None and not _same_recipient(old, cleaned):
            self.add_error("replaces", _("Giấy cũ phải là của chính người (hoặc tập thể) này."))
        return cleaned

    def clean_citation(self) -> str:
        """Return the citation, if the certificate can print it."""
        return printable(self.cleaned_data["citation"])

    def clean_collective_name(self) -> str:
        """Return the name, if the certificate can print it."""
        return printable(self.cleaned_data["collective_name"])


def _same_recipient(old: Commendation, cleaned: dict[str, Any]) -> bool:
    person = cleaned.get("person")
    if person is not None or old.person_id is not None:
        return person is not None and old.person_id == person.pk
    return fold_words(old.collective_name) == fold_words(cleaned.get("collective_name") or "")


def printable(text: str) -> str:
    """Return the text.

    Raises:
        ValidationError: It holds letters that the fonts of the certificates lack.
    """
    if missing := missing_letters(text):
        raise forms.ValidationError(
            _("Có ký tự không in được trên giấy: %(letters)s. Hãy gõ lại, chỉ gồm chữ, số và dấu câu."),
            params={"letters": spell_letters(missing)},
            code="unprintable",
        )
    return text


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(
        label=_("Lý do"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Hãy ghi lý do.")},
    )


class ShortReasonForm(ReasonForm):
    """Why, in at most 300 letters."""

    reason = forms.CharField(
        label=_("Lý do"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Hãy ghi lý do.")},
    )


class NumberForm(forms.Form):
    """The decision's number and day."""

    number = forms.IntegerField(label=_("Số quyết định"), min_value=1, max_value=99_999)
    day = forms.DateField(
        label=_("Ngày ký"), widget=AdminDateInput, help_text=_("Ngày ghi trên quyết định, ví dụ 07/10/2023.")
    )
    skipped_are_used = forms.BooleanField(
        label=_("Các số ở giữa đã cấp cho văn bản khác của trường"),
        required=False,
        help_text=_("Đánh dấu khi số vừa ghi không liền với số trước trong sổ này."),
    )

    @classmethod
    def proposing(cls, day: date | None = None) -> NumberForm:
        """Return the form with the next number of the year."""
        day = day or timezone.localdate()
        return cls(initial={"number": next_number(day.year), "day": day})


class MomentForm(forms.Form):
    """When the round becomes public."""

    moment = forms.DateTimeField(
        label=_("Công bố lúc"),
        widget=AdminDateTimeInput,
        help_text=_("Giờ Việt Nam (GMT+7), ví dụ 20/11/2026 07:30."),
    )


class SetAsideForm(forms.Form):
    """Whether to go on without those who may not be named."""

    set_aside = forms.BooleanField(
        label=_("Vẫn công bố, không nêu tên những người này trên trang"),
        required=False,
        help_text=_("Họ vẫn được khen và nhận giấy."),
    )


class ScheduleForm(MomentForm, SetAsideForm):
    """When, and what of those who may not be named."""
