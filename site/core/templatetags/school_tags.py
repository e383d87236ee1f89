"""What every template of the site may ask for."""

from __future__ import annotations

from typing import Any

from django import template
from wagtail.models import Page

from core.navigation import navigation

register = template.Library()


@register.simple_tag(takes_context=True)
def site_navigation(context: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the menu's entries: ``{title, url, is_current}``. Empty without a request (error pages)."""
    request = context.get("request")
    return navigation(request) if request is not None else []


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
