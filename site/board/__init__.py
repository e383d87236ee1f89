"""The electronic boards: what they show, when, and whether they are alive."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from week.models import WeekEdition


def hours(edition: WeekEdition) -> float:
    """Return how many hours all boards together were alive on the days of a Week. One query."""
    from board.alive import hours_of  # noqa: PLC0415  # models are not there before

    return hours_of(edition)
