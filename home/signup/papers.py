"""The list of who signed up, to take along: as a sheet to tick off, and as a spreadsheet."""

from __future__ import annotations

import io
from pathlib import Path

from django.utils import timezone
from django.utils.translation import gettext as _
from openpyxl import Workbook  # type: ignore[import-untyped]  # it has no types

from core.spreadsheets import as_text
from core.templatetags.vietnamese_tags import vi_datetime, vi_range
from core.visible_text import visible
from home.models import ActivityPage, SignUp
from papers.pdf import compile_pdf

TEMPLATE = Path(__file__).parent / "attendance.typ"
PDF_TYPE = "application/pdf"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SPARE_ROWS = 8
"""Empty lines for those who come without having signed up."""
COLUMN_WIDTHS = (6, 32, 10, 22, 32, 22)


def attendance_sheet(activity: ActivityPage, signups: list[SignUp], school: str) -> bytes:
    """Return the list as a PDF, A4, with boxes to tick and a line for how many came.

    Args:
        activity: What they signed up for.
        signups: Those that stand, in the order of the list.
        school: The school's name.
    """
    content = {
        "school": school,
        "title": activity.title,
        "when": vi_range(activity.starts_at, activity.ends_at),
        "place": activity.place,
        "total": sum(one.people for one in signups),
        "capacity": activity.capacity,
        "printed": vi_datetime(timezone.now()),
        "rows": [
            {"name": one.name, "people": one.people, "contact": one.phone or one.email} for one in signups
        ],
        "spare": SPARE_ROWS,
    }
    return compile_pdf(TEMPLATE, content)


def spreadsheet(activity: ActivityPage, signups: list[SignUp]) -> bytes:
    """Return the list as an .xlsx file in which no cell is a formula."""
    book = Workbook()
    sheet = book.active
    sheet.title = _("Người đăng ký")
    sheet.append([as_text(visible(activity.title))])
    sheet.append([vi_range(activity.starts_at, activity.ends_at)])
    sheet.append(
        [_("STT"), _("Họ và tên"), _("Số người"), _("Điện thoại"), _("Thư điện tử"), _("Đăng ký lúc")]
    )
    for number, one in enumerate(signups, start=1):
        sheet.append(
            [
                number,
                as_text(one.name),
                one.people,
                as_text(one.phone),
                as_text(one.email),
                vi_datetime(one.created_at),
            ]
        )
    for letter, width in zip("ABCDEF", COLUMN_WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()
