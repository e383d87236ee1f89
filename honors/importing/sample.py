"""The sample list: what a school opens in Excel, fills in and uploads."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from django.utils.translation import gettext as _
from openpyxl import Workbook  # type: ignore[import-untyped]  # it has no types
from openpyxl.styles import Alignment, Font, PatternFill  # type: ignore[import-untyped]  # as above
from openpyxl.worksheet.datavalidation import DataValidation  # type: ignore[import-untyped]  # as above

from honors.importing.headings import Column
from honors.importing.table import MOST_ROWS
from honors.models import NomineeKind

WIDTHS = {
    Column.NAME: 28,
    Column.KIND: 13,
    Column.UNIT: 17,
    Column.BIRTH_DATE: 13,
    Column.AWARD: 18,
    Column.CITATION: 60,
    Column.EVIDENCE: 40,
}
COLUMNS = tuple(WIDTHS)
EXAMPLES = (
    ("Nguyễn Thị Ví Dụ", NomineeKind.STUDENT, "lớp 3/2", "15/03/2017",
     "Đã đọc sách mỗi tối và kể lại cho cả lớp nghe.", "Sổ đọc sách: 35 tuần; cô chủ nhiệm xác nhận."),
    ("Trần Văn Mẫu", NomineeKind.TEACHER, "tổ 4", "",
     "Đã tự học cách soạn bài giảng mở và chỉ lại cho đồng nghiệp.", ""),
    ("Tập thể lớp 5/3", NomineeKind.COLLECTIVE, "", "", "Đã lập góc đọc mở cho các em lớp dưới.", ""),
)  # fmt: skip
AS_TEXT = "@"
"""Excel leaves a cell of this format as it is typed: "3/2" stays a class and does not become a day."""


def sample_workbook(award_labels: Sequence[str]) -> bytes:
    """Return the sample as .xlsx, with lists to choose from.

    Args:
        award_labels: The forms of commendation that the school may give; at least one.
    """
    book = Workbook()
    sheet = book.active
    sheet.title = _("Danh sách")
    sheet.append([column.value for column in COLUMNS])
    for place, (name, kind, unit, birth_date, citation, evidence) in enumerate(EXAMPLES):
        award = award_labels[place % len(award_labels)]
        sheet.append([name, str(kind.label), unit, birth_date, award, citation, evidence])
    _format(sheet)
    _offer(sheet, Column.KIND, [str(kind.label) for kind in NomineeKind])
    _offer(sheet, Column.AWARD, award_labels)
    output = BytesIO()
    book.save(output)
    return output.getvalue()


def _format(sheet) -> None:  # noqa: ANN001  # openpyxl has no types
    for heading, column in zip(sheet[1], COLUMNS, strict=True):
        heading.font = Font(bold=True)
        heading.fill = PatternFill("solid", fgColor="F0B335")
        sheet.column_dimensions[heading.column_letter].width = WIDTHS[column]
    for cells in sheet.iter_rows(min_row=2, max_row=MOST_ROWS + 1, max_col=len(COLUMNS)):
        for cell in cells:
            cell.number_format = AS_TEXT
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "A2"


def _offer(sheet, column: Column, words: Sequence[str]) -> None:  # noqa: ANN001  # openpyxl has no types
    choices = DataValidation(type="list", formula1=f'"{",".join(words)}"', allow_blank=True)
    letter = sheet.cell(row=1, column=COLUMNS.index(column) + 1).column_letter
    choices.add(f"{letter}2:{letter}{MOST_ROWS + 1}")
    sheet.add_data_validation(choices)
