"""The year in words that go on to another Week."""

from __future__ import annotations

import re

from week.models import WeekEdition


def of_this_year(text: str, base: WeekEdition, edition: WeekEdition) -> str:
    """Return the text with the earlier Week's year in the new one's place: "năm 2023" becomes "năm 2024"."""
    return re.sub(rf"\b{base.year}\b", str(edition.year), text)
