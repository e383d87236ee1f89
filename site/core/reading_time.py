"""How long a text takes to read."""

from __future__ import annotations

from collections.abc import Iterable

SYLLABLES_A_MINUTE = 220
"""Vietnamese is written in syllables with spaces between. Adults read a screen at about 200 to 260 a minute."""


def syllables(text: str) -> int:
    """Return how many written syllables, words and numbers the text has; marks alone count for nothing."""
    return sum(any(letter.isalnum() for letter in word) for word in text.split())


def reading_minutes(texts: Iterable[str]) -> int:
    """Return how many whole minutes the texts take together, at least one.

    Args:
        texts: Plain texts, without markup.
    """
    return max(1, round(sum(map(syllables, texts)) / SYLLABLES_A_MINUTE))
