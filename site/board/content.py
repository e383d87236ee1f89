"""What a board plays, as its browser asks for it."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from board.consents import withheld_items
from board.models import Board, BoardItem
from board.page import digest
from board.slides import slides_of
from week.models import WeekEdition

PEOPLE_WITHOUT_NEWS = timedelta(days=7)
"""A board without the network shows no longer who may have withdrawn meanwhile."""
OF_PEOPLE = {BoardItem.Kind.PICTURE, BoardItem.Kind.STORIES, BoardItem.Kind.HONOURS}


def milliseconds(moment: datetime) -> int:
    """Return the moment as browsers count: in milliseconds since 1970."""
    return int(moment.timestamp() * 1000)


def items_of(board: Board) -> list[BoardItem]:
    """Return the board's playlist, in order, with the pictures. One query."""
    return list(board.items.select_related("picture"))


def content(board: Board, page_version: str) -> dict[str, Any]:
    """Return all that plays on the board at some time, with its windows, and what is forced upon it now.

    Whoever may not be shown at this moment is not in it. The number of queries is fixed.

    Args:
        board: Which.
        page_version: The version of the page that its screen should have.
    """
    now = timezone.now()
    items = [item for item in items_of(board) if item.is_active] if board.is_active else []
    slides = slides_of(items, withheld_items(items), WeekEdition.current())
    played = [
        {
            "id": item.pk,
            "seconds": item.seconds,
            "is_of_people": item.kind in OF_PEOPLE,
            **item.window.for_browser(),
            "slides": [slide.for_browser() for slide in slides[item.pk]],
        }
        for item in items
        if slides[item.pk]
    ]
    emergency = {
        "message": board.emergency_message,
        "blank_until": milliseconds(board.blank_until) if board.is_blank(now) and board.blank_until else 0,
    }
    shown = {"items": played, "emergency": emergency}
    offset = timezone.localtime(now).utcoffset() or timedelta()
    return shown | {
        "version": digest([json.dumps(shown, sort_keys=True)]),
        "page": page_version,
        "now": milliseconds(now),
        "people_until": milliseconds(now + PEOPLE_WITHOUT_NEWS),
        "utc_offset": int(offset.total_seconds() // 60),
    }
