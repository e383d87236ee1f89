"""The open library: what can be learned from, by whom, and how it may be used."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.routable_page.models import path
from wagtail.models import Page

from core.base_page import BasePage
from core.dependence import today
from core.list_page import ListPageMixin
from core.querysets import public_only
from core.remembered import remembered
from core.structured_data.nodes import Node, SiteFacts, collection
from resources.catalogue import RESOURCES_PER_PAGE, catalogue, everything
from resources.models.reading import ReadingLog, ReadingTimeSlot, monday_of
from resources.models.resource import ResourcePage, ResourceQuerySet
from resources.models.rooms import BookListPage, GuidePage, OnlineProgrammePage, ReadingModelPage
from resources.reading.figures import DAYS, charts
from resources.reading.times import reading_times
from resources.stock import TABLES

PAGES_IN_A_ROOM = 120
"""Far more than a school has; the room shows the first, and the others when it is opened."""
SHOWN_OF_A_ROOM = 6
ON_THE_SHELF = 9
BESIDE: tuple[type[Page], ...] = (OnlineProgrammePage, GuidePage, ReadingModelPage, BookListPage)


class LibraryPage(ListPageMixin, BasePage):
    """The open library."""

    max_count = 1
    is_section = True
    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = [
        "resources.ResourcePage",
        "resources.OnlineProgrammePage",
        "resources.GuidePage",
        "resources.ReadingModelPage",
        "resources.BookListPage",
    ]
    kind_label = _("Chuyên mục")
    listed_in = _("thanh chuyên mục và ô tìm kiếm")
    picture_scene = "library"

    class Meta:
        verbose_name = _("trang Thư viện mở")

    list_step = RESOURCES_PER_PAGE
    further_paths = ("/gio-doc/",)

    def resources(self) -> ResourceQuerySet:
        """Return what the public may see of the catalogue, by title."""
        return ResourcePage.objects.child_of(self).published()

    def list_length(self) -> int:
        """Return how many resources there are."""
        return len(everything(self.resources()).keys)

    def structured_data(self, site: SiteFacts, context: Mapping[str, Any]) -> Node:
        """Return the list with the resources on this page of it."""
        shown = context["listing"]
        return collection(self, site, [(one.title, one.url) for one in shown.object_list], shown.first_index)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Return the catalogue for the request and the other parts of the library."""
        context = super().get_context(request, *args, **kwargs) | catalogue(request, self.resources())
        if not context["has_choices"] and context["listing"].number == 1:
            context["rooms"] = [
                (name, pages[:SHOWN_OF_A_ROOM], pages[SHOWN_OF_A_ROOM:]) for name, pages in self._rooms()
            ]
            context["shelf"] = self._shelf()
            context["has_reading"] = _has_reading()
        return context

    @classmethod
    def addresses_below(cls, pages: Mapping[int, str]) -> list[str]:
        """Return the page of the reading times, once there are any."""
        return [f"{address}gio-doc/" for address in pages.values()] if _has_reading() else []

    @path("gio-doc/", name="reading")
    def reading(self, request: HttpRequest) -> HttpResponse:
        """Answer when each class reads this week, and what each grade read in the newest weeks: two queries."""
        day = today()
        monday = monday_of(day)
        context = {
            "page": self,
            "description": _(
                "Lớp nào đọc sách lúc nào, và mỗi khối đã đọc bao nhiêu phút, bao nhiêu cuốn trong những tuần mới nhất."
            ),
            "times": reading_times(day),
            "charts": charts(),
            "today": day,
            "monday": monday,
            "sunday": monday + dt.timedelta(days=DAYS - 1),
        }
        return render(request, "resources/reading_hours.html", context)

    def _shelf(self) -> list[ResourcePage]:
        """Return the newest resources, whose spines stand at the head of the page: one query."""
        newest = self.resources().order_by("-first_published_at", "-pk").values_list("pk", flat=True)
        keys = remembered("resources.shelf", TABLES, lambda: list(newest[:ON_THE_SHELF]))
        found = self.resources().order_by().defer("body").in_bulk(keys)
        return [found[key] for key in keys if key in found]

    def _rooms(self) -> list[tuple[Any, list[Page]]]:
        """Return (name, pages) of what the library has beside resources: one query, however many there are."""
        tables = tuple(model._meta.db_table for model in BESIDE)
        keys = remembered("resources.rooms", (*tables, *TABLES), self._keys_of_rooms)
        pages = public_only(Page.objects.live()).in_bulk([key for room in keys for key in room])
        rooms = [
            (model._meta.verbose_name_plural, [pages[key] for key in room if key in pages])
            for model, room in zip(BESIDE, keys, strict=True)
        ]
        return [(name, found) for name, found in rooms if found]

    def _keys_of_rooms(self) -> list[list[int]]:
        rooms = (public_only(model.objects.child_of(self).live()).order_by("title", "pk") for model in BESIDE)
        return [list(room.values_list("pk", flat=True)[:PAGES_IN_A_ROOM]) for room in rooms]


def _has_reading() -> bool:
    """Return whether there is anything to read about reading times."""
    models = (ReadingTimeSlot, ReadingLog)
    tables = tuple(model._meta.db_table for model in models)
    return remembered(
        "resources.has_reading", tables, lambda: any(model.objects.exists() for model in models)
    )
