"""The list of activities and their calendar."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any, ClassVar, NamedTuple

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.routable_page.models import path

from core.base_page import BasePage
from core.choices import Audience
from core.dependence import today
from core.fields import includes
from core.list_page import ListPageMixin
from core.listing import chosen, facet, paginate, query_url
from core.remembered import remembered
from core.structured_data.nodes import (
    Node,
    SiteFacts,
    collection,
)
from core.vietnamese import midnight
from home.activity_days import by_day
from home.calendars import calendar_response
from home.models.activities import ActivityPage, ActivityQuerySet
from week.models import Department

ACTIVITIES_PER_PAGE = 30
IN_THE_CALENDAR = 200
"""Activities of the calendar file, which a reader's telephone asks for again and again: some years of a school."""


def _organisers() -> list[tuple[str, str]]:
    return [(str(pk), name) for pk, name in Department.objects.values_list("pk", "short_name")]


class Cell(NamedTuple):
    """How many activities one organiser has for one set of audiences; and how many of them are not over yet."""

    audiences: tuple[str, ...]
    organiser: int | None
    number: int
    coming: int


class ComingThenOver:
    """What is on today or later, the next first; then what is over, the last first.

    Args:
        found: The activities.
        number: How many there are.
        coming: How many of them are not over.
    """

    def __init__(self, found: ActivityQuerySet, number: int, coming: int) -> None:
        self.number, self.coming = number, coming
        self._coming = found.filter(ends_at__gte=midnight(today()))
        self._over = found.filter(ends_at__lt=midnight(today())).order_by("-starts_at", "-pk")

    def count(self) -> int:
        """Return how many there are."""
        return self.number

    def __len__(self) -> int:
        return self.number

    def __getitem__(self, part: slice) -> list[ActivityPage]:
        rows: list[ActivityPage] = []
        if part.start < self.coming:
            rows += self._coming[part.start : min(part.stop, self.coming)]
        if part.stop > self.coming:
            rows += self._over[max(part.start - self.coming, 0) : part.stop - self.coming]
        return rows


class ActivityIndexPage(ListPageMixin, BasePage):
    """All activities, by audience and organiser."""

    max_count = 1
    is_section = True
    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = ["home.ActivityPage"]
    kind_label = _("Chuyên mục")
    listed_in = _("thanh chuyên mục và ô tìm kiếm")
    picture_scene = "kites"

    class Meta:
        verbose_name = _("trang Hoạt động")

    def activities(self) -> ActivityQuerySet:
        """Return the published activities: all are below this page, and to say so would mislead PostgreSQL's planner."""
        return ActivityPage.objects.published()

    list_step = ACTIVITIES_PER_PAGE
    further_paths = ("/lich/",)

    def list_length(self) -> int:
        """Return how many activities there are, to come and over."""
        return self.activities().count()

    def _cells(self) -> list[Cell]:
        """Return how many activities each organiser has for each set of audiences; remembered for the day."""

        def count() -> list[Cell]:
            rows = self.activities().order_by().values_list("audiences", "organiser_id")
            coming = models.Count("pk", filter=models.Q(ends_at__gte=midnight(today())))
            counted = rows.annotate(models.Count("pk"), coming=coming)
            return [Cell(tuple(audiences), *rest) for audiences, *rest in counted]

        return remembered(f"activities:{self.pk}:{today()}", (ActivityPage._meta.db_table,), count)

    def _chosen(self, audience: str | None, organiser: str | None) -> ActivityQuerySet:
        """Return what the filters leave; None is no choice."""
        activities = self.activities()
        if audience:
            activities = activities.filter(includes("audiences", audience))
        if organiser:
            activities = activities.filter(organiser_id=organiser)
        return activities

    def structured_data(self, site: SiteFacts, context: Mapping[str, Any]) -> Node:
        """Return the list with the activities on this page of it."""
        days = [*context["coming_days"], *context["past_days"]]
        things = [(one.title, one.url) for day in days for one in day.activities]
        return collection(self, site, things, context["listing"].first_index)

    def answer_list(self, request: HttpRequest) -> HttpResponse:
        """Show, page by page, what is on today or later and then what is over; an unknown filter is no filter."""
        organisers = _organisers()
        audience = chosen(request.GET.get("cho"), Audience.choices)
        organiser = chosen(request.GET.get("bo-phan"), organisers)
        params = {"cho": audience, "bo-phan": organiser}
        cells = self._cells()
        audience_counts: Counter[str] = Counter()
        organiser_counts: Counter[str] = Counter()
        number = coming = 0
        for cell in cells:
            in_audience = not audience or audience in cell.audiences
            in_organiser = not organiser or str(cell.organiser) == organiser
            if in_organiser:
                audience_counts.update(dict.fromkeys(cell.audiences, cell.number))
            if in_audience:
                organiser_counts[str(cell.organiser)] += cell.number
            if in_audience and in_organiser:
                number, coming = number + cell.number, coming + cell.coming
        rows = ComingThenOver(self._chosen(audience, organiser).for_cards(), number, coming)
        listing = paginate(request, rows, ACTIVITIES_PER_PAGE, params)
        ahead = max(coming - listing.first_index + 1, 0)
        _path, mark, query = query_url(params).partition("?")
        audience_facet = facet("cho", _("Dành cho"), Audience.choices, audience_counts, audience, params)
        organiser_facet = facet("bo-phan", _("Bộ phận"), organisers, organiser_counts, organiser, params)
        return self.render(
            request,
            context_overrides={
                "coming_days": by_day(listing.object_list[:ahead]),
                "past_days": by_day(listing.object_list[ahead:]),
                "has_coming": coming > 0,
                "listing": listing,
                "calendar_url": f"{self.url}lich/{mark}{query}",
                "audience_facet": audience_facet,
                "organiser_facet": organiser_facet,
                "facets": [audience_facet, organiser_facet],
                "is_filtered": any(params.values()),
            },
            template="home/activity_index_page.html",
        )

    @path("lich/", name="calendar")
    def calendar(self, request: HttpRequest) -> HttpResponse:
        """Return what is to come and what was last, filtered, as one calendar file."""
        audience = chosen(request.GET.get("cho"), Audience.choices)
        organiser = chosen(request.GET.get("bo-phan"), _organisers())
        activities = self._chosen(audience, organiser).for_cards().order_by("-starts_at", "-pk")
        return calendar_response(
            request, reversed(activities[:IN_THE_CALENDAR]), self.title, f"{self.slug}.ics"
        )
