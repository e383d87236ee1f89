"""Moments and lengths of time as a teacher says them."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from core.vietnamese import format_date, format_time, weekday_name

MINUTE, HOUR, DAY = 60, 3600, 86_400


def length_of(span: timedelta) -> str:
    """Return a length in its largest units: "3 giây", "12 phút", "2 giờ 5 phút", "3 ngày"; never below zero."""
    seconds = max(int(span.total_seconds()), 0)
    if seconds < MINUTE:
        return _("%(count)d giây") % {"count": seconds}
    if seconds < HOUR:
        return _("%(count)d phút") % {"count": seconds // MINUTE}
    if seconds < DAY:
        hours, minutes = divmod(seconds // MINUTE, 60)
        if not minutes:
            return _("%(count)d giờ") % {"count": hours}
        return _("%(hours)d giờ %(minutes)d phút") % {"hours": hours, "minutes": minutes}
    return _("%(count)d ngày") % {"count": seconds // DAY}


def day_name(day: date) -> str:
    """Return the weekday with a capital: "Thứ Hai", "Chủ nhật"."""
    name = weekday_name(day)
    return f"{name[0].upper()}{name[1:]}"


def moment_words(moment: datetime) -> str:
    """Return a moment on the school's clock: "7:30, Thứ Hai 5/10/2026"."""
    return f"{format_time(moment)}, {day_name(moment)} {format_date(moment)}"
