"""The newest public pages that hold some words, best first, in a time that does not grow with the site.

No match is counted or ranked beyond the newest `MOST`: a word that is in every story costs as much as one that is in
two hundred. Pages whose title holds the words are looked for by themselves, so that an old title is found among new
bodies. SQLite's FTS5 hands out matches from the newest on. PostgreSQL's GIN index knows no order: there a word that
is rare is looked up in it, and a common one in the newest `WINDOW` entries first. Its planner does not know what it
costs to read the words of an entry: it must not choose between the two by itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from operator import and_

from django.db import connection
from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.db.models.expressions import RawSQL
from django.db.models.functions import StrIndex
from django.db.models.lookups import GreaterThan

from core.finding.entries import padded
from core.finding.models import SearchEntry
from core.querysets import public_only
from core.remembered import remembered

MOST = 200
MOST_TITLES = 100
WINDOW = 3_000
COMMON = 3_000
"""Words that are rarer than this are never looked for in the window (PostgreSQL)."""
DENSE = 0.06
"""The share of pages with all the words from which on the window is the shorter way: the newest 201 of them are then
within it, and reading an entry's words costs twice as much as reading its key."""
TOGETHER = 0.5
"""Words of one question mostly stand together: each further one leaves more pages than chance would."""

EXACT_TITLE, PHRASE_IN_TITLE, IN_TITLE, PHRASE_IN_LEAD, IN_LEAD, PHRASE_IN_BODY, ANYWHERE = range(7)
PHRASES = {EXACT_TITLE, PHRASE_IN_TITLE, PHRASE_IN_LEAD, PHRASE_IN_BODY}
"""The words stand side by side."""

Marks = tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Candidate:
    """A page that holds the words.

    Attributes:
        moment: Key of its `SearchEntry`.
        page: Key of the page.
        kind: Model name of the page.
        year: Year of its publication.
        doer: Key of the department, if it has one.
        rank: From EXACT_TITLE to ANYWHERE.
    """

    moment: int
    page: int
    kind: str
    year: int
    doer: int | None
    rank: int


@dataclass(frozen=True)
class Candidates:
    """What was found, best first, and whether there is more than that."""

    rows: list[Candidate]
    is_cut: bool


def candidates(
    words: list[str], commonness: int = 0, titled: int = 0, marks: Marks = (), condition: Q | None = None
) -> Candidates:
    """Return the best and newest pages that hold all the words: one query, two where PostgreSQL looks twice.

    Args:
        words: Folded words; without any, all that the marks leave is found, and without marks nothing.
        commonness: In how many pages the rarest of them is, as the vocabulary has it.
        titled: In how many titles the rarest is; an old title is looked for behind the window unless they are many.
        marks: Words that stand for facets (``entries.mark``); of each group one must be there.
        condition: The same, asked of the entries themselves.
    """
    if not words and not marks:
        return Candidates([], is_cut=False)
    condition = condition or Q()
    # How common a mark is nobody counts: the window first.
    is_common = not words or (commonness > COMMON and _is_dense(words, commonness))
    looks_in_window = connection.vendor == "postgresql" and is_common
    windows = (looks_in_window and (not words or titled > COMMON), looks_in_window)
    rows = _rows(words, marks, condition, windows)
    if looks_in_window and len(rows) <= MOST:
        rows = _rows(words, marks, condition, (False, False))
    rows.sort(key=lambda row: (row.rank, -row.moment))
    return Candidates(rows[:MOST], is_cut=len(rows) > MOST)


def titles(words: list[str], endings: list[str], most: int, *, are_common: bool) -> QuerySet[SearchEntry]:
    """Return the newest entries whose title holds all the words and one of the endings.

    Args:
        words: Folded words.
        endings: What the last, unfinished word may become; none of them is asked for when there is none.
        most: How many entries.
        are_common: Whether each of the words is in many titles (see COMMON).
    """
    expression = _expression(words, (tuple(endings),) if endings else ())
    in_window = connection.vendor == "postgresql" and are_common
    sql = f"SELECT * FROM ({_newest('titles', in_window=in_window)}) AS found"  # noqa: S608  # tables of ours
    found = SearchEntry.objects.filter(pk__in=RawSQL(sql, [expression, most]), page__live=True)  # noqa: S611  # the same
    return public_only(found, "page__path").order_by("-moment")


def _is_dense(words: list[str], commonness: int) -> bool:
    """Whether so many pages hold all the words that a few hundred of the newest are enough to look at."""
    size = remembered("core.finding.size", ("core_searchentry",), SearchEntry.objects.count)
    return (commonness / max(size, 1)) ** (1 + TOGETHER * (len(set(words)) - 1)) >= DENSE


def _rows(words: list[str], marks: Marks, condition: Q, in_window: tuple[bool, bool]) -> list[Candidate]:
    """Return what is found; ``in_window`` says of the titles and of all words whether to look there alone."""
    phrase = padded(" ".join(words))
    expression = _expression(words, marks)
    exact = "SELECT moment FROM core_searchentry WHERE title_words = %s ORDER BY moment DESC LIMIT %s"
    parts = (exact, _newest("titles", in_window=in_window[0]), _newest("words", in_window=in_window[1]))
    sql = " UNION ".join(f"SELECT * FROM ({part}) AS found_{place}" for place, part in enumerate(parts))  # noqa: S608  # tables of ours
    params = [phrase, MOST_TITLES, expression, MOST_TITLES, expression, MOST + 1]
    found = SearchEntry.objects.filter(condition, pk__in=RawSQL(sql, params), page__live=True)  # noqa: S611  # the same
    ranked = public_only(found, "page__path").annotate(rank=_rank(words, phrase))
    columns = ("moment", "page_id", "kind", "year", "doer", "rank")
    return [Candidate(*row) for row in ranked.values_list(*columns)]


def _rank(words: list[str], phrase: str) -> Case | Value:
    """Return title before lead before body, a phrase before scattered words; without words all are alike."""
    if not words:
        return Value(ANYWHERE, output_field=IntegerField())

    def has(column: str, *texts: str) -> Q:
        return reduce(and_, (Q(GreaterThan(StrIndex(column, Value(text)), 0)) for text in texts))

    each = [padded(word) for word in words]
    return Case(
        When(title_words=phrase, then=EXACT_TITLE),
        When(has("title_words", phrase), then=PHRASE_IN_TITLE),
        When(has("title_words", *each), then=IN_TITLE),
        When(has("lead_words", phrase), then=PHRASE_IN_LEAD),
        When(has("lead_words", *each), then=IN_LEAD),
        When(has("body_words", phrase), then=PHRASE_IN_BODY),
        default=ANYWHERE,
        output_field=IntegerField(),
    )


def _newest(name: str, *, in_window: bool) -> str:
    """Return the statement for the newest keys that match; its parameters are the expression and how many."""
    if connection.vendor == "sqlite":
        table = f"core_searchentry_{name}"
        return f"SELECT rowid AS moment FROM {table} WHERE {table} MATCH %s ORDER BY rowid DESC LIMIT %s"  # noqa: S608  # a table of ours
    vector = f"{name}_vector"
    source, place = "core_searchentry", "moment"
    if in_window:
        source = f"(SELECT moment, {vector} FROM {source} ORDER BY moment DESC LIMIT {WINDOW}) AS newest"  # noqa: S608  # the same
    elif name == "words":
        place = "moment + 0"  # in no index: all that match are looked up, and none of the others is read
    return (
        f"SELECT moment FROM {source} WHERE {vector} @@ to_tsquery('simple', %s) "  # noqa: S608  # the same
        f"ORDER BY {place} DESC LIMIT %s"
    )


def _expression(words: list[str], marks: Marks) -> str:
    """Return the words in the database's own language for full text; folded words hold letters and digits only."""
    if connection.vendor == "sqlite":
        quote, both, either = '"', " AND ", " OR "
    else:
        quote, both, either = "'", " & ", " | "
    groups = [*((word,) for word in words), *marks]
    return both.join("(" + either.join(f"{quote}{word}{quote}" for word in group) + ")" for group in groups)
