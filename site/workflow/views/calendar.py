"""The calendar "Lịch đăng": what went out, goes out and comes down, by month, week or as a list."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from core.listing import query_url
from core.vietnamese import format_date
from workflow.clock_words import day_name
from workflow.due import due_items
from workflow.entries import Collection, Entry
from workflow.filters import DEPARTMENT, MINE, SECTION, STATE, YES, CalendarFilter
from workflow.forms import MoveForm
from workflow.models import CalendarFeed
from workflow.periods import CalendarView, Period
from workflow.permissions import may_open_calendar
from workflow.states import EntryState
from workflow.undoing import offered
from workflow.watchdog import GRACE, pulse_words

INDEX = "workflow_calendar:index"
TITLE = gettext_lazy("Lịch đăng")
DRAFTS_SHOWN = 30
OPEN_IN_A_DAY = {CalendarView.MONTH: 5, CalendarView.WEEK: 30, CalendarView.LIST: 200}
"""More of a day are folded away, one click from sight."""


@dataclass(frozen=True)
class Day:
    """A day of the calendar."""

    date: date
    entries: list[Entry]
    is_today: bool
    is_outside: bool
    open_count: int

    @property
    def label(self) -> str:
        """Return "Thứ Hai, 5/10/2026"."""
        return f"{day_name(self.date)}, {format_date(self.date)}"

    @property
    def open_entries(self) -> list[Entry]:
        """Those in sight."""
        return self.entries[: self.open_count]

    @property
    def folded_entries(self) -> list[Entry]:
        """Those behind the fold."""
        return self.entries[self.open_count :]


class MayOpenCalendar:
    """For those whose things stand on the calendar."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse the others.

        Raises:
            PermissionDenied: Nothing here could be the user's.
        """
        if not may_open_calendar(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]


class CalendarScreen(MayOpenCalendar, WagtailAdminTemplateMixin, TemplateView):
    """The calendar; what it shows stands in its address."""

    page_title = TITLE
    header_icon = "calendar-alt"
    template_name = "workflow/calendar.html"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way from the front of the admin to here."""
        return [*self.breadcrumbs_items, {"url": "", "label": TITLE}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the days, the drafts at the side, what is late, the filters and the links."""
        user: Any = self.request.user
        query, now = self.request.GET, timezone.now()
        period = Period.asked_for(query.get("xem"), query.get("ngay"))
        filters = CalendarFilter.asked_for(query, user)
        collection = Collection(user, filters, now)
        days = _days(period, collection)
        undated = collection.undated
        feed = CalendarFeed.objects.filter(user=user).first()
        return super().get_context_data(
            period=period,
            days=days,
            is_empty=not any(day.entries for day in days),
            late=collection.of_items(due_items(now - GRACE)),
            forgotten=collection.forgotten,
            undated=undated[:DRAFTS_SHOWN],
            undated_more=max(len(undated) - DRAFTS_SHOWN, 0),
            pulse=collection.reasons.state,
            pulse_words=pulse_words(collection.reasons.state, now),
            filters=filters,
            filter_fields=_filter_fields(filters),
            links=_links(period, filters),
            here=self.request.get_full_path(),
            move_form=MoveForm(auto_id="dialog_%s"),
            undo=offered(self.request),
            feed=feed,
            feed_url=self.request.build_absolute_uri(reverse("calendar_feed", args=[feed.token]))
            if feed
            else "",
            **kwargs,
        )


def _days(period: Period, collection: Collection) -> list[Day]:
    by_day: dict[date, list[Entry]] = defaultdict(list)
    for entry in collection.between(period.starts_at, period.ends_at):
        if entry.moment:
            by_day[timezone.localdate(entry.moment)].append(entry)
    today, open_count = timezone.localdate(), OPEN_IN_A_DAY[period.view]
    return [Day(day, by_day[day], day == today, period.is_outside(day), open_count) for day in period.days]


def _filter_fields(filters: CalendarFilter) -> list[dict[str, Any]]:
    return [
        {
            "name": SECTION,
            "label": gettext_lazy("Mục"),
            "value": filters.section,
            "options": [(section.name, section.title) for section in filters.sections],
        },
        {
            "name": STATE,
            "label": gettext_lazy("Tình trạng"),
            "value": filters.state,
            "options": [choice for choice in EntryState.choices if choice[0] != EntryState.DRAFT],
        },
        {
            "name": DEPARTMENT,
            "label": gettext_lazy("Bộ phận"),
            "value": filters.department,
            "options": filters.departments,
        },
        {
            "name": MINE,
            "label": gettext_lazy("Của ai"),
            "value": YES if filters.is_mine else None,
            "options": [(YES, gettext_lazy("của tôi"))],
        },
    ]


def _links(period: Period, filters: CalendarFilter) -> dict[str, Any]:
    here = {**filters.parameters, "xem": period.view.value, "ngay": period.day.isoformat()}
    return {
        "previous": query_url(here, ngay=period.previous.isoformat()),
        "following": query_url(here, ngay=period.following.isoformat()),
        "today": query_url(here, ngay=None),
        "unfiltered": query_url({"xem": period.view.value, "ngay": period.day.isoformat()}),
        "views": [
            {
                "label": view.label,
                "url": query_url(here, xem=view.value),
                "is_current": view == period.view,
            }
            for view in CalendarView
        ],
    }
