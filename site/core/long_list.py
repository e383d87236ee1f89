"""Long lists whose last page takes no longer than the first."""

from __future__ import annotations

from itertools import islice
from typing import Any

from django.db.models import Q

from core.listing import CountedRows
from core.remembered import remembered

STRIDE = 360
"""Rows between two marks; up to so many are passed over by OFFSET, which takes less than a millisecond."""


class LongList(CountedRows):
    """Rows in the order of an index, whose number is known; deep parts are reached from remembered marks.

    OFFSET reads all that it passes over. Each mark is the place in the index of every 360th row; they are looked up
    once after a change of these rows, and only when somebody goes that deep.
    """

    def __init__(
        self, rows: Any, number: int, name: str, tables: tuple[str, ...], order: tuple[str, str]
    ) -> None:
        """Take the rows.

        Args:
            rows: A queryset in this order.
            number: How many they are.
            name: What is listed, unlike any other list.
            tables: Tables that it is made from; see ``remembered(narrowly=True)``.
            order: A field that is never empty and the key, both descending ("-title", "-id") or both ascending.
        """
        super().__init__(rows.order_by(*order), number)
        self.name, self.tables, self.order = name, tables, order

    def __getitem__(self, part: slice) -> Any:
        mark, start = divmod(part.start or 0, STRIDE)
        if not mark:
            return self.rows[part]
        marks = remembered(f"marks:{self.name}", self.tables, self._marks, narrowly=True)
        if mark > len(marks):
            return self.rows[part]
        value, key = marks[mark - 1]
        field, key_field = (name.removeprefix("-") for name in self.order)
        side = "lt" if self.order[0].startswith("-") else "gt"
        later = Q(**{f"{field}__{side}": value}) | Q(**{field: value, f"{key_field}__{side}e": key})
        rest = self.rows.filter(later, **{f"{field}__{side}e": value})
        return rest[start : start + part.stop - part.start]

    def _marks(self) -> list[tuple[Any, int]]:
        names = [name.removeprefix("-") for name in self.order]
        places = self.rows.select_related(None).values_list(*names)
        return list(islice(places.iterator(chunk_size=STRIDE), STRIDE, None, STRIDE))
