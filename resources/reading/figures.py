"""What was read, in figures: for a Week's report, and by grade for the chart."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Sum

from resources.models.reading import GRADES, ReadingLog

DAYS = 7
WEEKS_SHOWN = 4


def totals(edition: Any) -> dict[str, int]:
    """Return what was read in the weeks that overlap a Week's days.

    Args:
        edition: A ``WeekEdition``.

    Returns:
        ``minutes``, ``books``, and ``classes``: how many classes said anything.
    """
    logs = ReadingLog.objects.filter(
        week__gt=edition.start_date - dt.timedelta(days=DAYS), week__lte=edition.end_date
    )
    return logs.aggregate(
        minutes=Sum("minutes", default=0),
        books=Sum("books", default=0),
        classes=Count("class_name", distinct=True),
    )


@dataclass(frozen=True)
class Bar:
    """One grade in the chart.

    Attributes:
        grade: 1 to 5.
        number: The sum of the weeks shown; None when nothing is known.
        percent: Length against the longest bar, 0 to 100.
    """

    grade: int
    number: int | None
    percent: int


@dataclass(frozen=True)
class WeekRow:
    """One week in the table: its days, and a number a grade, None for what is not known."""

    first_day: dt.date
    last_day: dt.date
    numbers: list[int | None]


@dataclass(frozen=True)
class Chart:
    """One measure (minutes or books) by grade, and week by week."""

    bars: list[Bar]
    weeks: list[WeekRow]


def charts() -> dict[str, Chart]:
    """Return the charts of ``minutes`` and ``books`` over the newest weeks: one query; empty when nothing was noted."""
    newest = ReadingLog.objects.order_by("-week").values("week").distinct()[:WEEKS_SHOWN]
    rows = ReadingLog.objects.filter(week__in=newest).order_by().values_list("week", "grade")
    sums = {
        (week, grade): {"minutes": minutes, "books": books}
        for week, grade, minutes, books in rows.annotate(Sum("minutes"), Sum("books"))
    }
    weeks = sorted({week for week, _grade in sums}, reverse=True)
    if not weeks:
        return {}
    return {
        name: _chart(weeks, {key: values[name] for key, values in sums.items()})
        for name in ("minutes", "books")
    }


def _chart(weeks: list[dt.date], sums: dict[tuple[dt.date, int], int | None]) -> Chart:
    grades = [grade for grade, _name in GRADES]
    numbers = [_sum(sums.get((week, grade)) for week in weeks) for grade in grades]
    longest = max((number or 0 for number in numbers), default=0)
    bars = [
        Bar(grade, number, max(1, round(100 * number / longest)) if number else 0)
        for grade, number in zip(grades, numbers, strict=True)
    ]
    rows = [
        WeekRow(week, week + dt.timedelta(days=DAYS - 1), [sums.get((week, grade)) for grade in grades])
        for week in weeks
    ]
    return Chart(bars, rows)


def _sum(numbers: Iterable[int | None]) -> int | None:
    known = [number for number in numbers if number is not None]
    return sum(known) if known else None
