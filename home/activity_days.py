"""Activities grouped by day, as leaves on a stem."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from core.dependence import today
from core.vietnamese import weekday_name

if TYPE_CHECKING:
    from home.models.activities import ActivityPage


@dataclass
class ActivityDay:
    """A day with its activities, as a leaf on the stem.

    Attributes:
        left_out: How many more it has than the page shows.
    """

    date: date
    activities: list[ActivityPage]
    left_out: int = 0

    @property
    def is_today(self) -> bool:
        """Whether it is today."""
        return self.date == today()

    @property
    def is_past(self) -> bool:
        """Whether everything in it ended before today."""
        return self.date < today() and all(activity.is_past for activity in self.activities)

    @property
    def state(self) -> str:
        """``today``, ``past`` or empty."""
        return "today" if self.is_today else "past" if self.is_past else ""

    @property
    def name(self) -> str:
        """The weekday, such as ``Thứ Sáu, hôm nay``."""
        name = weekday_name(self.date)
        today = _(", hôm nay") if self.is_today else ""
        return f"{name[0].upper()}{name[1:]}{today}"

    @property
    def month(self) -> str:
        """The month: ``tháng 10`` this year, ``10/2023`` in another."""
        this_year = self.date.year == today().year
        return f"tháng {self.date.month}" if this_year else f"{self.date.month}/{self.date.year}"

    @property
    def anchor(self) -> str:
        """The address of the day inside a page."""
        return f"ngay-{self.date:%Y-%m-%d}"


def by_day(activities: list[ActivityPage]) -> list[ActivityDay]:
    """Return the activities grouped by Vietnam's day; the days in the order they come, each from its morning on."""
    return [
        ActivityDay(day, sorted(group, key=lambda activity: activity.starts_at))
        for day, group in groupby(activities, key=lambda activity: activity.day)
    ]
