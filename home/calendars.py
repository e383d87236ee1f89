"""Activities as calendar files (RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from icalendar import Calendar, Event

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


def calendar_response(
    request: HttpRequest, activities: Iterable[Any], name: str, filename: str
) -> HttpResponse:
    """Return the activities as one ``text/calendar`` file.

    Args:
        request: Gives the addresses their host.
        activities: What to put in.
        name: The calendar's name in the reader's application.
        filename: What the file is called when saved.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Tuan le hoc tap suot doi//VI")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", str(VIETNAM))
    for activity in activities:
        event = Event()
        event.add("uid", f"hoat-dong-{activity.pk}@{request.get_host().split(':')[0]}")
        event.add("summary", activity.title)
        event.add("dtstart", activity.starts_at.astimezone(VIETNAM))
        event.add("dtend", activity.ends_at.astimezone(VIETNAM))
        event.add("dtstamp", activity.last_published_at or activity.starts_at)
        if activity.place:
            event.add("location", activity.place)
        if activity.lead:
            event.add("description", activity.lead)
        event.add("url", activity.get_full_url(request))
        calendar.add_component(event)
    calendar.add_missing_timezones()
    response = HttpResponse(calendar.to_ical(), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{filename}"'
    return response
