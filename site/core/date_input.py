"""The date boxes of the admin: they keep what was typed, and say what they did not understand.

Wagtail's picker replaces whatever it cannot read by the present moment as soon as the box is left: "05-09-26 7h30"
became "now". Its option ``validateOnBlur`` turns that off
(https://xdsoft.net/jqplugins/datetimepicker/#validateOnBlur); the form then reads the words itself.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from wagtail.admin.forms.models import register_form_field_override
from wagtail.admin.widgets import AdminDateInput, AdminDateTimeInput

from core.vietnamese import nfc

FIRST_YEAR, LAST_YEAR = 1900, 2199
"""Other years are slips of the pen ("0026"), and moments near year 1 break when they are stored in UTC."""

_DATE = re.compile(r"(?<!\d)(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4}|\d{2})(?!\d)")
_TIME = re.compile(r"(?<!\d)\d{1,2}\s*(?::|h|giờ)", re.IGNORECASE)
_HOURS = re.compile(r"(\d)\s*(?:giờ|g|h)(?:\s*(\d{1,2})(?![\d/.-]))?", re.IGNORECASE)
_WORDS_BETWEEN = re.compile(
    r"\(giờ Việt Nam\)|\b(?:lúc|ngày|phút|ph|thứ\s+\w+|chủ\s+nhật)\b|(?<=\d)p\b|[,;]", re.IGNORECASE
)


class DayInput(AdminDateInput):
    """Wagtail's date box; it keeps what it cannot read."""

    def get_config(self) -> dict[str, Any]:
        """Return the picker's options."""
        return super().get_config() | {"validateOnBlur": False}


class MomentInput(AdminDateTimeInput):
    """Wagtail's box for date and time; it keeps what it cannot read."""

    def get_config(self) -> dict[str, Any]:
        """Return the picker's options."""
        return super().get_config() | {"validateOnBlur": False}


def tidied(typed: str) -> str:
    """Return the words of a moment as the formats know them: "7 giờ 30, ngày 5/9/2026" gives "7h30 5/9/2026"."""
    return " ".join(_HOURS.sub(r"\1h\2", _WORDS_BETWEEN.sub(" ", nfc(typed))).split())


def why_unreadable(typed: str, example: str, *, wants_time: bool) -> str:
    """Return a sentence for whoever typed what is no date."""
    found = _DATE.search(typed)
    if found is None:
        return _("Chưa hiểu “%(typed)s”. Hãy ghi ngày, tháng, năm, ví dụ %(example)s.") % {
            "typed": typed,
            "example": example,
        }
    day, month, year = (int(part) for part in found.groups())
    try:
        dt.date(year if year > 99 else 2000 + year, month, day)  # noqa: PLR2004  # two digits of a year
    except ValueError:
        return _("Lịch không có ngày %(date)s. Hãy xem lại ngày và tháng.") % {"date": found.group()}
    if wants_time and not _TIME.search(typed.replace(found.group(), "", 1)):
        return _("Hãy ghi thêm giờ, ví dụ %(example)s.") % {"example": example}
    return _("Chưa hiểu “%(typed)s”. Ghi như %(example)s.") % {"typed": typed, "example": example}


def _refuse_strange_year(value: dt.date | None) -> None:
    if value is not None and not FIRST_YEAR <= value.year <= LAST_YEAR:
        raise ValidationError(
            _("Năm %(year)s không đúng. Hãy ghi đủ bốn chữ số, ví dụ 2026."),
            params={"year": value.year},
            code="strange_year",
        )


class DayField(forms.DateField):
    """A date; what is none is answered in words."""

    def to_python(self, value: Any) -> dt.date | None:
        """Return the date.

        Raises:
            ValidationError: It is none, or its year is a slip.
        """
        typed = tidied(value) if isinstance(value, str) else value
        try:
            day = super().to_python(typed)
        except ValidationError as error:
            raise ValidationError(
                why_unreadable(str(value).strip(), "5/9/2026", wants_time=False), code="invalid"
            ) from error
        _refuse_strange_year(day)
        return day


class MomentField(forms.DateTimeField):
    """A date and a time; what is none is answered in words."""

    def to_python(self, value: Any) -> dt.datetime | None:
        """Return the moment.

        Raises:
            ValidationError: It is none, it lacks the time, or its year is a slip.
        """
        typed = tidied(value) if isinstance(value, str) else value
        # Django would take a lone date for midnight.
        lacks_time = isinstance(typed, str) and typed and not _TIME.search(_DATE.sub("", typed))
        try:
            moment = super().to_python("?" if lacks_time else typed)
        except (ValidationError, OverflowError) as error:
            raise ValidationError(
                why_unreadable(str(value).strip(), "5/9/2026 7:30", wants_time=True), code="invalid"
            ) from error
        _refuse_strange_year(moment)
        return moment


def register() -> None:
    """Make every date of the admin's forms use these. Called when Django starts."""
    register_form_field_override(models.DateField, override={"widget": DayInput, "form_class": DayField})
    register_form_field_override(
        models.DateTimeField, override={"widget": MomentInput, "form_class": MomentField}
    )
