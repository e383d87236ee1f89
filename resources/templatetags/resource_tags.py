"""What the templates of the library ask for."""

from __future__ import annotations

from urllib.parse import urlsplit

from django import template

register = template.Library()


@register.filter
def host(address: str) -> str:
    """Return where an address leads, such as "vi.wikipedia.org", without "www."; "" when it cannot be read."""
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
