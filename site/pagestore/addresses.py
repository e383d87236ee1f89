"""Which addresses the store holds: those of public pages, what page types offer beside, and the site's own."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.urls import NoReverseMatch, reverse
from wagtail.models import Page, Site

from core.base_page import BasePage
from core.querysets import public_only

STORABLE = re.compile(r"/(?:[a-z0-9-]+/)*(?:[a-z0-9-]+\.(?:xml|txt))?")
"""No other address lies in the store: nothing in it has to be decoded or could lead out of the folder."""
OWN_VIEWS = ("sitemap", "robots")
LONGEST = 500
"""Letters: the column has no more, and pages that lie deep with long slugs would not fit."""
LINKED = re.compile(rb"<loc>https?://[^/<]+(/sitemap-[0-9]+\.xml)<")
"""What a stored answer leads to and is stored with it: the parts of the sitemap."""

FRONT, SECTION, OTHER = 0, 1, 2


@dataclass(frozen=True)
class Wanted:
    """An address that the store shall hold.

    Attributes:
        owner: Number of the page that answers there, or None.
        kind: Table of its type.
        rank: Who is made first.
    """

    address: str
    owner: int | None = None
    kind: str = ""
    rank: int = OTHER


def own_addresses() -> list[Wanted]:
    """Return the addresses that belong to no page."""
    found = []
    for name in OWN_VIEWS:
        try:
            found.append(Wanted(reverse(name), rank=SECTION))
        except NoReverseMatch:
            continue
    return found


def public_pages(pages: Any) -> Any:
    """Return those of the pages that anybody may read and that lie below the front page of a site."""
    found = public_only(pages.live())
    roots = [site.root_page for site in Site.objects.select_related("root_page")]
    below = Page.objects.none()
    for root in roots:
        below |= Page.objects.descendant_of(root, inclusive=True)
    return found.filter(pk__in=below.order_by().values("pk")) if roots else found.none()


def addresses_of(page: Page) -> list[Wanted]:
    """Return the addresses of a public page; ``page`` as its own type, or of a type that has but one address."""
    parts = page.get_url_parts()
    if not parts or not parts[2]:
        return []
    address = str(parts[2])
    model = page.specific_class
    if model is None:
        return []
    rank = FRONT if address == "/" else SECTION if getattr(model, "is_section", False) else OTHER
    others = page.stored_addresses() if isinstance(page, BasePage) else []
    return [
        Wanted(one, page.pk, model._meta.db_table, rank)
        for one in dict.fromkeys([address, *others])
        if STORABLE.fullmatch(one) and len(one) <= LONGEST
    ]


def all_addresses() -> Iterable[Wanted]:
    """Yield every address that the store shall hold; pages with one address are not read in full."""
    yield from own_addresses()
    types = ContentType.objects.get_for_models(*(model for model in _page_types() if _has_more(model)))
    pages = public_pages(Page.objects.order_by())
    more = [content_type.pk for content_type in types.values()]
    for page in pages.exclude(content_type__in=more).iterator(chunk_size=1000):
        yield from addresses_of(page)
    for page in pages.filter(content_type__in=more).specific(defer=True).iterator(chunk_size=1000):
        yield from addresses_of(page)


def changing_kinds() -> set[str]:
    """Return the tables of the types whose addresses depend on other rows: pages of a list, departments."""
    return {
        model._meta.db_table
        for model in _page_types()
        if model.stored_addresses is not BasePage.stored_addresses
    }


def _has_more(model: type[BasePage]) -> bool:
    return bool(model.further_paths) or model.stored_addresses is not BasePage.stored_addresses


def _page_types() -> list[type[BasePage]]:
    found: list[type[BasePage]] = []
    waiting: list[type[BasePage]] = [BasePage]
    while waiting:
        model = waiting.pop()
        waiting += model.__subclasses__()
        if not model._meta.abstract:
            found.append(model)
    return found
