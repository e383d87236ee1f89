"""Another moment for a thing on the calendar."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.vietnamese import SCHOOL_TIME_ZONE

ISO_DATE, ISO_TIME = "%Y-%m-%d", "%H:%M"


class MoveForm(forms.Form):
    """A day and a time on the school's clock; what the user saw before comes along unseen."""

    bai = forms.CharField(widget=forms.HiddenInput)
    thay = forms.DateTimeField(required=False, widget=forms.HiddenInput)
    """The moment that the user saw; empty for a draft."""
    ngay = forms.DateField(
        label=_("Ngày"),
        input_formats=[ISO_DATE, "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%d/%m/%y"],
        widget=forms.DateInput(format=ISO_DATE, attrs={"type": "date"}),
        error_messages={
            "required": _("Hãy chọn ngày."),
            "invalid": _("Ngày này không có. Hãy ghi như 5/10/2026."),
        },
    )
    gio = forms.TimeField(
        label=_("Giờ (giờ Việt Nam)"),
        input_formats=[ISO_TIME, "%Hh%M", "%Hh", "%H:%M:%S"],
        widget=forms.TimeInput(format=ISO_TIME, attrs={"type": "time"}),
        error_messages={"required": _("Hãy ghi giờ."), "invalid": _("Giờ này không có. Hãy ghi như 7:30.")},
    )

    @property
    def moment(self) -> datetime:
        """The moment that was chosen."""
        chosen: dict[str, Any] = self.cleaned_data
        return datetime.combine(chosen["ngay"], chosen["gio"], SCHOOL_TIME_ZONE)
