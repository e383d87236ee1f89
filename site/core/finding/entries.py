"""What of a page can be found: its words, its kind, its year, who did it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import Manager
from django.utils.encoding import force_str
from modelsearch.index import RelatedFields, SearchField
from wagtail.models import Page

from core.finding.models import LONGEST_TITLE, LONGEST_WORD, SearchEntry
from core.vietnamese import fold_words, nfc, school_time

LONGEST_BODY = 100_000
"""Letters of a body that are looked at; PostgreSQL refuses a page of more than a megabyte of different words."""

_SLOTS = 2**24
_LISTED = {"title", "lead"}
_WORD = re.compile(r"[^\W_]+")
_LONG_NUMBER = re.compile(r"\d{5,}")


def moment_of(page: Page) -> int:
    """Return the page's place in time: later is larger, and no two pages have the same."""
    published = page.first_published_at or page.latest_revision_created_at
    return int(published.timestamp() if published else 0) * _SLOTS + page.pk % _SLOTS


def mark(facet: str, value: Any) -> str:
    """Return the word that stands for a facet's value in the index; nobody types it."""
    return f"xq{facet}xq{value}"


def entry_of(page: Page) -> SearchEntry:
    """Return the row of a specific page, unsaved. What the page does not have stays empty."""
    kind = page._meta.model_name or ""
    moment = moment_of(page)
    year = school_time(dt.datetime.fromtimestamp(moment // _SLOTS, tz=dt.UTC)).year
    # A story has a department, an activity an organiser; both are the week's departments.
    doer = getattr(page, "department_id", None) or getattr(page, "organiser_id", None)
    lead = _one_line(getattr(page, "lead", ""))
    body = _one_line(" ".join(_texts(page)))[:LONGEST_BODY]
    marks = [mark("kind", kind), mark("year", year), *([mark("doer", doer)] if doer else [])]
    return SearchEntry(
        moment=moment,
        page_id=page.pk,
        kind=kind,
        year=year,
        doer=doer,
        title=_one_line(page.title),
        lead=lead,
        body=body,
        title_words=padded(fold_words(page.title)[: LONGEST_TITLE - 2]),
        lead_words=padded(fold_words(lead)),
        body_words=padded(fold_words(body)),
        marks=" ".join(marks),
    )


def padded(words: str) -> str:
    """Return folded words as the index keeps them: with a space at each end."""
    return f" {words} "


def vocabulary_of(entry: SearchEntry) -> dict[str, tuple[str, int]]:
    """Return the words of an entry as written, small letters, with (folded word, 1 if the title has it, else 0)."""
    words: dict[str, tuple[str, int]] = {}
    for text, in_title in ((entry.title, 1), (entry.lead, 0), (entry.body, 0)):
        for spelled in set(_WORD.findall(nfc(text).lower())) - words.keys():
            folded = fold_words(spelled)
            if is_word(folded) and len(spelled) <= LONGEST_WORD:
                words[spelled] = (folded, in_title)
    return words


def is_word(folded: str) -> bool:
    """Whether the vocabulary keeps it: no long number, nothing that is longer than a word."""
    fits = 0 < len(folded) <= LONGEST_WORD and " " not in folded
    return fits and not _LONG_NUMBER.search(folded)


def _texts(page: Page) -> Iterator[str]:
    """Yield the searchable text of a page beyond its title and lead, as Wagtail's own index has it."""
    for field in page.get_search_fields():
        if isinstance(field, RelatedFields):
            related = field.get_value(page)
            for one in related.all() if isinstance(related, Manager) else filter(None, [related]):
                yield from (
                    _flat(inner.get_value(one)) for inner in field.fields if isinstance(inner, SearchField)
                )
        elif isinstance(field, SearchField) and field.field_name not in _LISTED:
            yield _flat(field.get_value(page))


def _flat(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, Mapping):
        value = list(value.values())
    if isinstance(value, list | tuple | set):
        # A point in the middle: an excerpt shows where one block ends.
        return " · ".join(filter(None, map(_flat, value)))
    return force_str(value)


def _one_line(text: str) -> str:
    return nfc(" ".join(text.replace("\x00", " ").split()))
