"""The calendar as a file for calendar applications (RFC 5545)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from core.vietnamese import SCHOOL_TIME_ZONE
from people.page_people import naming_children
from workflow.entries import Collection, Entry
from workflow.filters import CalendarFilter

BEHIND, AHEAD = timedelta(days=60), timedelta(days=366)
SHOWN_LENGTH = timedelta(minutes=15)
"""A moment has no length; applications draw what has one so that it can be read."""
REFRESH = timedelta(minutes=30)


def calendar_file(user: Any, host: str, now: datetime, admin_url: str) -> bytes:
    """Return what the user sees on the calendar, from two months ago to a year ahead.

    A calendar application keeps it anywhere, so that a title, which may be a draft's, goes without the name of a child:
    what kind of thing it is stands in its place.

    Args:
        user: Whose calendar.
        host: Makes the names of the entries unique.
        now: The moment it is asked for.
        admin_url: What the addresses of the admin begin with.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Tuan le hoc tap suot doi//Lich dang//VI")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", _("Lịch đăng"))
    calendar.add("x-wr-timezone", str(SCHOOL_TIME_ZONE))
    calendar.add("refresh-interval", REFRESH, parameters={"value": "DURATION"})
    entries = Collection(user, CalendarFilter(), now).between(now - BEHIND, now + AHEAD)
    withheld = naming_children(entry.title for entry in entries)
    for entry in entries:
        if entry.moment is not None:
            shown = replace(entry, title=entry.kind) if entry.title in withheld else entry
            calendar.add_component(_event(shown, entry.moment, host, now, admin_url))
    calendar.add_missing_timezones()
    return calendar.to_ical()


def _event(entry: Entry, moment: datetime, host: str, now: datetime, admin_url: str) -> Event:
    event = Event()
    start = moment.astimezone(SCHOOL_TIME_ZONE)
    event.add("uid", f"{entry.uid}@{host}")
    event.add("summary", f"{entry.title} ({entry.state.label})")
    event.add("dtstart", start)
    event.add("dtend", start + SHOWN_LENGTH)
    event.add("dtstamp", now)
    event.add("categories", [entry.kind])
    event.add("transp", "TRANSPARENT")
    event.add("class", "PRIVATE")
    event.add("url", f"{admin_url}{entry.edit_url or reverse('workflow_calendar:index')}")
    return event
