"""The box for an amount of money, as people write it: 1000000, 1.000.000, 1.000.000 đồng."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms.models import WagtailAdminModelForm

from core.vietnamese import format_count, nfc, read_count

LONGEST = 40
_UNIT = re.compile(r"\s*(?:đồng|đ|vnđ|vnd|₫)\.?\s*$", re.IGNORECASE)


class DongField(forms.CharField):
    """A whole number of đồng."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
        super().__init__(max_length=LONGEST, widget=widget, **kwargs)

    def clean(self, value: Any) -> Any:
        """Return the amount in đồng.

        Raises:
            ValidationError: It is no whole number.
        """
        typed = nfc(super().clean(value)).strip()
        amount = read_count(_UNIT.sub("", typed))
        if amount is None:
            raise ValidationError(
                _("Chưa hiểu “%(typed)s”. Hãy ghi số tiền bằng đồng, ví dụ 1.000.000.") % {"typed": typed}
            )
        return amount

    def prepare_value(self, value: Any) -> Any:
        """Return what the box shows."""
        return format_count(value) if isinstance(value, int) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Return whether another amount stands there, however it is written."""
        return super().has_changed(self.prepare_value(initial), data)


class ScholarshipForm(WagtailAdminModelForm):
    """Scholarships from one giver."""

    amount_each = DongField(label=gettext_lazy("Mỗi suất (đồng)"), help_text=gettext_lazy("Ví dụ 1.000.000."))
