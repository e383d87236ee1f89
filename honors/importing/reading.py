"""From an uploaded file to rows, or to the sentence that says why not."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from honors.importing.delimited import read_text
from honors.importing.headings import Headings, find_headings
from honors.importing.rows import Row, parse_rows
from honors.importing.table import Table
from honors.importing.workbook import read_workbook

LARGEST_BYTES = 5 * 1024 * 1024
ZIP_MARK = b"PK\x03\x04"
OLE_MARK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
"""The stream in which Office keeps a workbook with a password: MS-OFFCRYPTO section 2.3.4.4."""


def read_upload(upload: UploadedFile) -> list[Row]:
    """Return the rows of an uploaded list. What kind of file it is, its content says, not its name.

    Raises:
        ValidationError: Why the whole file is refused. What is wrong with one row stands in ``Row.errors``.
    """
    if (upload.size or 0) > LARGEST_BYTES:
        raise ValidationError(
            _("Tệp lớn hơn 5 MB. Hãy chép riêng danh sách sang một tệp mới."), code="too_large"
        )
    return read_rows(upload.read())


def read_rows(content: bytes) -> list[Row]:
    """Return the rows of a list.

    Raises:
        ValidationError: Why the whole file is refused.
    """
    table = _read_table(content)
    headings = find_headings(table)
    rows = parse_rows(table, headings)
    if not rows:
        raise ValidationError(
            _("Dưới dòng tiêu đề chưa có ai. Hãy điền danh sách rồi tải lại."), code="empty"
        )
    _refuse_merged(table, headings, last_row=rows[-1].number)
    return rows


def _read_table(content: bytes) -> Table:
    if not content.strip():
        raise ValidationError(_("Tệp trống. Hãy chọn tệp khác."), code="empty")
    if content.startswith(ZIP_MARK):
        return read_workbook(content)
    if content.startswith(OLE_MARK):
        if ENCRYPTED in content:
            raise ValidationError(_("Tệp có mật khẩu. Hãy bỏ mật khẩu rồi tải lại."), code="password")
        raise ValidationError(
            _("Đây là tệp kiểu cũ (.xls) hoặc không phải bảng tính. Hãy mở bằng Excel, lưu lại thành .xlsx."),
            code="wrong_kind",
        )
    return read_text(content)


def _refuse_merged(table: Table, headings: Headings, last_row: int) -> None:
    """Refuse merged cells inside the table: which of its rows a value belongs to cannot be known."""
    places = [place + 1 for place in headings.places.values()]
    inside = [
        merged
        for merged in table.merged
        if merged.last_row >= headings.row
        and merged.first_row <= last_row
        and any(merged.first_column <= place <= merged.last_column for place in places)
    ]
    if inside:
        raise ValidationError(
            _("Trong bảng có ô gộp: %(cells)s. Hãy bỏ gộp (Merge) và điền đủ từng ô rồi tải lại."),
            params={"cells": ", ".join(str(merged) for merged in inside[:10])},
            code="merged",
        )
