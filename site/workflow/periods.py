"""A month or a week of the calendar: weeks begin on Monday, days on the school's midnight."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.vietnamese import format_date, midnight
from workflow.clock_words import day_name

DAY = timedelta(days=1)
DAYS_IN_WEEK = 7
EARLIEST, LATEST = date(2000, 1, 1), date(2100, 12, 31)
"""Beyond these an address means today."""


class CalendarView(models.TextChoices):
    """How the calendar is shown; the values stand in its address."""

    MONTH = "thang", _("Tháng")
    WEEK = "tuan", _("Tuần")
    LIST = "danh-sach", _("Danh sách")


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _first(day: date) -> date:
    return day.replace(day=1)


def _next_month(day: date) -> date:
    return _first(_first(day) + timedelta(days=31))


@dataclass(frozen=True)
class Period:
    """What one screen of the calendar shows.

    Attributes:
        view: Month, week or list (of a month).
        day: The day that was asked for.
    """

    view: CalendarView
    day: date

    @classmethod
    def asked_for(cls, view: str | None, day: str | None) -> Period:
        """Return the period that an address names; what it does not name well is this month."""
        try:
            chosen = date.fromisoformat(day or "")
        except ValueError:
            chosen = timezone.localdate()
        if not EARLIEST <= chosen <= LATEST:
            chosen = timezone.localdate()
        return cls(CalendarView(view) if view in CalendarView.values else CalendarView.MONTH, chosen)

    @property
    def days(self) -> list[date]:
        """The days shown; a month's grid begins with a Monday and ends with a Sunday."""
        if self.view == CalendarView.WEEK:
            first, after = _monday(self.day), _monday(self.day) + 7 * DAY
        else:
            first, after = _first(self.day), _next_month(self.day)
            if self.view == CalendarView.MONTH:
                first, after = _monday(first), _monday(after - DAY) + 7 * DAY
        return [first + number * DAY for number in range((after - first).days)]

    @property
    def starts_at(self) -> datetime:
        """The first moment shown."""
        return midnight(self.days[0])

    @property
    def ends_at(self) -> datetime:
        """The first moment not shown any more."""
        return midnight(self.days[-1] + DAY)

    @property
    def previous(self) -> date:
        """A day of the period before."""
        return self.day - 7 * DAY if self.view == CalendarView.WEEK else _first(_first(self.day) - DAY)

    @property
    def following(self) -> date:
        """A day of the period after."""
        return self.day + 7 * DAY if self.view == CalendarView.WEEK else _next_month(self.day)

    @property
    def title(self) -> str:
        """The period's name: "Tháng 10 năm 2026" or "5/10/2026 – 11/10/2026"."""
        if self.view == CalendarView.WEEK:
            return f"{format_date(self.days[0])} – {format_date(self.days[-1])}"
        return str(_("Tháng %(month)d năm %(year)d") % {"month": self.day.month, "year": self.day.year})

    def is_outside(self, day: date) -> bool:
        """Return whether the day only fills up the grid of a month."""
        return self.view == CalendarView.MONTH and day.month != self.day.month

    @property
    def weekdays(self) -> list[str]:
        """The names of the columns."""
        return [day_name(day) for day in self.days[:DAYS_IN_WEEK]]
