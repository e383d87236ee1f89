"""The demo's data files."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from django.utils import timezone

FOLDER = Path(__file__).resolve().parents[1] / "demo"


def read(name: str) -> Any:
    """Return the content of ``home/demo/<name>.json``."""
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))


def day(text: str | None) -> Any:
    """Return the date of ``2023-10-02``, or None."""
    return date.fromisoformat(text) if text else None


def moment(text: str) -> datetime:
    """Return the moment of ``2023-10-02T07:30:00+07:00``."""
    return datetime.fromisoformat(text)


def next_session(row: dict[str, Any]) -> tuple[str, str]:
    """Return the moments of a session on a weekday (0 is Monday) that is three to nine days ahead."""
    soonest = timezone.localdate() + timedelta(days=3)
    on = soonest + timedelta(days=(row["weekday"] - soonest.weekday()) % 7)
    return f"{on}T{row['from']}:00+07:00", f"{on}T{row['until']}:00+07:00"
