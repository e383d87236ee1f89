"""The front page, the Week's page and plain pages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from core.base_page import BasePage, BodyMixin, PictureMixin
from core.dependence import narrowed
from core.querysets import SchoolPageManager, SchoolPageQuerySet
from core.routing import FlatRouteMixin
from core.structured_data.nodes import LANGUAGE, Node, SiteFacts, filled, moment
from home.departments import DepartmentPagesMixin
from home.front_page import front_page, week_overview
from week.models import WeekEdition


class HomePageQuerySet(SchoolPageQuerySet):
    """Front pages with their editions."""

    def select_for_update(self, *args: Any, **options: Any) -> HomePageQuerySet:
        """Lock the page alone: PostgreSQL refuses to lock what may be missing from a join."""
        return super().select_for_update(*args, **options).select_related(None)


class HomePageManager(SchoolPageManager.from_queryset(HomePageQuerySet)):  # type: ignore[misc]
    """Reads the front page together with its edition: it is no page that ``core.routing`` finds."""

    def get_queryset(self) -> HomePageQuerySet:
        """Return the pages, joined with their editions."""
        return super().get_queryset().select_related("edition")


class HomePage(FlatRouteMixin, BasePage):
    """The front page: the theme as a poster, and the newest of each room."""

    edition = models.ForeignKey(
        WeekEdition,
        verbose_name=_("Tuần lễ đang giới thiệu"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Để trống thì dùng Tuần lễ mới nhất."),
    )

    objects = HomePageManager()

    max_count = 1
    is_section = True
    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]
    subpage_types: ClassVar[list[str]] = [
        "home.WeekPage",
        "home.StandardPage",
        "home.ActivityIndexPage",
        "news.NewsIndexPage",
        "honors.HonorsIndexPage",
        "resources.LibraryPage",
    ]
    kind_label = _("Trang đầu")
    listed_in = _("chính địa chỉ của trường")
    picture_scene = "carp"
    body_panels = [FieldPanel("edition")]

    class Meta:
        verbose_name = _("trang đầu")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Return the template's context; see ``home.front_page``."""
        return super().get_context(request, *args, **kwargs) | front_page(self)


class WeekPage(DepartmentPagesMixin, BodyMixin, BasePage):
    """One Week: theme, dates, slogans, the plan's tasks, and what came of it."""

    edition = models.ForeignKey(
        WeekEdition, verbose_name=_("Tuần lễ"), on_delete=models.PROTECT, related_name="pages"
    )

    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = []
    kind_label = _("Tuần lễ")
    listed_in = _("trang đầu và ô tìm kiếm")
    serving_relations = ("edition",)
    picture_scene = "drum"
    search_fields = [*BasePage.search_fields, *BodyMixin.body_search_fields]
    body_panels = [FieldPanel("edition"), FieldPanel("body")]

    class Meta:
        verbose_name = _("trang Tuần lễ")
        verbose_name_plural = _("các trang Tuần lễ")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Return the template's context; see ``home.front_page``."""
        return super().get_context(request, *args, **kwargs) | week_overview(self)

    def structured_data(self, site: SiteFacts, context: Mapping[str, Any]) -> Node:
        """Return the Week as an event of several days."""
        address = site.address(self.url)
        return filled(
            {
                "@type": "EducationEvent",
                "@id": f"{address}#tuan-le",
                "url": address,
                "name": self.title,
                "description": self.description,
                "image": site.picture,
                "inLanguage": LANGUAGE,
                "startDate": moment(self.edition.start_date),
                "endDate": moment(self.edition.end_date),
                "eventStatus": "https://schema.org/EventScheduled",
                "location": filled(
                    {
                        "@type": "Place",
                        "name": site.school.name,
                        "address": site.school.address,
                    }
                ),
                "organizer": site.school_id,
                "isAccessibleForFree": True,
            }
        )


class StandardPage(BodyMixin, PictureMixin, BasePage):
    """A plain page: the plan, about the school, how data are treated."""

    parent_page_types: ClassVar[list[str]] = ["home.HomePage", "home.StandardPage"]
    subpage_types: ClassVar[list[str]] = ["home.StandardPage"]
    is_about_site = True
    kind_label = _("Trang")
    listed_in = _("chân trang và ô tìm kiếm; muốn có ở thanh chuyên mục thì đánh dấu ở thẻ Quảng bá")
    serving_relations = ("picture",)
    search_fields = [*BasePage.search_fields, *BodyMixin.body_search_fields]
    body_panels = [PictureMixin.picture_panel, FieldPanel("body")]

    class Meta:
        verbose_name = _("trang thường")
        verbose_name_plural = _("trang thường")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Return the template's context with the pages ``below`` this one."""
        with narrowed(self._meta.db_table):  # no other kind lives below; the first may come later
            below = list(self.get_children().live().public()) if self.numchild else []
        return super().get_context(request, *args, **kwargs) | {"below": below}
