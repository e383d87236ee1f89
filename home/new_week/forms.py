"""The form of a new Week."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.date_input import DayField, DayInput
from home.new_week.making import Parts
from week.models import WeekEdition


class NewWeekForm(forms.ModelForm):
    """The new Week's own facts, and what it takes over."""

    with_tasks = forms.BooleanField(
        label=_("Nhiệm vụ của từng bộ phận"),
        help_text=_("Tình trạng về “Chưa làm”, hạn dời theo ngày đầu Tuần lễ."),
        required=False,
        initial=True,
    )
    with_slogans = forms.BooleanField(label=_("Khẩu hiệu đang dùng"), required=False, initial=True)
    with_bases = forms.BooleanField(
        label=_("Căn cứ"),
        help_text=_("Căn cứ thường đổi mỗi năm: chỉ giữ nếu còn hiệu lực."),
        required=False,
        initial=False,
    )
    with_page = forms.BooleanField(
        label=_("Trang của Tuần lễ, ở dạng bản nháp"),
        help_text=_("Giữ cách sắp xếp và chữ của năm trước để sửa lại. Chưa ai thấy cho tới khi xuất bản."),
        required=False,
        initial=True,
    )
    with_boards = forms.BooleanField(
        label=_("Mục trên bảng điện tử quanh Tuần lễ"),
        help_text=_("Chép sang cuối danh sách, ngày dời theo, còn tắt: bảng chưa chiếu cho tới khi bạn bật."),
        required=False,
        initial=True,
    )

    class Meta:
        model = WeekEdition
        fields: ClassVar[list[str]] = [
            "year",
            "theme",
            "theme_highlight",
            "start_date",
            "end_date",
            "introduction",
            "report_due_date",
            "report_recipient",
        ]
        widgets: ClassVar[dict[str, Any]] = {
            "start_date": DayInput,
            "end_date": DayInput,
            "report_due_date": DayInput,
            "introduction": forms.Textarea(attrs={"rows": 3}),
        }
        field_classes: ClassVar[dict[str, Any]] = dict.fromkeys(
            ("start_date", "end_date", "report_due_date"), DayField
        )
        error_messages: ClassVar[dict[str, Any]] = {
            "year": {"unique": _("Đã có Tuần lễ của năm này.")},
        }

    def __init__(self, *args: Any, has_items: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_items:
            del self.fields["with_boards"]

    def clean(self) -> dict[str, Any]:
        """Check that the days are of the year.

        Raises:
            ValidationError: At ``start_date``.
        """
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        start, year = cleaned.get("start_date"), cleaned.get("year")
        if start and year and start.year != year:
            raise ValidationError({"start_date": _("Ngày này không thuộc năm %(year)d.") % {"year": year}})
        return cleaned

    def parts(self) -> Parts:
        """Return what is taken over."""
        chosen = self.cleaned_data
        return Parts(
            tasks=chosen["with_tasks"],
            slogans=chosen["with_slogans"],
            bases=chosen["with_bases"],
            page=chosen["with_page"],
            boards=bool(chosen.get("with_boards")),
        )
