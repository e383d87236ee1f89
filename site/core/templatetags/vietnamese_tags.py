"""Template filters for dates, times and numbers in Vietnamese, always on the school's clock.

Each filter gives "" for a missing value or one that is no date, so a template needs no `if`.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from django import template
from django.utils import timezone
from django.utils.safestring import SafeData, SafeString, mark_safe
from django.utils.translation import gettext as _

from core import vietnamese

register = template.Library()

# A tag or a comment; a ">" inside a quoted attribute does not end the tag.
_MARKUP = re.compile(r"""(<!--.*?-->|<(?:[^<>"']|"[^"]*"|'[^']*')*>)""", re.DOTALL)

_MINUTE = 60
_HOUR = 60 * _MINUTE
_DAYS_IN_WEEK = 7
_DAYS_IN_MONTH = 30
_DAYS_IN_YEAR = 365


@register.filter
def vi_date(value: Any) -> str:
    """Return the date: "2/10/2023"."""
    return vietnamese.format_date(value) if isinstance(value, dt.date) else ""


@register.filter
def vi_day(value: Any) -> str:
    """Return the weekday and date: "thứ Hai, 2/10/2023"."""
    if not isinstance(value, dt.date):
        return ""
    return f"{vietnamese.weekday_name(value)}, {vietnamese.format_date(value)}"


@register.filter
def vi_time(value: Any) -> str:
    """Return the time of day: "7:30"."""
    return vietnamese.format_time(value) if isinstance(value, dt.datetime | dt.time) else ""


@register.filter
def vi_datetime(value: Any) -> str:
    """Return the time and date: "7:30 ngày 2/10/2023"."""
    if not isinstance(value, dt.datetime):
        return vi_date(value)
    return _("%(time)s ngày %(date)s") % {"time": vi_time(value), "date": vi_date(value)}


@register.filter
def vi_range(start: Any, end: Any = None) -> str:
    """Return from when to when, as short as it stays clear.

    Moments of one day give "7:30–11:00, thứ Bảy 7/10/2023", of two days
    "7:30 thứ Bảy 7/10/2023 – 16:00 Chủ nhật 8/10/2023". Dates give "2–8/10/2023" or "30/9–2/10/2023".
    Without an end, or with one before the start, the start stands alone.
    """
    if not isinstance(start, dt.date):
        return ""
    if isinstance(start, dt.datetime):
        return _moments(start, end if isinstance(end, dt.datetime) else None)
    return _dates(start, vietnamese.school_date(end) if isinstance(end, dt.date) else start)


def _moments(start: dt.datetime, end: dt.datetime | None) -> str:
    first = vietnamese.school_time(start)
    last = vietnamese.school_time(end) if end else first
    day = f"{vietnamese.weekday_name(first)} {vietnamese.format_date(first)}"
    if last <= first:
        return f"{vi_time(first)}, {day}"
    if last.date() == first.date():
        return f"{vi_time(first)}–{vi_time(last)}, {day}"
    last_day = f"{vietnamese.weekday_name(last)} {vietnamese.format_date(last)}"
    return f"{vi_time(first)} {day} – {vi_time(last)} {last_day}"


def _dates(first: dt.date, last: dt.date) -> str:
    if last <= first:
        return vietnamese.format_date(first)
    if first.year != last.year:
        return f"{vietnamese.format_date(first)}–{vietnamese.format_date(last)}"
    opening = f"{first.day}" if first.month == last.month else f"{first.day}/{first.month}"
    return f"{opening}–{vietnamese.format_date(last)}"


@register.filter
def vi_since(value: Any, now: dt.datetime | None = None) -> str:
    """Return how long ago it was: "vừa xong", "5 phút trước", "3 giờ trước", "hôm qua", "2 tuần trước".

    Days change at midnight on the school's clock. What lies ahead is given as a date.
    Django's own timesince has no Vietnamese for its present wording.
    """
    if not isinstance(value, dt.date):
        return ""
    present = vietnamese.school_time(now or timezone.now())
    if isinstance(value, dt.datetime):
        return _moment_ago(vietnamese.school_time(value), present)
    days = (present.date() - value).days
    return vi_date(value) if days < 0 else _days_ago(days)


def _moment_ago(moment: dt.datetime, present: dt.datetime) -> str:
    seconds = int((present - moment).total_seconds())
    days = (present.date() - moment.date()).days
    if seconds < 0:
        return vi_datetime(moment)
    if seconds < _MINUTE:
        return _("vừa xong")
    if seconds < _HOUR:
        return _("%(count)d phút trước") % {"count": seconds // _MINUTE}
    if days == 0:
        return _("%(count)d giờ trước") % {"count": seconds // _HOUR}
    return _days_ago(days)


def _days_ago(days: int) -> str:
    if days == 0:
        return _("hôm nay")
    if days == 1:
        return _("hôm qua")
    if days < _DAYS_IN_WEEK:
        return _("%(count)d ngày trước") % {"count": days}
    if days < _DAYS_IN_MONTH:
        return _("%(count)d tuần trước") % {"count": days // _DAYS_IN_WEEK}
    if days < _DAYS_IN_YEAR:
        return _("%(count)d tháng trước") % {"count": days // _DAYS_IN_MONTH}
    return _("%(count)d năm trước") % {"count": days // _DAYS_IN_YEAR}


@register.filter
def vi_count(value: Any) -> str:
    """Return a whole number with points: "1.000.000"; "" for anything else."""
    return vietnamese.format_count(value) if isinstance(value, int) else ""


@register.filter(is_safe=True)
def bind_numbers(value: Any) -> str | SafeString:
    """Return the text with no-break spaces between numbers and their words.

    In safe HTML only the text changes, never a tag, an attribute or a comment. Other text is bound and
    then escaped by the template as usual.
    """
    text = "" if value is None else str(value)
    if not isinstance(value, SafeData) and not hasattr(value, "__html__"):
        return vietnamese.bind_numbers(text)
    pieces = _MARKUP.split(text)
    pieces[::2] = map(vietnamese.bind_numbers, pieces[::2])
    return mark_safe("".join(pieces))  # noqa: S308  (the input was safe; only spaces in its text changed)
