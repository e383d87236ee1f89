"""What the boards played around a Week: copied for the next one, as many days later, and off until told."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import QuerySet

from board.models import Board, BoardItem
from home.new_week.years import of_this_year
from week.models import WeekEdition

AROUND = timedelta(days=31)
"""What ends so long before a Week or after it belongs to it."""


def items_of(edition: WeekEdition) -> QuerySet[BoardItem]:
    """Return the items whose last day is around a Week, by board in the order of its list.

    One without a last day goes on from Week to Week by itself.
    """
    around = (edition.start_date - AROUND, edition.end_date + AROUND)
    found = BoardItem.objects.filter(until_date__range=around).select_related("board")
    return found.order_by("board__name", "board", "sort_order", "pk")


def items_to_take(base: WeekEdition) -> QuerySet[BoardItem]:
    """Return those of an earlier Week's items that are in use."""
    return items_of(base).filter(is_active=True)


def take_over(edition: WeekEdition, base: WeekEdition) -> list[BoardItem]:
    """Copy the earlier Week's items to the ends of their lists; the earlier ones stay as they were.

    Args:
        edition: The new Week.
        base: The earlier one.
    """
    shift = edition.start_date - base.start_date
    made = []
    for old in items_to_take(base):
        Board.objects.select_for_update().get(pk=old.board_id)
        last = BoardItem.objects.filter(board=old.board_id).order_by("sort_order").last()
        item = BoardItem(
            board=old.board,
            sort_order=last.sort_order + 1 if last else 1,
            from_date=old.from_date + shift if old.from_date else None,
            until_date=old.until_date + shift if old.until_date else None,
            text=of_this_year(old.text, base, edition),
            is_active=False,
            kind=old.kind,
            picture_id=old.picture_id,
            seconds=old.seconds,
            from_time=old.from_time,
            until_time=old.until_time,
            weekdays=old.weekdays,
        )
        item.save()
        made.append(item)
    return made


def switch_on(edition: WeekEdition) -> int:
    """Let the Week's items that are off play in their days; return how many there were."""
    return items_of(edition).filter(is_active=False).order_by().update(is_active=True)
