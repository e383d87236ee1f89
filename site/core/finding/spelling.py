"""The words that public pages use: how common each is, how it is mostly written, which one is meant by a slip.

One letter too many, too few, another or two that changed places: such words share a variant (the symmetric deletes
of SymSpell), so that a look into an index finds them among however many words.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection
from django.db.models import Q, QuerySet, Sum

from core.finding.entries import is_word
from core.finding.indexing import variants_of
from core.finding.models import SearchWord, SearchWordVariant

MOST_ROWS = 600
LAST_LETTER = "\uffff"

# How likely a slip is, beside how common the word is: letters changed places while typing fast; the key beside the
# meant one; another letter; a letter left out; one too many, which makes short and very common words of others
# ("tpa": "ta").
SWAPPED, NEXT_KEY, REPLACED, LEFT_OUT, TOO_MANY = 12, 12, 4, 4, 1
KEYBOARD = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
SAME_START = 2


@dataclass(frozen=True)
class Word:
    """A folded word: how it is mostly written, and in how many pages and titles it is."""

    folded: str
    spelled: str
    pages: int
    titles: int


def known(words: Iterable[str]) -> dict[str, Word]:
    """Return those of the folded words that public pages use: one query."""
    asked = {word for word in words if is_word(word)}
    return _gathered(SearchWord.objects.filter(folded__in=asked)) if asked else {}


def nearest(words: Iterable[str], most: int = 5) -> dict[str, list[Word]]:
    """Return the words one letter away from each of the folded words, the likeliest first: one query."""
    wanted = {word: variants_of(word) for word in words}
    variants = set().union(*wanted.values()) if wanted else set()
    if not variants:
        return {}
    near = SearchWordVariant.objects.filter(variant__in=variants).values("folded")
    found = _gathered(SearchWord.objects.filter(folded__in=near))
    answer = {}
    for word in wanted:
        scored = [(_score(word, candidate), candidate) for candidate in found.values()]
        likely = sorted((pair for pair in scored if pair[0]), key=lambda pair: (-pair[0], pair[1].folded))
        if likely:
            answer[word] = [candidate for _likeliness, candidate in likely[:most]]
    return answer


def completions(beginning: str, most: int) -> list[Word]:
    """Return the words of titles that begin so, the commonest first: one query."""
    if not is_word(beginning):
        return []
    begins = Q(folded__startswith=beginning)
    if connection.vendor == "sqlite":
        # Its LIKE takes no index; its plain comparison of text does.
        begins = Q(folded__gte=beginning, folded__lt=beginning + LAST_LETTER)
    words = SearchWord.objects.filter(begins, titles__gt=0).values_list("folded")
    common = words.annotate(all_pages=Sum("pages"), all_titles=Sum("titles")).order_by(
        "-all_titles", "folded"
    )
    return [Word(folded, folded, pages, titles) for folded, pages, titles in common[:most]]


def _gathered(rows: QuerySet[SearchWord]) -> dict[str, Word]:
    words: dict[str, Word] = {}
    for row in rows.order_by("-pages", "spelled")[:MOST_ROWS]:
        first = words.get(row.folded)
        words[row.folded] = (
            Word(row.folded, first.spelled, first.pages + row.pages, first.titles + row.titles)
            if first
            else Word(row.folded, row.spelled, row.pages, row.titles)
        )
    return words


def _score(typed: str, word: Word) -> int:
    return slip(typed, word.folded) * word.pages * (SAME_START if typed[0] == word.folded[0] else 1)


def slip(typed: str, meant: str) -> int:
    """Return how likely `typed` is a slip for `meant`; 0 when they are the same or more than one letter apart."""
    if typed == meant:
        return 0
    start = 0
    while start < min(len(typed), len(meant)) and typed[start] == meant[start]:
        start += 1
    left, right = typed[start:], meant[start:]
    if len(typed) == len(meant):
        if left[1:] == right[1:]:
            return NEXT_KEY if _are_neighbours(left[0], right[0]) else REPLACED
        swapped = left[1::-1] + left[2:]
        return SWAPPED if swapped == right else 0
    if left == right[1:]:
        return LEFT_OUT
    return TOO_MANY if left[1:] == right else 0


def _are_neighbours(one: str, other: str) -> bool:
    return any(pair in row for row in KEYBOARD for pair in (one + other, other + one))
