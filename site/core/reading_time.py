"""How long a text takes to read."""

from __future__ import annotations

import re
from collections.abc import Iterable

SYLLABLES_A_MINUTE = 220
"""Vietnamese is written in syllables with spaces between. Adults read a screen at about 200 to 260 a minute."""

_SYLLABLE = re.compile(r"[^\W_]\S*")  # from the first letter or figure of a word to its end


def syllables(text: str) -> int:
    """Return how many written syllables, words and numbers the text has; marks alone count for nothing."""
    return len(_SYLLABLE.findall(text))


def reading_minutes(texts: Iterable[str]) -> int:
    """Return how many whole minutes the texts take together, at least one.

    Args:
        texts: Plain texts, without markup.
    """
    return max(1, round(sum(map(syllables, texts)) / SYLLABLES_A_MINUTE))
