"""A sheet as it was read, whatever kind of file it came from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

MOST_ROWS = 500
"""Rows that one import takes: a school year's worth, and few enough to look through."""
LAST_ROW = 10_000
LAST_COLUMN = 200
"""Beyond these a sheet is not read at all: one stray cell far out would make millions of empty ones."""


@dataclass(frozen=True)
class MergedRange:
    """Cells merged into one; rows and columns count from 1."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int

    def __str__(self) -> str:
        first = f"{column_letters(self.first_column)}{self.first_row}"
        return f"{first}:{column_letters(self.last_column)}{self.last_row}"


@dataclass
class Table:
    """Cells by row; the first row of ``rows`` is row 1 of the sheet.

    Attributes:
        rows: What the cells hold: text, numbers, dates; "" when empty.
        merged: Ranges of merged cells.
        unanswered: (row, column) of the formulas without a stored value.
    """

    rows: list[list[Any]]
    merged: list[MergedRange] = field(default_factory=list)
    unanswered: set[tuple[int, int]] = field(default_factory=set)


def column_letters(number: int) -> str:
    """Return the letters of a column: 1 is A, 27 is AA."""
    letters = ""
    while number:
        number, place = divmod(number - 1, 26)
        letters = chr(ord("A") + place) + letters
    return letters


def too_many_rows(count: int = 0) -> ValidationError:
    """Return the refusal of a list that is too long; with the count when it is known."""
    found = _("Danh sách có %(count)s dòng") % {"count": f"{count:,}".replace(",", ".")} if count else ""
    return ValidationError(
        _("%(found)s; mỗi lần nhập nhiều nhất %(most)d dòng. Hãy chia thành nhiều tệp."),
        params={"found": found or _("Danh sách quá dài"), "most": MOST_ROWS},
        code="too_many",
    )
