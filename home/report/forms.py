"""The forms of the report: what the office writes in it, and how it went out."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.date_input import DayField, DayInput
from core.vietnamese import nfc
from home.models import Report, SentReport
from home.models.reports import PARTS
from week.models import WeekEdition

_NUMBER = re.compile(r"\d{1,5}(?:/[^\s/]{1,15}(?:/[^\s/]{1,15})?)?")
ROWS = 6


class ReportForm(forms.ModelForm):
    """The office's own words. ``seen`` is the version that the writer began with."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    class Meta:
        model = Report
        fields: ClassVar[tuple[str, ...]] = PARTS
        widgets: ClassVar[dict[str, Any]] = {name: forms.Textarea(attrs={"rows": ROWS}) for name in PARTS}


class SentForm(forms.Form):
    """Number, date and recipient of a report that went out."""

    number = forms.CharField(
        label=_("Số, ký hiệu"),
        max_length=40,
        help_text=_("Như trên văn bản, ví dụ 45/BC-THAĐ."),
        error_messages={"required": _("Hãy ghi số và ký hiệu như trên văn bản, ví dụ 45/BC-THAĐ.")},
    )
    dated = DayField(
        label=_("Ngày gửi"),
        widget=DayInput,
        help_text=_("Ngày ghi trên văn bản."),
        error_messages={"required": _("Hãy ghi ngày gửi.")},
    )
    recipient = forms.CharField(
        label=_("Nơi nhận"), max_length=150, error_messages={"required": _("Hãy ghi nơi nhận.")}
    )

    def __init__(self, *args: Any, edition: WeekEdition, symbol: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.edition, self.symbol = edition, symbol

    def clean_number(self) -> str:
        """Return number and symbol; a lone number gets the school's symbol.

        Raises:
            ValidationError: It is no number of a paper.
        """
        number = nfc(self.cleaned_data["number"]).replace(" ", "")
        if not _NUMBER.fullmatch(number):
            raise ValidationError(_("Hãy ghi số và ký hiệu như trên văn bản, ví dụ 45/BC-THAĐ."))
        return number if "/" in number else f"{number}/{self.symbol}"

    def clean_dated(self) -> dt.date:
        """Return the day.

        Raises:
            ValidationError: It has not come, or lies before the Week.
        """
        day: dt.date = self.cleaned_data["dated"]
        if day > timezone.localdate():
            raise ValidationError(_("Ngày này chưa tới: chỉ ghi báo cáo đã gửi rồi."))
        if day < self.edition.start_date:
            raise ValidationError(_("Ngày này trước ngày đầu của Tuần lễ. Hãy xem lại."))
        return day

    def clean_recipient(self) -> str:
        """Return the recipient on one line."""
        return " ".join(nfc(self.cleaned_data["recipient"]).split())

    def clean(self) -> dict[str, Any]:
        """Refuse what is recorded already.

        Raises:
            ValidationError: The same copy went to the same place.
        """
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors and SentReport.objects.filter(edition=self.edition, **cleaned).exists():
            raise ValidationError(ALREADY)
        return cleaned


ALREADY = _("Bản này đã được ghi rồi: cùng số, cùng ngày, cùng nơi nhận.")
