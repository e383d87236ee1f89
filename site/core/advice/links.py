"""Where a page's links lead."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from wagtail.documents import get_document_model
from wagtail.models import Page

from core.advice.findings import Advice
from core.advice.reading import stream_fields


@dataclass(frozen=True)
class Link:
    """A link inside the site: its place, and the number of the page or document."""

    place: str
    target: int


def links_to(page: Any, model: type[Any]) -> list[Link]:
    """Return the links to rows of a model, in rich text and in blocks."""
    found = []
    for field in stream_fields(page):
        for target, number, _model_path, path in field.extract_references(getattr(page, field.name)):
            if issubclass(target, model) and str(number).isdecimal():
                found.append(Link(f"{field.name}.{path}" if path else field.name, int(number)))
    return found


def pages_linked(page: Any) -> tuple[list[Link], dict[int, tuple[str, bool]]]:
    """Return the links to pages, and (title, live) of the pages that exist. One query, none without links."""
    links = links_to(page, Page)
    numbers = {link.target for link in links}
    rows = Page.objects.filter(pk__in=numbers).values_list("pk", "title", "live") if numbers else ()
    return links, {number: (title, live) for number, title, live in rows}


def broken_links(page: Any) -> list[Link]:
    """Return the links to pages and documents that are no more. At most two queries."""
    links, pages = pages_linked(page)
    broken = [link for link in links if link.target not in pages]
    documents = links_to(page, get_document_model())
    if documents:
        numbers = {link.target for link in documents}
        kept = set(get_document_model().objects.filter(pk__in=numbers).values_list("pk", flat=True))
        broken += [link for link in documents if link.target not in kept]
    return broken


def unpublished_links(page: Any) -> list[Advice]:
    """Return advice on each page that is linked and not public: its readers would find nothing."""
    links, pages = pages_linked(page)
    return unpublished(links, pages, own=page.pk)


def unpublished(
    links: Iterable[Link], pages: dict[int, tuple[str, bool]], own: int | None = None
) -> list[Advice]:
    """Return advice on the links to pages that are not live, one for each page."""
    advised, found = {own}, []
    for link in links:
        title, live = pages.get(link.target, ("", True))
        if not live and link.target not in advised:
            advised.add(link.target)
            found.append(
                Advice(
                    _("Đường dẫn tới “%(title)s” chưa mở được: trang ấy chưa đăng.") % {"title": title},
                    link.place,
                )
            )
    return found
