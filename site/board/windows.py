"""When an item plays, by the school's clock.

The browser decides by the same rules (``site/static/js/board_windows.js``), so that a board goes on without the
network; ``tests/data/board_windows.json`` is the table of cases that both have to pass.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any


class Reason(StrEnum):
    """Why an item plays, or does not."""

    PLAYS = "plays"
    TOO_EARLY = "too_early"
    OVER = "over"
    WEEKDAY = "weekday"
    HOURS = "hours"


@dataclass(frozen=True)
class Window:
    """When an item plays; what is not said does not limit it.

    Attributes:
        from_date: First day.
        until_date: Last day, itself included.
        from_time: From this minute on.
        until_time: Up to this minute, itself not included. Earlier than ``from_time``: over midnight, and the hours
            after it belong to the day before.
        weekdays: 1 for Monday to 7 for Sunday; none for every day.
    """

    from_date: date | None = None
    until_date: date | None = None
    from_time: time | None = None
    until_time: time | None = None
    weekdays: tuple[int, ...] = ()

    def reason(self, moment: datetime) -> Reason:
        """Return why it plays at a moment of the school's clock, or why not: dates first, then weekday and hours."""
        day, clock = moment.date(), moment.time()
        first, last = self.from_time or time(), self.until_time
        is_overnight = last is not None and last <= first
        if is_overnight and last is not None and clock < last:
            day -= timedelta(days=1)
            is_within = True
        else:
            is_within = clock >= first and (is_overnight or last is None or clock < last)
        if self.from_date and day < self.from_date:
            return Reason.TOO_EARLY
        if self.until_date and day > self.until_date:
            return Reason.OVER
        if self.weekdays and day.isoweekday() not in self.weekdays:
            return Reason.WEEKDAY
        return Reason.PLAYS if is_within else Reason.HOURS

    def for_browser(self) -> dict[str, Any]:
        """Return it as the browser reads it: ``2023-10-06``, ``07:30``, numbers of weekdays; None for no limit."""
        return {
            "from_date": self.from_date and self.from_date.isoformat(),
            "until_date": self.until_date and self.until_date.isoformat(),
            "from_time": self.from_time and f"{self.from_time:%H:%M}",
            "until_time": self.until_time and f"{self.until_time:%H:%M}",
            "weekdays": list(self.weekdays),
        }
