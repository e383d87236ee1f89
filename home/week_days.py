"""The days of a Week: how much there is on each, and as many of its activities as a page can show."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db.models import Count
from django.db.models.functions import TruncDate

from core.dependence import today
from core.remembered import remembered, remembered_keys
from core.vietnamese import midnight
from home.activity_days import ActivityDay, by_day
from home.models.activities import ActivityPage, ActivityQuerySet
from week.models import Department, WeekEdition

TABLES = (ActivityPage._meta.db_table,)
WEEKDAYS = [
    ("T2", "Thứ Hai"),
    ("T3", "Thứ Ba"),
    ("T4", "Thứ Tư"),
    ("T5", "Thứ Năm"),
    ("T6", "Thứ Sáu"),
    ("T7", "Thứ Bảy"),
    ("CN", "Chủ nhật"),
]


@dataclass
class Day:
    """One day of the strip under the poster."""

    date: date
    short_name: str
    name: str
    count: int
    is_today: bool
    is_past: bool
    url: str

    @property
    def number(self) -> int:
        """The day of the month."""
        return self.date.day

    @property
    def state(self) -> str:
        """``today``, ``past`` or empty."""
        return "today" if self.is_today else "past" if self.is_past else ""

    @property
    def note(self) -> str:
        """Say how much there is to do that day."""
        if not self.count:
            return "Đọc ở nhà"
        if self.is_past:
            return f"{self.count} việc đã xong"
        return f"{self.count} việc"


class Cell(NamedTuple):
    """How many activities one organiser begins on one day."""

    day: date
    organiser: int | None
    number: int


def strip(edition: WeekEdition, calendar_url: str) -> list[Day]:
    """Return the days of an edition; none when it is longer than a week.

    Args:
        edition: The Week.
        calendar_url: Page whose days the strip leads to; empty for the page itself.
    """
    days, now = edition.days(), today()
    if len(days) > len(WEEKDAYS):
        return []
    counts = _counts(edition)
    return [
        Day(
            day,
            *WEEKDAYS[day.weekday()],
            counts[day],
            is_today=day == now,
            is_past=day < now,
            url=f"{calendar_url}#ngay-{day:%Y-%m-%d}" if counts[day] else calendar_url or "#noi-dung",
        )
        for day in days
    ]


def days_of(edition: WeekEdition, limit: int, organiser: Department | None = None) -> list[ActivityDay]:
    """Return the activities of an edition by day: all, or the first of what is not over yet. One query for few rows.

    Args:
        edition: The Week.
        limit: How many activities at most; the last day says how many more it has.
        organiser: Whose; everybody's if it is missing.
    """
    counts = _counts(edition, organiser)
    activities: ActivityQuerySet = ActivityPage.objects.published().filter(edition=edition).for_cards()
    if organiser:
        activities = activities.filter(organiser=organiser)
    is_cut = counts.total() > limit
    if is_cut and max(counts) >= today():
        activities = activities.filter(ends_at__gte=midnight(today()))
    name = f"days_of:{edition.pk}:{organiser.pk if organiser else None}:{limit}:{today()}"
    keys = remembered_keys(name, TABLES, activities[:limit])
    days = by_day(list(activities.filter(pk__in=keys)))
    if is_cut and days:
        days[-1].left_out = max(0, counts[days[-1].date] - len(days[-1].activities))
    return days


def _counts(edition: WeekEdition, organiser: Department | None = None) -> Counter[date]:
    """Return how many activities begin on each day; remembered."""

    def count() -> list[Cell]:
        activities = ActivityPage.objects.published().filter(edition=edition).order_by()
        rows = activities.annotate(day=TruncDate("starts_at")).values_list("day", "organiser_id")
        return [Cell(*row) for row in rows.annotate(Count("pk"))]

    counts: Counter[date] = Counter()
    for cell in remembered(f"week_days:{edition.pk}", TABLES, count):
        if organiser is None or cell.organiser == organiser.pk:
            counts[cell.day] += cell.number
    return counts
