"""What every list page shares: reading the query string, pages of results and filters.

Nothing a visitor puts into the address can raise an error: a page number that is none means the first
page, one beyond the end means the last, an unknown filter value means no filter, and links carry on only
the parameters that the view names.

A page type that is a list is a ``core.list_page.ListPageMixin``: then page 2 of the unfiltered list is
``…/trang-2/`` (beyond the end: 404), ``?trang=2`` leads there, and every link that ``paginate``, ``facet`` and
``query_url`` build starts with the list's own path, so that it holds on ``…/trang-2/`` too. Nothing changes for
those who call them. With a filter the number stays in the query. A list that knows its length (remembered, or
from a count of facets) gives ``paginate`` a ``CountedRows``, which saves the count.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from core.list_address import HasOtherAddress, list_address

PAGE_PARAMETER = "trang"
HIGHEST_PAGE = 1_000_000
_PAGES_AROUND_CURRENT = 1
_PAGE_NUMBER = re.compile(r"[0-9]+")

Parameters = Mapping[str, str | None]


def page_number(raw: str | None) -> int:
    """Return the page number in a query parameter, from 1 to HIGHEST_PAGE; 1 for anything odd.

    Only ASCII digits count: int() would also take "٣", " 3 " and "1_0", and refuses 5,000 digits.
    """
    text = (raw or "").strip()
    if not _PAGE_NUMBER.fullmatch(text):
        return 1
    digits = text.lstrip("0")
    if len(digits) > len(str(HIGHEST_PAGE)):
        return HIGHEST_PAGE
    return min(max(int(digits or "1"), 1), HIGHEST_PAGE)


def chosen(raw: str | None, choices: Iterable[tuple[str, Any]]) -> str | None:
    """Return `raw` when it is the value of one of the (value, label) choices, else None."""
    return next((str(value) for value, _label in choices if raw is not None and str(value) == raw), None)


def query_url(parameters: Parameters, **changes: str | None) -> str:
    """Return a link to this same address with these parameters; empty and None values are left out.

    On a list page it starts with the list's path. Elsewhere it is relative, so it holds under any prefix; without
    parameters it is then "./", which drops the query string: every list's address ends in a slash.
    """
    merged = {**parameters, **changes}
    query = urlencode([(name, value) for name, value in merged.items() if value], errors="replace")
    here = list_address()
    base = here.base if here else ""
    return f"{base}?{query}" if query else base or "./"


# --- Pages -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class PageItem:
    """A link in the row of page numbers, or a gap ("…") between two of them."""

    number: int | None = None
    url: str = ""
    is_current: bool = False
    is_gap: bool = False

    @property
    def label(self) -> str:
        """The words for a screen reader; "" for a gap."""
        return "" if self.is_gap else _("Trang %(number)d") % {"number": self.number}


@dataclass(frozen=True)
class ListingPage:
    """One page of a list. `object_list` is a list, `count` and `total` count objects and pages."""

    object_list: list[Any]
    number: int
    total: int
    count: int
    first_index: int
    items: list[PageItem]
    previous_url: str
    next_url: str

    @property
    def has_previous(self) -> bool:
        """Whether a page comes before this one."""
        return self.number > 1

    @property
    def has_next(self) -> bool:
        """Whether a page comes after this one."""
        return self.number < self.total

    @property
    def is_paginated(self) -> bool:
        """Whether there is more than one page."""
        return self.total > 1

    @property
    def label(self) -> str:
        """Where the reader is: "Trang 2 trên 7"."""
        return _("Trang %(number)d trên %(total)d") % {"number": self.number, "total": self.total}


def paginate(
    request: HttpRequest, object_list: Any, per_page: int, params: Parameters | None = None
) -> ListingPage:
    """Return the page of `object_list` that the request asks for, in two queries: a count and a slice.

    In the query, a page beyond the end gives the last page, so a shortened list never breaks an old link.

    Args:
        request: Its `trang` parameter is the page number, see `page_number`.
        object_list: An ordered queryset, search results, a list, or `CountedRows` (one query: the slice).
        per_page: Objects on a page.
        params: The known query parameters that the links carry on, with their checked values.

    Raises:
        HasOtherAddress: The page has a clean address, or lost it by a filter; list pages answer with a redirect.
        Http404: A clean address beyond the end.
    """
    known = {name: value for name, value in (params or {}).items() if name != PAGE_PARAMETER and value}
    paginator = Paginator(object_list, per_page)
    number = _number_asked_for(request, paginator.num_pages, known)
    start = (number - 1) * per_page
    url = _page_urls(known)

    return ListingPage(
        # page() may count again for a check of its bounds; the paginator remembers the count.
        object_list=list(paginator.page(number).object_list) if paginator.count else [],
        number=number,
        total=paginator.num_pages,
        count=paginator.count,
        first_index=start + 1 if paginator.count else 0,
        items=[
            PageItem(is_gap=True) if page is None else PageItem(page, url(page), is_current=page == number)
            for page in _page_numbers(number, paginator.num_pages)
        ],
        previous_url=url(number - 1) if number > 1 else "",
        next_url=url(number + 1) if number < paginator.num_pages else "",
    )


def _page_urls(known: Parameters) -> Callable[[int], str]:
    """Return what gives the address of a page; the first has one address only, without a number."""
    here = list_address()
    if here and not known:
        return here.page
    return lambda page: query_url(known, **{PAGE_PARAMETER: str(page) if page > 1 else None})


def _number_asked_for(request: HttpRequest, pages: int, known: Parameters) -> int:
    here, raw = list_address(), request.GET.get(PAGE_PARAMETER)
    asked = page_number(raw)
    if here is None:
        return min(asked, pages)
    if here.number > pages and not known:
        raise Http404
    if here.number > 1:
        if known:
            raise HasOtherAddress(_page_urls(known)(min(here.number, pages)), permanent=False)
        return here.number
    if asked > 1 and not known:
        raise HasOtherAddress(here.page(min(asked, pages)), permanent=asked <= pages)
    return min(asked, pages)


class CountedRows:
    """A queryset whose length is known already, so that paging it does not count again."""

    def __init__(self, rows: Any, number: int) -> None:
        self.rows, self.number = rows, number

    def count(self) -> int:
        """Return the known length."""
        return self.number

    def __len__(self) -> int:
        return self.number

    def __getitem__(self, part: slice) -> Any:
        return self.rows[part]


def _page_numbers(current: int, total: int) -> list[int | None]:
    """Return the numbers to show: the ends, the neighbours of `current`, and None for a gap.

    A gap always hides at least two pages: one alone takes no more room than the gap.
    """
    shown = {1, total, *range(current - _PAGES_AROUND_CURRENT, current + _PAGES_AROUND_CURRENT + 1)}
    numbers: list[int | None] = []
    last = 0
    for page in sorted(page for page in shown if 1 <= page <= total):
        if page == last + 2:
            numbers.append(last + 1)
        elif page > last + 2:
            numbers.append(None)
        numbers.append(page)
        last = page
    return numbers


# --- Filters -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class FacetOption:
    """One value of a filter. Its link chooses it, or lets it go when it is chosen."""

    value: str
    label: str
    count: int
    url: str
    is_selected: bool


@dataclass(frozen=True)
class Facet:
    """A filter with its options."""

    name: str
    title: str
    options: list[FacetOption]
    clear_url: str

    @property
    def selected(self) -> FacetOption | None:
        """The chosen option, or None."""
        return next((option for option in self.options if option.is_selected), None)


def facet(  # noqa: PLR0917  (six plain values; names at the call would say no more)
    param: str,
    title: Any,
    choices: Sequence[tuple[str, Any]],
    counts: Mapping[str, int],
    selected: str | None,
    params: Parameters,
) -> Facet:
    """Return a filter whose links keep the other known parameters and go back to the first page.

    Args:
        param: The filter's query parameter.
        title: Its heading, in Vietnamese.
        choices: (value, label) pairs.
        counts: How many objects each value has; a missing value has none.
        selected: The chosen value (see `chosen`) or None.
        params: All known query parameters with their checked values.
    """
    others = {name: value for name, value in params.items() if name not in {param, PAGE_PARAMETER}}
    clear_url = query_url(others)
    options = [
        FacetOption(
            value=str(value),
            label=str(label),
            count=counts.get(str(value), 0),
            url=clear_url if str(value) == selected else query_url(others, **{param: str(value)}),
            is_selected=str(value) == selected,
        )
        for value, label in choices
    ]
    return Facet(name=param, title=str(title), options=options, clear_url=clear_url)
