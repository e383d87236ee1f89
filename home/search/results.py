"""The search page: results with facets, or ways on where there is nothing to show."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail.models import Page

from core.finding.candidates import MOST, PHRASES, Candidate, Candidates, candidates
from core.finding.models import SearchEntry
from core.finding.question import Question
from core.listing import paginate, query_url
from home.search.filters import Filters
from home.search.groups import COLOURS, group_of, kind_label
from home.search.highlighting import excerpt, highlight, phrase_in
from home.search.ways_on import Part, newest, parts_found, popular

RESULTS_PER_PAGE = 10


@dataclass(frozen=True)
class Result:
    """One page found.

    Attributes:
        title: With the words marked.
        text: An excerpt around them, marked too.
        url: Its address.
        kind: What a reader calls it.
        colour: Of its slip's bar.
        date: When it was published.
    """

    title: SafeString
    text: SafeString
    url: str
    kind: str
    colour: str
    date: dt.datetime | None


def search_pages(request: HttpRequest) -> dict[str, Any]:
    """Return the template's context for ``?q=`` and the choices beside it; choices alone list all that they leave.

    Queries: the words, their neighbours where one is unknown or where no page has the words side by side, the
    candidates (once more where a common word is narrowed), the pages shown, the names of departments. None of them
    grows with the site.
    """
    question = Question.of(request)
    filters = Filters.of(request)
    parameters = {
        "q": question.typed or None,
        "dung": "1" if question.is_exact else None,
        **filters.parameters,
    }
    context: dict[str, Any] = {"words": question.typed, "popular": popular()}
    if not question.asked and not (filters and not question.typed):
        nothing = paginate(request, [], RESULTS_PER_PAGE, parameters)
        return context | {"listing": nothing, "results": [], "newest": newest(request)}
    everything = Candidates([], is_cut=False)
    if not question.asked:
        everything = candidates([], marks=filters.marks, condition=filters.condition)
    elif not question.unknown:
        everything = candidates(question.words, question.commonness, question.titled)
    found = _narrowed(question, filters, everything) if question.asked else everything
    listing = paginate(request, found.rows, RESULTS_PER_PAGE, parameters)
    entries = _entries(listing.object_list)
    context |= {
        "listing": listing,
        "is_cut": found.is_cut,
        "most": MOST,
        "results": [_result(entry, question.words, request) for entry in entries],
        "facets": filters.facets(everything.rows, parameters),
        "is_filtered": bool(filters),
        "clear_url": query_url({"q": parameters["q"], "dung": parameters["dung"]}),
        "cut_note": _("Đếm trong %(number)d kết quả đầu.") % {"number": MOST} if everything.is_cut else "",
    }
    if question.is_corrected:
        context["meant"] = _as_written(entries, question)
        context["exact_url"] = query_url({"q": question.typed, "dung": "1"})
    if not any(row.rank in PHRASES for row in everything.rows) and (other := question.otherwise()):
        context["otherwise"] = other.spelled
        context["otherwise_url"] = query_url({"q": other.spelled})
    if not listing.count:
        context["parts"] = _parts(question)
    return context


def _narrowed(question: Question, filters: Filters, everything: Candidates) -> Candidates:
    """Return what the choices leave; looked up anew where not everything is known."""
    if not filters:
        return everything
    if everything.is_cut:
        return candidates(
            question.words, question.commonness, question.titled, filters.marks, filters.condition
        )
    return Candidates(filters.left(everything.rows), is_cut=False)


def _entries(rows: Sequence[Candidate]) -> list[SearchEntry]:
    found = SearchEntry.objects.select_related("page").defer(
        "title_words", "lead_words", "body_words", "marks"
    )
    entries = found.in_bulk([row.moment for row in rows]) if rows else {}
    return [entries[row.moment] for row in rows if row.moment in entries]


def _result(entry: SearchEntry, words: list[str], request: HttpRequest) -> Result:
    page: Page = entry.page
    text = excerpt(entry.lead, entry.body, words)
    together = any(phrase_in(one, words) for one in (entry.title, text))
    return Result(
        title=highlight(entry.title, words, together=together),
        text=highlight(text, words, together=together),
        url=page.get_url(request) or "/",
        kind=kind_label(page.content_type_id),
        colour=COLOURS[group_of(entry.kind)],
        date=page.first_published_at,
    )


def _as_written(entries: list[SearchEntry], question: Question) -> str:
    """Return the words that are searched for as a page writes them together, or each by itself."""
    for entry in entries:
        for text in (entry.title, entry.lead, entry.body):
            if match := phrase_in(text, question.words):
                return text[match.start() : match.end()].lower()
    return question.spelled


def _parts(question: Question) -> list[Part]:
    """Return smaller questions that do find something."""
    known = [
        replace(question.known[word], spelled=question.typed_forms.get(word, question.known[word].spelled))
        for word in dict.fromkeys(question.asked)
        if word in question.known
    ]
    near = [word for words in question.near.values() for word in words]
    return parts_found([word.folded for word in known] if question.unknown else [], [*known, *near])
