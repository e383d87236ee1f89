"""When the classes read this week, class by class."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from itertools import groupby

from core.vietnamese import weekday_name
from resources.models.reading import ReadingTimeSlot, class_order

SOME_MONDAY = dt.date(2024, 1, 1)
SPAN = 3
"""So many days in a row are said as "thứ Hai đến thứ Năm"."""


@dataclass(frozen=True)
class Time:
    """The same hours on one or more days."""

    days: str
    hours: str
    place: str
    is_today: bool


@dataclass
class ClassTimes:
    """One class with its times, the earliest of the week first."""

    name: str
    times: list[Time] = field(default_factory=list)


@dataclass
class GradeTimes:
    """One grade with its classes.

    Attributes:
        grade: 1 to 5.
        shared: What all its classes have alike; empty for a grade of one class.
        classes: Those with times of their own.
    """

    grade: int
    shared: list[Time]
    classes: list[ClassTimes]


def reading_times(today: dt.date) -> list[GradeTimes]:
    """Return the grades whose classes have reading times. One query."""
    slots = sorted(
        ReadingTimeSlot.objects.order_by(),
        key=lambda slot: (class_order(slot.class_name), slot.weekday, slot.starts_at),
    )
    classes = [
        (found[0].grade, ClassTimes(name, _times(found, today)))
        for name, found in (
            (name, list(group)) for name, group in groupby(slots, lambda slot: slot.class_name)
        )
    ]
    return [
        _grade_times(grade, [one for _grade, one in group])
        for grade, group in groupby(classes, lambda pair: pair[0])
    ]


def _grade_times(grade: int, classes: list[ClassTimes]) -> GradeTimes:
    """Return the grade; what all its classes have alike is said once."""
    first, *others = classes
    shared = [time for time in first.times if others and all(time in other.times for other in others)]
    own = [ClassTimes(one.name, [time for time in one.times if time not in shared]) for one in classes]
    return GradeTimes(grade, shared, [one for one in own if one.times])


def _times(slots: list[ReadingTimeSlot], today: dt.date) -> list[Time]:
    """Return the times of one class; those at the same hours and place are one."""
    found: dict[tuple[str, str], list[int]] = {}
    for slot in slots:
        found.setdefault((slot.hours, slot.place), []).append(slot.weekday)
    return [
        Time(days_in_words(days), hours, place, today.weekday() in days)
        for (hours, place), days in found.items()
    ]


def days_in_words(days: list[int]) -> str:
    """Return such as "thứ Hai", "thứ Hai và thứ Tư", "thứ Hai đến thứ Sáu".

    Args:
        days: Days of the week, 0 for Monday, in their order, each once.
    """
    names = [_name(day) for day in days]
    if len(days) >= SPAN and days[-1] - days[0] == len(days) - 1:
        return f"{names[0]} đến {names[-1]}"
    return " và ".join(part for part in (", ".join(names[:-1]), names[-1]) if part)


def _name(day: int) -> str:
    return weekday_name(SOME_MONDAY + dt.timedelta(days=day))
