"""When the classes read, what they read in four weeks, and the scholarships of Khuyến học Day."""

from __future__ import annotations

from datetime import time

from home.demo_loading.files import day, read
from honors.models import Scholarship
from resources.models import ReadingLog, ReadingTimeSlot
from week.models import WeekEdition


def load_reading() -> int:
    """Make the reading times and the weeks' figures where there are none, and return how many were made."""
    data = read("reading")
    return _load_slots(data) + _load_logs(data)


def load_scholarships(edition: WeekEdition) -> int:
    """Make the missing scholarships, and return how many were made."""
    made = 0
    for row in read("scholarships"):
        facts = {name: row[name] for name in ("number", "amount_each", "note")}
        _row, is_new = Scholarship.objects.get_or_create(
            edition=edition,
            name=row["name"],
            giver=row["giver"],
            defaults=facts | {"given_on": day(row["given_on"])},
        )
        made += is_new
    return made


def _load_slots(data: dict) -> int:
    if ReadingTimeSlot.objects.exists():
        return 0
    slots = []
    for name, library in data["library"].items():
        mornings = [
            {**data["morning"], "weekday": weekday, "place": ""} for weekday in data["morning"]["weekdays"]
        ]
        slots += [
            ReadingTimeSlot(
                class_name=name,
                grade=int(name[0]),
                weekday=one["weekday"],
                starts_at=time.fromisoformat(one["starts_at"]),
                ends_at=time.fromisoformat(one["ends_at"]),
                place=one["place"],
            )
            for one in (*mornings, library | {"place": data["place"]})
        ]
    return len(ReadingTimeSlot.objects.bulk_create(slots))


def _load_logs(data: dict) -> int:
    if ReadingLog.objects.exists():
        return 0
    logs = [
        ReadingLog(week=day(week), class_name=name, grade=int(name[0]), minutes=minutes, books=books)
        for week, rows in data["logs"].items()
        for name, (minutes, books) in rows.items()
    ]
    return len(ReadingLog.objects.bulk_create(logs))
