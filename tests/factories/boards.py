"""Boards and their items."""

from __future__ import annotations

from typing import Any

from board.models import Board, BoardItem
from tests.factories.numbers import NUMBERS


def board(**fields: Any) -> Board:
    return Board.objects.create(**({"name": f"Bảng số {next(NUMBERS)}"} | fields))


def board_item(where: Board, kind: str = "text", **fields: Any) -> BoardItem:
    values = {"text": "Chào mừng quý phụ huynh"} if kind in {"text", "slogan"} else {}
    return BoardItem.objects.create(
        board=where, kind=kind, **({"sort_order": next(NUMBERS)} | values | fields)
    )
