"""The graph of a page, written so that no word in it can end the script it stands in."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from core.structured_data.nodes import Node, SiteFacts, school, way, web_site

_ESCAPES = {
    ord(">"): "\\u003E",
    ord("<"): "\\u003C",
    ord("&"): "\\u0026",
    0x2028: "\\u2028",
    0x2029: "\\u2029",
}


def graph(page: Any, site: SiteFacts, context: Mapping[str, Any], crumbs: list[tuple[str, str]]) -> Node:
    """Return the page's own node, the way to it, the school, and on the front page the site.

    Args:
        page: A ``BasePage``.
        site: What the nodes refer to.
        context: The template's, for what a list shows.
        crumbs: (title, path) of the pages above.
    """
    is_front = not crumbs
    about_school = school(site)
    if not is_front:
        # The rest stands on the front page.
        about_school = {name: about_school[name] for name in ("@type", "@id", "name", "url")}
    nodes = [
        page.structured_data(site, context),
        way([*crumbs, (page.title, page.url)], site),
        about_school,
        web_site(site, reverse("search")) if is_front else None,
    ]
    return {"@context": "https://schema.org", "@graph": [node for node in nodes if node]}


def way_alone(crumbs: list[tuple[str, str]], site: SiteFacts) -> Node:
    """Return the graph of what is no page of its own: the way to it, as (title, path)."""
    return {"@context": "https://schema.org", "@graph": [way(crumbs, site)]}


def script(data: Node) -> SafeString:
    """Return a data block that no browser runs, safe whatever a title says."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308  (escaped above)
