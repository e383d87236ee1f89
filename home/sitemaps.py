"""The sitemap: an index, and files of at most 1,000 pages with their pictures.

A file holds the pages of a range of keys, so that asking for one costs the same however many there are, a new page
changes the last file alone, and none moves from one to another.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from io import StringIO
from typing import Any
from urllib.parse import urljoin
from xml.sax.xmlreader import AttributesImpl

from django.apps import apps
from django.db.models import F, Max
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.xmlutils import SimplerXMLGenerator
from django.views.decorators.http import require_safe
from wagtail.models import Page, Site

from core.base_page import BasePage, PictureMixin
from core.images import SchoolRendition
from core.querysets import public_only
from core.remembered import remembered
from core.structured_data.nodes import moment

PAGES_IN_A_FILE = 1000
SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
IMAGES = "http://www.google.com/schemas/sitemap-image/1.1"
UNCUT = "format-jpeg|width-"


@require_safe
def sitemap_index(request: HttpRequest) -> HttpResponse:
    """Name the files, each with its newest change."""
    site = _site(request)
    tables = ("structure", Page._meta.db_table)
    content = remembered(f"sitemap:{site.pk}:{site.root_url}", tables, lambda: _index(site), narrowly=True)
    return _answer(content)


def _index(site: Site) -> str:
    files = _files(site.root_page)

    def write(xml: SimplerXMLGenerator) -> None:
        for number, changed_at in files:
            xml.startElement("sitemap", AttributesImpl({}))
            xml.addQuickElement("loc", site.root_url + reverse("sitemap_file", args=[number]))
            if changed_at:
                xml.addQuickElement("lastmod", moment(changed_at))
            xml.endElement("sitemap")

    return _document("sitemapindex", {"xmlns": SITEMAP}, write)


@require_safe
def sitemap_file(request: HttpRequest, number: int) -> HttpResponse:
    """List the public pages of a range of keys.

    A section says nothing of its last change: it changes whenever a page below it does.

    Raises:
        Http404: None of them is public.
    """
    last = number * PAGES_IN_A_FILE
    chosen = {"pk__gt": last - PAGES_IN_A_FILE, "pk__lte": last}
    site = _site(request)
    pages = list(_public_pages(site.root_page).filter(**chosen).order_by("pk"))
    if not pages:
        raise Http404
    pictures = _pictures(chosen)
    below = _addresses_below(pages, request)

    def write(xml: SimplerXMLGenerator) -> None:
        for page in pages:
            xml.startElement("url", AttributesImpl({}))
            xml.addQuickElement("loc", page.get_full_url(request))
            if page.last_published_at and not getattr(page.specific_class, "is_section", False):
                xml.addQuickElement("lastmod", moment(page.last_published_at))
            if page.pk in pictures:
                xml.startElement("image:image", AttributesImpl({}))
                xml.addQuickElement("image:loc", urljoin(site.root_url, pictures[page.pk]))
                xml.endElement("image:image")
            xml.endElement("url")
        for address in below:
            xml.startElement("url", AttributesImpl({}))
            xml.addQuickElement("loc", urljoin(site.root_url, address))
            xml.endElement("url")

    return _answer(_document("urlset", {"xmlns": SITEMAP, "xmlns:image": IMAGES}, write))


def _addresses_below(pages: list[Page], request: HttpRequest) -> list[str]:
    """Return what is to be read below these pages without being one of them."""
    by_type: dict[type[BasePage], dict[int, str]] = {}
    for page in pages:
        model = page.specific_class
        if model is not None and issubclass(model, BasePage):
            by_type.setdefault(model, {})[page.pk] = page.get_url(request) or "/"
    return [address for model, own in by_type.items() for address in model.addresses_below(own)]


def _site(request: HttpRequest) -> Site:
    site = Site.find_for_request(request)
    if site is None:
        raise Http404
    return site


def _public_pages(root: Page) -> Any:
    return public_only(Page.objects.descendant_of(root, inclusive=True).live())


def _files(root: Page) -> list[tuple[int, datetime | None]]:
    """Return the number of each file that has a page, with its newest change: one look at the whole tree."""
    file = (F("pk") - 1) / PAGES_IN_A_FILE + 1
    rows = _public_pages(root).order_by().annotate(file=file).values_list("file")
    return [
        (int(number), changed_at)
        for number, changed_at in rows.annotate(Max("last_published_at")).order_by("file")
    ]


def _pictures(chosen: dict[str, int]) -> dict[int, str]:
    """Return the largest uncut size that readers are shown of each page's own picture, by page: two queries."""
    own: dict[int, int] = dict(_own_pictures(chosen))
    sizes = SchoolRendition.objects.filter(
        image__in=set(own.values()), image__is_shown=True, filter_spec__startswith=UNCUT
    )
    addresses = {size.image_id: size.url for size in sizes.order_by("width")}
    return {page: addresses[picture] for page, picture in own.items() if picture in addresses}


def _own_pictures(chosen: dict[str, int]) -> Iterator[tuple[int, int]]:
    kinds = [
        model
        for model in apps.get_models()
        if issubclass(model, BasePage) and issubclass(model, PictureMixin)
    ]
    first, *others = [
        model._default_manager.order_by()
        .filter(**chosen, picture__isnull=False)
        .values_list("pk", "picture_id")
        for model in kinds
    ]
    yield from first.union(*others, all=True)


def _document(name: str, attributes: dict[str, str], write: Any) -> str:
    text = StringIO()
    xml = SimplerXMLGenerator(text, "utf-8", short_empty_elements=True)
    xml.startDocument()
    xml.startElement(name, AttributesImpl(attributes))
    write(xml)
    xml.endElement(name)
    return text.getvalue()


def _answer(document: str) -> HttpResponse:
    return HttpResponse(
        document, content_type="application/xml; charset=utf-8", headers={"X-Robots-Tag": "noindex"}
    )
