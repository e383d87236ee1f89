"""Search over all pages."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from core.base_page import shortened
from core.listing import chosen, facet, paginate
from core.vietnamese import fold_words
from home.highlight import highlight

RESULTS_PER_PAGE = 10
MOST_RESULTS = 500
LONGEST_QUERY = 200

SUGGESTED_COLOURS = {
    "tin-bai": "red",
    "hoc-lieu": "leaf",
    "hoat-dong": "turmeric",
    "ton-vinh": "indigo",
    "trang": "pink",
}
GROUPS = {
    # address -> (label, page types)
    "tin-bai": (_("Tin bài"), {"storypage"}),
    "hoc-lieu": (
        _("Thư viện mở"),
        {"resourcepage", "onlineprogrammepage", "guidepage", "readingmodelpage", "booklistpage"},
    ),
    "hoat-dong": (_("Hoạt động"), {"activitypage"}),
    "ton-vinh": (_("Tôn vinh"), {"profilepage", "initiativepage"}),
    "trang": (
        _("Trang"),
        {
            "standardpage",
            "weekpage",
            "homepage",
            "newsindexpage",
            "honorsindexpage",
            "librarypage",
            "activityindexpage",
        },
    ),
}


@dataclass
class Result:
    """One page found."""

    title: SafeString
    text: SafeString
    url: str
    kind: str
    colour: str
    date: Any


def _group_of(content_type_id: int) -> str:
    model = ContentType.objects.get_for_id(content_type_id).model
    return next((name for name, (_label, models) in GROUPS.items() if model in models), "trang")


def _kind_of(content_type_id: int) -> str:
    model = ContentType.objects.get_for_id(content_type_id).model_class()
    return str(getattr(model, "kind_label", _("Trang")))


def search_pages(request: HttpRequest) -> dict[str, Any]:
    """Return the results for ``?q=``, their groups with counts, and the words searched for.

    Only columns of the page table are read, whatever types are found, so that the number of queries stays
    the same: the description there is filled from each page's lead.
    """
    words = " ".join(request.GET.get("q", "").replace("\x00", " ").split())[:LONGEST_QUERY]
    found: list[Page] = []
    if fold_words(words):
        found = list(Page.objects.live().public().filter(depth__gt=1).search(words)[:MOST_RESULTS])
    counts = Counter(_group_of(page.content_type_id) for page in found)
    choices = [(name, label) for name, (label, _models) in GROUPS.items() if counts[name]]
    group = chosen(request.GET.get("noi"), choices)
    params = {"q": words or None, "noi": group}
    if group:
        found = [page for page in found if _group_of(page.content_type_id) == group]
    listing = paginate(request, found, RESULTS_PER_PAGE, params)
    results = [
        Result(
            title=highlight(page.title, words),
            text=highlight(shortened(page.search_description, 240), words),
            url=page.get_url(request) or "/",
            kind=_kind_of(page.content_type_id),
            colour=SUGGESTED_COLOURS[_group_of(page.content_type_id)],
            date=page.first_published_at,
        )
        for page in listing.object_list
    ]
    return {
        "words": words,
        "listing": listing,
        "results": results,
        "facets": [facet("noi", _("Nơi tìm thấy"), choices, counts, group, params)] if choices else [],
    }
