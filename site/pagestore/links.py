"""The links of a page, written anew so that it works from any folder: on another host, below a path, from a stick."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from html import escape, unescape
from urllib.parse import quote, unquote, urljoin, urlsplit

_SCRIPT = re.compile(r"(<script\b[^>]*>)(.*?)(</script>)", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(r"""<[a-zA-Z][^<>"']*(?:(?:"[^"]*"|'[^']*')[^<>"']*)*>""")
_ATTRIBUTE = re.compile(r'(\s)(href|src|srcset|imagesrcset|action|formaction|poster|data-[a-z-]+)="([^"]*)"')
_STYLE_URL = re.compile(r"""(?:url\(\s*["']?|@import\s+["'])([^"')\s]+)""")
_MODULE = re.compile(r"""(?:\bfrom|\bimport)\s*\(?\s*["'](\.{1,2}/[^"']+)["']""")

Target = Callable[[str], str | None]
"""Takes a path of the site and returns the file below the export that stands for it; None when there is none."""


def rewritten(html: str, address: str, base: str, target: Target) -> str:
    """Return the page with links to exported files relative and all others absolute.

    Args:
        html: The page.
        address: Its path on the site.
        base: The live site, such as ``https://…``, without a slash at its end.
        target: Says which file stands for a path.
    """
    here = posixpath.dirname(target(address) or address.lstrip("/"))

    def link(url: str) -> str:
        return _link(url, address, here, base, target)

    def attribute(match: re.Match[str]) -> str:
        space, name, value = match[1], match[2], unescape(match[3])
        if name.startswith("data-") and not value.startswith("/"):
            return match[0]
        if name.endswith("srcset"):
            parts = [part.strip().partition(" ") for part in value.split(",")]
            value = ", ".join(f"{link(url)} {size}".strip() for url, _space, size in parts if url)
        else:
            value = link(value)
        return f'{space}{name}="{escape(value)}"'

    def tag(match: re.Match[str]) -> str:
        return _ATTRIBUTE.sub(attribute, match[0])

    pieces = _SCRIPT.split(html)
    # Every fourth piece begins text, a script's opening tag, its content and its end.
    for place in range(len(pieces)):
        if place % 4 != 2:  # noqa: PLR2004  # the content of a script
            pieces[place] = _TAG.sub(tag, pieces[place])
    return "".join(pieces)


def _link(url: str, address: str, here: str, base: str, target: Target) -> str:
    if not url or url.startswith("#"):
        return url
    parts = urlsplit(url)
    if parts.scheme or parts.netloc:
        return url
    absolute = urlsplit(urljoin(address, url))
    file = None if absolute.query else target(unquote(absolute.path))
    fragment = f"#{absolute.fragment}" if absolute.fragment else ""
    if file is None:
        query = f"?{absolute.query}" if absolute.query else ""
        return f"{base}{absolute.path}{query}{fragment}"
    return f"{quote(posixpath.relpath(file, here or '.'))}{fragment}"


def named_in_style(css: str) -> list[str]:
    """Return the files that a stylesheet asks for."""
    return [url for url in _STYLE_URL.findall(css) if not url.startswith(("data:", "#"))]


def named_in_module(script: str) -> list[str]:
    """Return the modules that a script imports."""
    return _MODULE.findall(script)
