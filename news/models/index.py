"""The list of stories and its feeds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any, ClassVar, NamedTuple

from django.db import models
from django.db.models.functions import Coalesce
from django.db.models.lookups import Exact
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.routable_page.models import path

from core.base_page import BasePage
from core.feeds import FEED_TYPES, feeds_of
from core.list_page import ListPageMixin
from core.listing import chosen, facet, paginate
from core.long_list import LongList
from core.remembered import ANY_PAGE, remembered
from core.structured_data.nodes import Node, SiteFacts, collection
from news.feeds import AtomFeed, JsonFeed, RssFeed
from news.models.categories import CATEGORY_ADDRESSES, Category
from news.models.story import StoryPage, StoryQuerySet, StoryTag
from week.models import Department

STORIES_PER_PAGE = 12
TABLES = ("news_storypage", ANY_PAGE, "wagtailcore_pageviewrestriction")


class Cell(NamedTuple):
    """How many stories one department has in one category."""

    category: str
    department: int | None
    number: int

    def has(self, category: str | None, department: str | None) -> bool:
        """Return whether these choices leave the cell; None is no choice."""
        return category in {None, self.category} and department in {None, str(self.department)}


def _cells_of(stories: StoryQuerySet) -> list[Cell]:
    rows = stories.order_by().values_list("category", "department")
    return [Cell(*row) for row in rows.annotate(models.Count("pk"))]


def _walked(name: str, value: Any) -> Exact:
    """Return the condition that a column has a value, as no index can answer it.

    The rows come in the order of the dates; an index of the column would have all that have the value sorted.
    """
    column = Coalesce(models.F(name), models.Value("" if isinstance(value, str) else 0))
    return Exact(column, value)


class NewsIndexPage(ListPageMixin, BasePage):
    """All stories, by category, department and Week."""

    max_count = 1
    is_section = True
    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = ["news.StoryPage"]
    kind_label = _("Chuyên mục")
    listed_in = _("thanh chuyên mục và ô tìm kiếm")

    class Meta:
        verbose_name = _("trang Tin bài")

    def stories(self) -> StoryQuerySet:
        """Return the published stories below this page."""
        return StoryPage.objects.child_of(self).published()

    has_feeds = True
    list_step = STORIES_PER_PAGE
    further_paths = tuple(
        f"/{kind}/{address}/" if address else f"/{kind}/"
        for kind in FEED_TYPES
        for address in ("", *CATEGORY_ADDRESSES.values())
    )

    def list_length(self) -> int:
        """Return how many stories there are; remembered."""
        return sum(cell.number for cell in self._cells())

    def _cells(self) -> list[Cell]:
        """Return how many stories each department has in each category; remembered."""
        return remembered(f"stories:{self.pk}", TABLES, lambda: _cells_of(self.stories()), narrowly=True)

    def structured_data(self, site: SiteFacts, context: Mapping[str, Any]) -> Node:
        """Return the list with the stories on this page of it."""
        shown = context["stories"]
        return collection(self, site, [(one.title, one.url) for one in shown.object_list], shown.first_index)

    def answer_list(self, request: HttpRequest) -> HttpResponse:
        """Show the stories, filtered; an unknown filter is no filter."""
        category = chosen(request.GET.get("chuyen-muc"), Category.choices)
        departments = [(str(pk), name) for pk, name in Department.objects.values_list("pk", "short_name")]
        department = chosen(request.GET.get("bo-phan"), departments)
        tag = (
            StoryTag.objects.filter(slug=request.GET["the"]).first()
            if _plain(request.GET.get("the"))
            else None
        )
        stories = self.stories()
        params = {"chuyen-muc": category, "bo-phan": department, "the": tag.slug if tag else None}
        if category:
            stories = stories.filter(_walked("category", category))
        if department:
            stories = stories.filter(_walked("department_id", int(department)))
        if tag:
            cells = _cells_of(self.stories().filter(tagged_items__tag=tag))
            rows: Any = stories.filter(tagged_items__tag=tag).for_cards()
        else:
            cells = self._cells()
            number = sum(cell.number for cell in cells if cell.has(category, department))
            name = f"stories:{self.pk}:{category}:{department}"
            rows = LongList(stories.for_cards(), number, name, TABLES, ("-first_published_at", "-id"))
        by_category: Counter[str] = Counter()
        by_department: Counter[str] = Counter()
        for cell in cells:
            # Each option leads to what the other choices leave of it.
            if cell.has(None, department):
                by_category[cell.category] += cell.number
            if cell.has(category, None):
                by_department[str(cell.department)] += cell.number
        return self.render(
            request,
            context_overrides={
                "stories": paginate(request, rows, STORIES_PER_PAGE, params),
                "facets": [
                    facet("chuyen-muc", _("Chuyên mục"), Category.choices, by_category, category, params),
                    facet("bo-phan", _("Bộ phận"), departments, by_department, department, params),
                ],
                "tag": tag,
                "feeds": feeds_of(self),
                "category_feeds": (
                    feeds_of(self, CATEGORY_ADDRESSES[Category(category)], str(Category(category).label))
                    if category
                    else []
                ),
                "is_filtered": any(params.values()),
            },
            template="news/news_index_page.html",
        )

    @path("rss/", name="rss")
    @path("rss/<slug:category>/", name="rss_of_category")
    def rss(self, request: HttpRequest, category: str = "") -> HttpResponse:
        """Return the newest stories as RSS 2.0."""
        return self._feed(RssFeed, request, category)

    @path("atom/", name="atom")
    @path("atom/<slug:category>/", name="atom_of_category")
    def atom(self, request: HttpRequest, category: str = "") -> HttpResponse:
        """Return the newest stories as Atom 1.0."""
        return self._feed(AtomFeed, request, category)

    @path("json/", name="json")
    @path("json/<slug:category>/", name="json_of_category")
    def json(self, request: HttpRequest, category: str = "") -> HttpResponse:
        """Return the newest stories as a JSON Feed 1.1."""
        return self._feed(JsonFeed, request, category)

    def _feed(self, kind: type[RssFeed], request: HttpRequest, address: str) -> HttpResponse:
        chosen_one = next((one for one, path in CATEGORY_ADDRESSES.items() if path == address), None)
        if address and chosen_one is None:
            raise Http404
        return kind()(request, page=self, category=chosen_one)


def _plain(text: str | None) -> bool:
    return text is not None and 0 < len(text) <= 100 and "\x00" not in text  # noqa: PLR2004
