"""The demo's data files."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

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
