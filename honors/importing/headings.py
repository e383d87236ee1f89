"""The headings of a list, as schools write them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from core.vietnamese import fold_words
from honors.importing.table import Table

ROWS_LOOKED_AT = 30
FEWEST_RECOGNISED = 2


class Column(StrEnum):
    """What a column holds; the value is the heading that the sample has."""

    NAME = "Họ và tên"
    FAMILY_NAME = "Họ và tên đệm"
    KIND = "Là ai"
    UNIT = "Lớp hoặc đơn vị"
    COLLECTIVE = "Tập thể"
    BIRTH_DATE = "Ngày sinh"
    AWARD = "Hình thức"
    CITATION = "Thành tích"
    EVIDENCE = "Minh chứng"


SYNONYMS: dict[Column, tuple[str, ...]] = {
    Column.NAME: (
        "họ và tên", "họ tên", "tên", "họ tên học sinh", "họ và tên học sinh", "tên học sinh", "họ tên cá nhân",
        "họ và tên cá nhân", "cá nhân", "người được khen", "họ tên người được khen", "họ và tên người được khen",
        "người được đề nghị", "học sinh", "họ và tên em",
    ),
    Column.FAMILY_NAME: (
        "họ và tên đệm", "họ và đệm", "họ đệm", "họ tên đệm", "họ lót", "họ và tên lót", "họ và chữ lót", "họ và lót",
        "họ",
    ),
    Column.KIND: ("là ai", "đối tượng", "loại", "diện", "vai trò", "thành phần"),
    Column.UNIT: (
        "lớp", "đơn vị", "lớp hoặc đơn vị", "lớp đơn vị", "đơn vị lớp", "tổ", "bộ phận", "lớp tổ", "nơi học",
        "lớp hoặc tổ", "đơn vị công tác", "địa chỉ",
    ),
    Column.COLLECTIVE: ("tập thể", "tên tập thể", "hoặc tập thể", "tập thể được khen"),
    Column.BIRTH_DATE: ("ngày sinh", "ngày tháng năm sinh", "sinh ngày", "ngày sinh của em"),
    Column.AWARD: (
        "hình thức", "hình thức khen", "hình thức khen thưởng", "đề nghị khen", "loại khen", "danh hiệu",
        "hình thức đề nghị",
    ),
    Column.CITATION: (
        "thành tích", "nội dung khen", "nội dung", "lý do", "lý do khen", "thành tích đề nghị khen",
        "thành tích đạt được", "tóm tắt thành tích", "về thành tích", "lời khen",
    ),
    Column.EVIDENCE: ("minh chứng", "ghi chú", "căn cứ", "bằng chứng", "minh chứng kèm theo", "tài liệu kèm theo"),
}  # fmt: skip
_COLUMNS = {fold_words(words): column for column, synonyms in SYNONYMS.items() for words in synonyms}


def recognised(cells: Sequence[Any]) -> dict[Column, int]:
    """Return which columns a row of headings names, with their places from 0; the first of two counts."""
    found: dict[Column, int] = {}
    for place, cell in enumerate(cells):
        column = _COLUMNS.get(fold_words(str(cell).partition("(")[0])) if isinstance(cell, str) else None
        if column is not None:
            found.setdefault(column, place)
    return found


@dataclass(frozen=True)
class Headings:
    """Where the table starts.

    Attributes:
        row: The number of the row with the headings, from 1.
        places: Column -> its place, from 0.
    """

    row: int
    places: dict[Column, int]


def find_headings(table: Table) -> Headings:
    """Return the row that names the most columns.

    Raises:
        ValidationError: No row does, or a column is missing; the sentence names it.
    """
    rows = [recognised(cells) for cells in table.rows[:ROWS_LOOKED_AT]]
    best = max(range(len(rows)), key=lambda index: len(rows[index]), default=None)
    if best is None or len(rows[best]) < FEWEST_RECOGNISED:
        raise ValidationError(
            _("Không thấy dòng tiêu đề. Cần một dòng có tên các cột: “%(columns)s”."),
            params={"columns": f"{Column.NAME}”, “{Column.AWARD}”, “{Column.CITATION}"},
            code="no_headings",
        )
    places = rows[best]
    missing = [column for column in (Column.AWARD, Column.CITATION) if column not in places]
    if Column.NAME not in places and Column.COLLECTIVE not in places:
        missing.insert(0, Column.NAME)
    if missing:
        raise ValidationError(
            _("Danh sách thiếu cột “%(columns)s”. Hãy thêm cột ấy vào dòng tiêu đề (dòng %(row)d)."),
            params={"columns": "”, “".join(missing), "row": best + 1},
            code="missing_columns",
        )
    return Headings(best + 1, places)
