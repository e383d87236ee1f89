"""Which feeds the site has; every page names them, so that a feed reader finds them from any."""

from __future__ import annotations

from typing import NamedTuple

from django.apps import apps
from django.http import HttpRequest
from wagtail.models import Site

from core.base_page import BasePage
from core.querysets import public_only
from core.remembered import remembered

FEED_TYPES = {
    "rss": ("RSS", "application/rss+xml"),
    "atom": ("Atom", "application/atom+xml"),
    "json": ("JSON Feed", "application/feed+json"),
}


class FeedLink(NamedTuple):
    """A feed.

    Attributes:
        title: What it is of, and its kind.
        kind: The kind's name, such as RSS.
        content_type: Its media type.
        url: Its path.
    """

    title: str
    kind: str
    content_type: str
    url: str


def feeds_of(page: BasePage, category: str = "", title: str = "") -> list[FeedLink]:
    """Return the feeds of a page that has some.

    Args:
        page: The page.
        category: Last part of the address of a category's own feeds; empty for all.
        title: What they are of; the page's title if it is missing.
    """
    end = f"{category}/" if category else ""
    return [
        FeedLink(f"{title or page.title} ({kind})", kind, content_type, f"{page.url}{name}/{end}")
        for name, (kind, content_type) in FEED_TYPES.items()
    ]


def feeds_of_site(request: HttpRequest) -> list[FeedLink]:
    """Return the feeds of the first section that has some; no query when they are remembered."""
    site = Site.find_for_request(request)
    if site is None:
        return []

    def find() -> list[FeedLink]:
        sections = public_only(site.root_page.get_children().live())
        with_feeds = next(
            (page for page in sections if getattr(page.specific_class, "has_feeds", False)), None
        )
        return feeds_of(with_feeds) if with_feeds else []

    # A page of such a type that comes, goes or changes tells its table; what other pages do is of no concern.
    tables = tuple(model._meta.db_table for model in apps.get_models() if getattr(model, "has_feeds", False))
    return remembered(f"feeds:{site.pk}", tables, find)
