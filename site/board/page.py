"""The page that a screen opens: what stands on it beside the items, and the version of all that."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from typing import Any

import segno
from django.http import HttpRequest
from django.template import Engine
from django.templatetags.static import static
from django.utils.safestring import SafeString, mark_safe
from wagtail.models import Site

from board.models import Board
from core.school_settings import SchoolSettings
from week.models import WeekEdition

TEMPLATE = "board/board.html"
FILES = (
    "css/tokens.css",
    "css/board.css",
    "js/board.js",
    "js/board_windows.js",
    "fonts/be-vietnam-pro-400.woff2",
    "fonts/be-vietnam-pro-700.woff2",
    "fonts/protest-strike.woff2",
    "img/motifs.svg",
)
"""Everything that the page needs, to be kept by the browser."""


def addresses() -> list[str]:
    """Return the addresses of the page's files."""
    return [static(name) for name in FILES]


def page_context(request: HttpRequest, board: Board) -> dict[str, Any]:
    """Return the template's context; ``version`` changes when anything on the page does."""
    school = SchoolSettings.for_request(request)
    site = Site.find_for_request(request)
    week = WeekEdition.current()
    shown = {
        "shape": board.shape,
        "school": school.name,
        "theme": week.theme if week else "",
        "week": f"Tuần lễ hưởng ứng học tập suốt đời, {week.date_range()}" if week else "",
        "site_url": f"{site.root_url}/" if site else request.build_absolute_uri("/"),
    }
    return shown | {
        "code": code(shown["site_url"]),
        "site_name": shown["site_url"].partition("://")[2].rstrip("/"),
        "version": digest([*shown.values(), *addresses(), _template()]),
    }


@lru_cache(maxsize=8)
def code(address: str) -> SafeString:
    """Return a QR code as inline SVG without sizes or styles."""
    drawn = segno.make(address, error="m", micro=False).svg_inline(
        border=2, dark="#1d1611", light="#fff6e2", omitsize=True, svgclass="board-code", lineclass=None
    )
    return mark_safe(drawn)  # noqa: S308  (segno's own drawing of an address: paths, no text)


def _template() -> str:
    return str(Engine.get_default().get_template(TEMPLATE).source)


def digest(words: list[str]) -> str:
    """Return 16 hexadecimal digits that change when any of the words does."""
    return hashlib.sha256("\x00".join(words).encode()).hexdigest()[:16]
