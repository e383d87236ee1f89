"""What every template of the site may ask for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import template
from wagtail.models import Page, Site

from core.feeds import FeedLink, feeds_of_site
from core.listing import Facet, ListingPage
from core.navigation import navigation, pages_at_foot
from core.school_settings import SchoolSettings
from core.structured_data.nodes import SiteFacts
from core.structured_data.script import graph, script, way_alone

register = template.Library()


@register.simple_tag(takes_context=True)
def site_navigation(context: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the menu's entries: ``{title, url, is_current}``. Empty without a request (error pages)."""
    request = context.get("request")
    return navigation(request) if request is not None else []


@register.simple_tag(takes_context=True)
def about_pages(context: dict[str, Any]) -> list[dict[str, str]]:
    """Return ``{title, url}`` of the pages about the site. Empty without a request (error pages)."""
    request = context.get("request")
    return pages_at_foot(request) if request is not None else []


@register.simple_tag(takes_context=True)
def breadcrumbs(context: dict[str, Any], page: Page) -> list[dict[str, str]]:
    """Return ``{title, url}`` of the pages above, the front page first."""
    request = context.get("request")
    pages = getattr(page, "above", None)
    if pages is None:
        pages = list(page.get_ancestors().filter(depth__gt=1))
    front, *others = pages or [None]
    crumbs = [{"title": "Trang đầu", "url": front.get_url(request) or "/"}] if front else []
    return crumbs + [{"title": above.title, "url": above.get_url(request) or "/"} for above in others]


@register.simple_tag(takes_context=True)
def breadcrumbs_below(context: dict[str, Any], page: Page) -> list[dict[str, str]]:
    """Return the way to what stands below a page without being one: the pages above it, and the page itself."""
    return [
        *breadcrumbs(context, page),
        {"title": page.title, "url": page.get_url(context["request"]) or "/"},
    ]


@register.simple_tag(takes_context=True)
def structured_way(context: dict[str, Any], page: Page, title: str) -> str:
    """Return that way for programs, with this address at its end.

    Args:
        context: The template's.
        page: The page that it stands below.
        title: What stands at this address.
    """
    request = context["request"]
    site = Site.find_for_request(request)
    if site is None:
        return ""
    above = [(crumb["title"], crumb["url"]) for crumb in breadcrumbs_below(context, page)]
    facts = SiteFacts(site.root_url, SchoolSettings.for_request(request))
    return script(way_alone([*above, (title, request.path)], facts))


@register.simple_tag(takes_context=True)
def structured_data(context: dict[str, Any], page: Any, picture: str = "") -> str:
    """Return the page's data for programs, as a script that is only read; nothing for a page not stored yet.

    Args:
        context: The template's.
        page: A ``BasePage``.
        picture: Full address of the picture that stands for the page.
    """
    request = context.get("request")
    site = Site.find_for_request(request) if request is not None else None
    if site is None or page is None or not page.pk:
        return ""
    facts = SiteFacts(site.root_url, SchoolSettings.for_request(request), picture)
    above = [(crumb["title"], crumb["url"]) for crumb in breadcrumbs(context, page)]
    return script(graph(page, facts, context, above))


@register.simple_tag(takes_context=True)
def site_feeds(context: dict[str, Any]) -> list[FeedLink]:
    """Return the feeds that every page names. Empty without a request (error pages)."""
    request = context.get("request")
    return feeds_of_site(request) if request is not None else []


@register.simple_tag
def list_words(listing: ListingPage | None, facets: Iterable[Facet] = (), extra: str = "") -> str:
    """Return what sets this page of a list apart, to follow its title: ``: Khuyến đọc, trang 2``.

    Args:
        listing: The page of the list.
        facets: Its filters.
        extra: The label of a choice that is no facet.
    """
    labels = [one.selected.label for one in facets if one and one.selected] + ([extra] if extra else [])
    number = f", trang {listing.number}" if listing and listing.number > 1 else ""
    return (f": {', '.join(labels)}" if labels else "") + number
