"""How long there is until the report is due: "trước ngày 14/10" has the whole of the 13th."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from core.vietnamese import format_date

NONE, TIME, TODAY, LATE, SENT, SENT_LATE = "none", "time", "today", "late", "sent", "sent_late"


@dataclass(frozen=True)
class Due:
    """How the report stands against its day.

    Attributes:
        state: ``none``, ``time``, ``today``, ``late``, ``sent`` or ``sent_late``.
        sentence: The same in words.
        hint: The day as letters of the office write it; empty without one.
    """

    state: str
    sentence: str
    hint: str = ""

    @property
    def is_late(self) -> bool:
        """Whether the day has passed or had passed."""
        return self.state in {LATE, SENT_LATE}


def due_of(last_day: dt.date | None, today: dt.date, sent_on: dt.date | None = None) -> Due:
    """Return how a report stands.

    Args:
        last_day: The last day that is in time, until its end; None when nobody has set one.
        today: Vietnam's date.
        sent_on: The day of the first copy that was sent, if one was.
    """
    if last_day is None:
        if sent_on is None:
            return Due(NONE, _("Chưa ghi hạn báo cáo."))
        return Due(SENT, _("Đã gửi ngày %(sent)s.") % {"sent": format_date(sent_on)})
    hint = _("nghĩa là trước ngày %(day)s") % {"day": format_date(last_day + dt.timedelta(days=1))}
    days = (last_day - (sent_on or today)).days
    words = {"day": format_date(last_day), "days": abs(days), "sent": format_date(sent_on or today)}
    state, sentence = _sent(days) if sent_on else _waiting(days)
    return Due(state, sentence % words, hint)


def _sent(days: int) -> tuple[str, str]:
    if days < 0:
        return SENT_LATE, _("Đã gửi ngày %(sent)s, trễ %(days)d ngày (hạn cuối: hết ngày %(day)s).")
    return SENT, _("Đã gửi ngày %(sent)s, đúng hạn (hạn cuối: hết ngày %(day)s).")


def _waiting(days: int) -> tuple[str, str]:
    if days < 0:
        return LATE, _("Trễ %(days)d ngày (hạn cuối: hết ngày %(day)s).")
    if days == 0:
        return TODAY, _("Hôm nay là ngày cuối (hạn cuối: hết ngày %(day)s).")
    return TIME, _("Còn %(days)d ngày (hạn cuối: hết ngày %(day)s).")
