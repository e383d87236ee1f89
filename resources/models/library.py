"""The open library: what can be learned from, by whom, and how it may be used."""

from __future__ import annotations

from typing import Any, ClassVar

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from core.base_page import BasePage
from core.querysets import public_only
from resources.catalogue import catalogue
from resources.models.resource import ResourcePage
from resources.models.rooms import BookListPage, GuidePage, OnlineProgrammePage, ReadingModelPage

PAGES_IN_A_ROOM = 6


class LibraryPage(BasePage):
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

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Return the catalogue for the request and the other parts of the library."""
        context = super().get_context(request, *args, **kwargs) | catalogue(
            request, ResourcePage.objects.child_of(self).published()
        )
        if not context["is_filtered"] and context["listing"].number == 1:
            context["rooms"] = self._rooms()
        return context

    def _rooms(self) -> list[tuple[Any, list[Page]]]:
        """Return (name, pages) of what the library has beside resources: one query, from the page table alone."""
        models_beside = (OnlineProgrammePage, GuidePage, ReadingModelPage, BookListPage)
        pages = list(public_only(Page.objects.child_of(self).live().type(*models_beside)).order_by("title"))
        rooms = [
            (
                model._meta.verbose_name_plural,
                [page for page in pages if page.specific_class is model][:PAGES_IN_A_ROOM],
            )
            for model in models_beside
        ]
        return [(name, found) for name, found in rooms if found]
