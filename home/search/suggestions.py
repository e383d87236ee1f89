"""Suggestions while a reader types: titles that fit, and topics."""

from __future__ import annotations

from django.http import HttpRequest

from core.finding import spelling
from core.finding.candidates import COMMON, titles
from core.finding.question import MOST_WORDS, typed_words
from core.finding.spelling import Word
from core.vietnamese import fold_words
from home.search.groups import kind_label
from home.search.ways_on import Way, popular

FEWEST_LETTERS = 2
MOST_TITLES = 6
MOST_TOPICS = 3
MOST_ENDINGS = 12


def suggestions(request: HttpRequest) -> list[Way]:
    """Return what ``?q=`` may become: at most three queries.

    The last word may be unfinished; when no title has a word that begins so, the nearest word is taken.
    """
    words = fold_words(typed_words(request.GET)).split()[:MOST_WORDS]
    if len("".join(words)) < FEWEST_LETTERS:
        return []
    *finished, beginning = words
    endings = spelling.completions(beginning, MOST_ENDINGS)
    if not endings:
        endings = spelling.nearest([beginning]).get(beginning, [])
    found = [topic for topic in popular().topics if _fits(topic.title, finished, beginning)][:MOST_TOPICS]
    return found + _titles(finished, endings)


def _titles(finished: list[str], endings: list[Word]) -> list[Way]:
    if not endings:
        return []
    are_common = not finished and sum(word.titles for word in endings) > COMMON
    entries = titles(finished, [word.folded for word in endings], MOST_TITLES, are_common=are_common)
    return [
        Way(entry.title, entry.page.url or "/", kind_label(entry.page.content_type_id))
        for entry in entries.select_related("page").only("title", "page")
    ]


def _fits(title: str, finished: list[str], beginning: str) -> bool:
    """Whether a title has all the finished words and one that begins with the last."""
    has = fold_words(title).split()
    return set(finished) <= set(has) and any(word.startswith(beginning) for word in has)
