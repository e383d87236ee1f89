"""Which words stand side by side in titles and leads: one letter less makes another Vietnamese word of most.

A word by itself does not tell a slip from what was meant: "viec" and "vien" are both common, and only one of them
stands behind "thu".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from core.finding.entries import padded
from core.finding.models import SearchEntry
from core.remembered import remembered

LOOKED_AT = 500
"""The newest pages; the texts of more would take longer to read than they help."""

_WORD = re.compile(r"[^\W_]+")
_END = "\n"


@dataclass(frozen=True)
class Phrases:
    """Titles and leads, a word after the other.

    Attributes:
        folded: Their folded words, a space before and after each; a line break stands before and after a text.
        written: The same words with their marks, in small letters.
    """

    folded: str
    written: str

    def after(self, word: str) -> Counter[str]:
        """Return which folded words stand right behind this one, and how often."""
        starts = (place.end() + 1 for place in self._places(word))
        return Counter(self.folded[start : self.folded.index(" ", start)] for start in starts)

    def before(self, word: str) -> Counter[str]:
        """Return which folded words stand right before this one, and how often."""
        ends = (place.start() for place in self._places(word))
        return Counter(self.folded[self.folded.rindex(" ", 0, end) + 1 : end] for end in ends)

    def _places(self, word: str) -> Iterator[re.Match[str]]:
        return re.finditer(rf" {word}(?= )", self.folded)

    def spelled(self, *words: str) -> str:
        """Return them as they are first written side by side; empty where they never are."""
        place = self.folded.find(padded(" ".join(words)))
        if place < 0:
            return ""
        start = self.folded.count(" ", 0, place)
        return " ".join(self.written.split(" ")[start : start + len(words)])


def phrases() -> Phrases:
    """Return what the newest pages hold: one query after something public was written, none otherwise."""
    return remembered("core.finding.phrases", ("core_searchentry",), _looked_up, narrowly=True)


def _looked_up() -> Phrases:
    newest = SearchEntry.objects.order_by("-moment")
    rows = newest.values_list("title", "title_words", "lead", "lead_words")[:LOOKED_AT]
    folded, written = [_END], [_END]
    for title, title_words, lead, lead_words in rows:
        for text, words in ((title, title_words), (lead, lead_words)):
            as_written, as_found = _WORD.findall(text.lower()), words.split()
            if len(as_written) == len(as_found):
                written += [*as_written, _END]
                folded += [*as_found, _END]
    return Phrases(padded(" ".join(folded)), " ".join(written))
