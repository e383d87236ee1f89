"""What public pages ask of sharing."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django import template

from core.base_page import BasePage
from core.school_settings import SchoolSettings
from sharing.share_picture import picture_words

register = template.Library()

FACEBOOK_SHARER = "https://www.facebook.com/sharer/sharer.php"


@register.simple_tag(takes_context=True)
def page_share_picture(context: dict[str, Any], page: BasePage | None) -> dict[str, str]:
    """Return ``url`` and ``alt`` of the picture shown when the page is shared; nothing for a page not stored yet.

    The address changes with what the picture says, so that networks fetch a new one.
    """
    request = context.get("request")
    if page is None or not page.pk or request is None:
        return {}
    words = picture_words(page, SchoolSettings.for_request(request))
    return {"url": request.build_absolute_uri(words.address), "alt": words.alternative}


@register.simple_tag
def facebook_share_url(url: str) -> str:
    """Return the address at which Facebook asks what to say about the page."""
    return f"{FACEBOOK_SHARER}?{urlencode({'u': url})}"


@register.simple_tag
def mail_share_url(title: str, url: str) -> str:
    """Return the address that opens a letter with the page's title and link."""
    # Mail programs read a plus sign as itself.
    query = urlencode({"subject": title, "body": f"{title}\n{url}"}).replace("+", "%20")
    return f"mailto:?{query}"
