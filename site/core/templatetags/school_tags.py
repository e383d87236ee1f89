"""What every template of the site may ask for."""

from __future__ import annotations

from typing import Any
from zlib import crc32

from django import template
from django.urls import reverse
from wagtail.models import Page

from core.base_page import BasePage
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


@register.simple_tag(takes_context=True)
def share_picture_url(context: dict[str, Any], page: BasePage | None) -> str:
    """Return the full address of the picture shown when the page is shared.

    The address changes with what the picture says, so that networks fetch a new one.
    """
    request = context.get("request")
    if page is None or not page.pk or request is None:
        return ""
    stamp = f"{crc32(f'{page.title}|{page.kind_label}|{page.picture_scene}'.encode()):08x}"
    return request.build_absolute_uri(reverse("share_picture", args=[page.pk, stamp]))
