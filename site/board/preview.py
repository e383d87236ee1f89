"""What a board plays at a moment, and why: by the rules that its browser goes by."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from board.consents import withheld_items
from board.content import items_of, milliseconds
from board.models import Board, BoardItem
from board.slides import Slide, slides_of
from board.windows import Reason
from core.fields import labels_for
from core.vietnamese import format_date, format_time
from week.models import WeekEdition


@dataclass(frozen=True)
class Line:
    """One item of the playlist at the moment.

    Attributes:
        item: Which.
        plays: Whether it is shown.
        why: The reason, in words.
        screens: How many screens it fills.
    """

    item: BoardItem
    plays: bool
    why: str
    screens: int


def preview(board: Board, moment: datetime) -> list[Line]:
    """Return the board's playlist as it is at the moment, in order; the number of queries is fixed.

    What stories and honours there will be nobody knows: those of now stand for them.
    """
    items = items_of(board)
    withheld = withheld_items(items)
    slides = slides_of(items, withheld, WeekEdition.current())
    return [_line(item, slides[item.pk], moment, is_withheld=item.pk in withheld) for item in items]


def _line(item: BoardItem, slides: list[Slide], moment: datetime, *, is_withheld: bool) -> Line:
    shown = [slide for slide in slides if _has_something(slide, moment)]
    reason = item.window.reason(timezone.localtime(moment).replace(tzinfo=None))
    if not item.is_active:
        return Line(item, plays=False, why=_("Mục này đang tắt."), screens=0)
    if reason is not Reason.PLAYS:
        return Line(item, plays=False, why=_words(item, reason), screens=0)
    if is_withheld:
        why = _("Có người trong chữ hay trong ảnh chưa đồng ý hiện trên bảng điện tử.")
        return Line(item, plays=False, why=why, screens=0)
    if not shown:
        return Line(item, plays=False, why=_nothing(item), screens=0)
    return Line(item, plays=True, why=_time_on_screen(item, len(shown)), screens=len(shown))


def _has_something(slide: Slide, moment: datetime) -> bool:
    return slide.form != "list" or any(entry.ends > milliseconds(moment) for entry in slide.entries)


def _words(item: BoardItem, reason: Reason) -> str:
    if reason is Reason.TOO_EARLY and item.from_date:
        return _("Chưa tới ngày: chiếu từ %(day)s.") % {"day": format_date(item.from_date)}
    if reason is Reason.OVER and item.until_date:
        return _("Đã qua ngày: chỉ chiếu đến hết %(day)s.") % {"day": format_date(item.until_date)}
    if reason is Reason.WEEKDAY:
        return _("Khác thứ: chỉ chiếu %(days)s.") % {"days": ", ".join(_weekdays(item))}
    return _("Ngoài giờ: chỉ chiếu %(hours)s.") % {"hours": hours_in_words(item)}


def _weekdays(item: BoardItem) -> list[str]:
    field: Any = BoardItem._meta.get_field("weekdays")
    return labels_for(field.choice_pairs, item.weekdays)


def hours_in_words(item: BoardItem) -> str:
    """Return from when to when the item plays each day, such as ``từ 7:00 đến 11:30``; empty for the whole day."""
    parts = []
    if item.from_time:
        parts.append(_("từ %(time)s") % {"time": format_time(item.from_time)})
    if item.until_time:
        parts.append(_("đến %(time)s") % {"time": format_time(item.until_time)})
    return " ".join(parts)


def window_in_words(item: BoardItem) -> str:
    """Return when the item plays: ``từ 2/10/2023, đến hết 8/10/2023 · Thứ Hai, Thứ Ba · từ 7:00``."""
    days = []
    if item.from_date:
        days.append(_("từ %(day)s") % {"day": format_date(item.from_date)})
    if item.until_date:
        days.append(_("đến hết %(day)s") % {"day": format_date(item.until_date)})
    parts = [" ".join(days), ", ".join(_weekdays(item)), hours_in_words(item)]
    return " · ".join(part for part in parts if part) or _("Cả ngày, mọi ngày")


def _time_on_screen(item: BoardItem, screens: int) -> str:
    if screens == 1:
        return _("%(seconds)d giây.") % {"seconds": item.seconds}
    return _("%(screens)d màn, mỗi màn %(seconds)d giây.") % {"screens": screens, "seconds": item.seconds}


def _nothing(item: BoardItem) -> str:
    words = {
        BoardItem.Kind.SLOGAN: _("Tuần lễ chưa có khẩu hiệu nào đang dùng."),
        BoardItem.Kind.PICTURE: _("Ảnh chưa sẵn sàng, hoặc đã bị gỡ."),
        BoardItem.Kind.ACTIVITIES: _("Không có hoạt động nào sắp tới."),
        BoardItem.Kind.STORIES: _("Chưa có tin bài nào được phép chiếu trên bảng."),
        BoardItem.Kind.HONOURS: _("Chưa có ai được khen mà đồng ý hiện trên bảng."),
    }
    return words.get(BoardItem.Kind(item.kind), _("Chưa có gì để chiếu."))
