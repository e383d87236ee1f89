"""The electronic boards, their playlists, and how long they ran in the 2023 Week."""

from __future__ import annotations

from datetime import time
from typing import Any

from board.models import Board, BoardDay, BoardItem
from home.demo_loading.files import day, read


def load_boards() -> int:
    """Make the boards that are missing, each with its playlist, and return how many were made."""
    made = 0
    for row in read("boards"):
        board, created = Board.objects.get_or_create(name=row["name"], defaults={"shape": row["shape"]})
        if not created:
            continue
        made += 1
        for place, item in enumerate(row["items"], 1):
            BoardItem.objects.create(board=board, sort_order=place, **_item(item))
        BoardDay.objects.bulk_create(
            BoardDay(board=board, day=day(one), minutes=minutes)
            for one, minutes in row["minutes"].items()
            if minutes
        )
    return made


def _item(row: dict[str, Any]) -> dict[str, Any]:
    times = {name: time.fromisoformat(row[name]) for name in ("from_time", "until_time") if row.get(name)}
    return row | times
