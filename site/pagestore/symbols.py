"""Drawings of a page that lie in another file, put into the page: a browser shows no part of another ``file://``."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

_USE = re.compile(r'<use href="([^"#]+\.svg)#([\w-]+)"')
_SYMBOL = re.compile(r'<symbol id="([\w-]+)".*?</symbol>', re.DOTALL)
PREFIX = "ky-hieu-"
"""Before the names of symbols, as a heading may have the same."""


def with_symbols(html: str, read: Callable[[str], str]) -> str:
    """Return the page with the symbols that it uses at its end.

    Args:
        html: The page.
        read: Returns the text of a drawing by its path on the site, empty for one that is missing.
    """
    symbols: dict[str, str] = {}

    def use(match: re.Match[str]) -> str:
        path, name = unescape(match[1]), match[2]
        if name not in symbols:
            found = (one[0] for one in _SYMBOL.finditer(read(path)) if one[1] == name)
            symbols[name] = next(found, "").replace('id="', f'id="{PREFIX}', 1)
        return f'<use href="#{PREFIX}{name}"' if symbols[name] else match[0]

    html = _USE.sub(use, html)
    before, end, after = html.rpartition("</body>")
    drawn = "".join(symbols.values())
    return f"{before}<div hidden><svg>{drawn}</svg></div>{end}{after}" if drawn and end else html
