"""The raw tables of the report as a spreadsheet."""

from __future__ import annotations

import io
from collections.abc import Sequence

from core.spreadsheets import as_text
from home.report.figures import Figures

XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WIDEST, NARROWEST = 70, 8
"""Characters of a column."""
_SHEET_TITLE = "Số liệu"


def report_xlsx(figures: Figures, base_url: str) -> bytes:
    """Return a sheet with every number and its source, and one for each annex with what is counted.

    Args:
        figures: The numbers.
        base_url: What stands before the sources' addresses, such as ``https://truong.example``.
    """
    # It takes a tenth of a second to load, which no other page should wait for.
    from openpyxl import Workbook  # type: ignore[import-untyped]  # noqa: PLC0415  # it has no types

    book = Workbook()
    sheet = book.active
    sheet.title = _SHEET_TITLE
    rows: list[list[str | int]] = [
        [section.title, figure.label, figure.value, f"{base_url}{figure.source}"]
        for section in figures.sections
        for figure in section.figures()
    ]
    rows += [
        [work.name, figure.label, figure.value, f"{base_url}{figure.source}"]
        for work in figures.departments
        for figure in work.figures()
    ]
    _fill(sheet, ("Mục", "Nội dung", "Số lượng", "Xem nguồn"), rows)
    for section in figures.sections:
        for figure in (section.total, *section.more):
            if figure is section.total or figure.columns != section.total.columns:
                _fill(
                    book.create_sheet(_title(figure.label)),
                    figure.columns,
                    [list(item.cells) for item in figure.items],
                )
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _title(label: str) -> str:
    """Return what a sheet may be called: 31 characters, none of which has a meaning in formulas."""
    return "".join(sign for sign in label if sign not in "[]:*?/\\")[:31].strip()


def _fill(sheet, columns: Sequence[str], rows: Sequence[Sequence[str | int]]) -> None:  # noqa: ANN001  # openpyxl has no types
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE  # type: ignore[import-untyped]  # noqa: PLC0415  # as above
    from openpyxl.styles import Font  # type: ignore[import-untyped]  # noqa: PLC0415  # as above

    sheet.append(list(columns))
    for row in rows:
        sheet.append(
            [as_text(ILLEGAL_CHARACTERS_RE.sub("", cell)) if isinstance(cell, str) else cell for cell in row]
        )
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    sheet.freeze_panes = "A2"
    for column in sheet.columns:
        longest = max(len(str(cell.value or "")) for cell in column)
        sheet.column_dimensions[column[0].column_letter].width = min(WIDEST, max(NARROWEST, longest + 2))
