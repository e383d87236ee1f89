"""Mark the words that were searched for, whatever marks they carry, and cut a text around them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from core.vietnamese import fold_in_place, nfc

EXCERPT = 240
"""Letters of an excerpt."""
BEFORE = 70
"""Letters before the first match of an excerpt that begins inside a text."""

_BETWEEN = r"[\W_]+"


def pattern(words: Iterable[str]) -> re.Pattern[str]:
    """Return what finds any of the folded words as whole words in a text folded in place."""
    longest_first = sorted(set(words), key=lambda word: (-len(word), word))
    return _whole("|".join(map(re.escape, longest_first)))


def phrase(words: list[str]) -> re.Pattern[str]:
    """Return what finds the folded words one after another."""
    return _whole(_BETWEEN.join(map(re.escape, words)))


def _whole(expression: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W_])(?:{expression})(?![^\W_])")


def phrase_in(text: str, words: list[str]) -> re.Match[str] | None:
    """Return where the folded words stand one after another in the text, if they do."""
    return phrase(words).search(fold_in_place(text)) if words else None


def highlight(text: str, words: list[str], *, together: bool | None = None) -> SafeString:
    """Return the text, escaped, with ``<mark>`` around what was searched for.

    Args:
        text: Plain text.
        words: Folded words.
        together: Mark only where the words stand one after another: with marks left out, "thu" of "thu vien" is
            "thứ" too. None does so if they stand so in this text.
    """
    text = nfc(text)
    if not words:
        return conditional_escape(text)
    folded = fold_in_place(text)
    if together is None:
        together = phrase(words).search(folded) is not None
    wanted = phrase(words) if together else pattern(words)
    parts: list[str] = []
    end = 0
    for match in wanted.finditer(folded):
        parts += [conditional_escape(text[end : match.start()]), "<mark>"]
        parts += [conditional_escape(text[match.start() : match.end()]), "</mark>"]
        end = match.end()
    parts.append(conditional_escape(text[end:]))
    return mark_safe("".join(parts).replace("</mark> <mark>", " "))  # noqa: S308  # each part was escaped above


def excerpt(lead: str, body: str, words: list[str]) -> str:
    """Return at most EXCERPT letters of the lead, or of the body around the words when only it has them."""
    places = ((lead, True), (body, True), (lead, False), (body, False)) if words else ()
    for text, is_phrase in places:
        match = phrase_in(text, words) if is_phrase else pattern(words).search(fold_in_place(text))
        if match:
            return _around(text, match.start())
    return _around(lead or body, 0)


def _around(text: str, place: int) -> str:
    """Return the text around a place, cut between words, with dots where something is left out."""
    if len(text) <= EXCERPT:
        return text
    start = 0 if place + BEFORE < EXCERPT else text.find(" ", place - BEFORE) + 1
    if len(text) - start <= EXCERPT:
        start = text.find(" ", len(text) - EXCERPT) + 1
        return f"… {text[start:]}"
    cut = text[start : start + EXCERPT].rpartition(" ")[0].rstrip(" ,.;:–-") or text[start : start + EXCERPT]
    return f"{'… ' if start else ''}{cut} …"
