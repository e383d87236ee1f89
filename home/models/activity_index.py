"""The list of activities and their calendar."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import datetime, time
from itertools import compress
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.routable_page.models import path

from core.base_page import BasePage
from core.choices import Audience
from core.dependence import today
from core.fields import includes
from core.list_page import ListPageMixin
from core.listing import chosen, facet, paginate, query_url
from core.structured_data.nodes import (
    Node,
    SiteFacts,
    collection,
)
from home.activity_days import by_day
from home.calendars import calendar_response
from home.models.activities import ActivityPage, ActivityQuerySet
from week.models import Department

ACTIVITIES_PER_PAGE = 30


def _organisers() -> list[tuple[str, str]]:
    return [(str(pk), name) for pk, name in Department.objects.values_list("pk", "short_name")]


def _midnight() -> datetime:
    return timezone.make_aware(datetime.combine(today(), time()))


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
        """Return the published activities below this page."""
        return ActivityPage.objects.child_of(self).published()

    list_step = ACTIVITIES_PER_PAGE
    further_paths = ("/lich/",)

    def list_length(self) -> int:
        """Return how many activities are over: what is to come stands on the first page."""
        return self.activities().filter(ends_at__lt=_midnight()).count()

    def structured_data(self, site: SiteFacts, context: Mapping[str, Any]) -> Node:
        """Return the list with the activities on this page of it."""
        days = [*context["coming_days"], *context["past_days"]]
        return collection(self, site, [(one.title, one.url) for day in days for one in day.activities])

    def answer_list(self, request: HttpRequest) -> HttpResponse:
        """Show what is on today or later, and page by page what is over; an unknown filter is no filter.

        One query reads a few columns of all activities, another what the chosen ones show: a school has some
        dozens a year, and so the counts of a filter are those that the other filter leaves.
        """
        rows = list(self.activities().values_list("pk", "audiences", "organiser_id", "ends_at", named=True))
        organisers = _organisers()
        audience = chosen(request.GET.get("cho"), Audience.choices)
        organiser = chosen(request.GET.get("bo-phan"), organisers)
        params = {"cho": audience, "bo-phan": organiser}
        in_audience = [not audience or audience in row.audiences for row in rows]
        in_organiser = [not organiser or str(row.organiser_id) == organiser for row in rows]
        audience_counts = Counter(value for row in compress(rows, in_organiser) for value in row.audiences)
        organiser_counts = Counter(str(row.organiser_id) for row in compress(rows, in_audience))
        found = list(compress(compress(rows, in_audience), compress(in_organiser, in_audience)))
        midnight = _midnight()
        coming = [row.pk for row in found if row.ends_at >= midnight]
        past = paginate(
            request,
            [row.pk for row in reversed(found) if row.ends_at < midnight],
            ACTIVITIES_PER_PAGE,
            params,
        )
        shown = ActivityPage.objects.for_cards().in_bulk([*coming, *past.object_list])
        _path, mark, query = query_url(params).partition("?")
        audience_facet = facet("cho", _("Dành cho"), Audience.choices, audience_counts, audience, params)
        organiser_facet = facet("bo-phan", _("Bộ phận"), organisers, organiser_counts, organiser, params)
        return self.render(
            request,
            context_overrides={
                "coming_days": by_day([shown[pk] for pk in coming if pk in shown]),
                "past_days": by_day([shown[pk] for pk in past.object_list if pk in shown]),
                "past": past,
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
        """Return all (filtered) activities as one calendar file."""
        activities = self.activities().for_cards()
        audience = chosen(request.GET.get("cho"), Audience.choices)
        organiser = chosen(request.GET.get("bo-phan"), _organisers())
        if audience:
            activities = activities.filter(includes("audiences", audience))
        if organiser:
            activities = activities.filter(organiser_id=organiser)
        return calendar_response(request, activities, self.title, "hoat-dong.ics")
