"""What every list page shares: reading the query string, pages of results and filters.

Nothing a visitor puts into the address can raise an error: a page number that is none means the first
page, one beyond the end means the last, an unknown filter value means no filter, and links carry on only
the parameters that the view names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest
from django.utils.translation import gettext as _

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

    The link is relative, so it holds under any prefix. Without parameters it is "./", which drops the
    query string: every list page's address ends in a slash.
    """
    merged = {**parameters, **changes}
    query = urlencode([(name, value) for name, value in merged.items() if value], errors="replace")
    return f"?{query}" if query else "./"


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

    A page beyond the end gives the last page, so a shortened list never breaks an old link.

    Args:
        request: Its `trang` parameter is the page number, see `page_number`.
        object_list: An ordered queryset, search results or a list.
        per_page: Objects on a page.
        params: The known query parameters that the links carry on, with their checked values.
    """
    known = {name: value for name, value in (params or {}).items() if name != PAGE_PARAMETER}
    paginator = Paginator(object_list, per_page)
    number = min(page_number(request.GET.get(PAGE_PARAMETER)), paginator.num_pages)
    start = (number - 1) * per_page

    def url(page: int) -> str:
        # The first page has one address only, without a number.
        return query_url(known, **{PAGE_PARAMETER: str(page) if page > 1 else None})

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
