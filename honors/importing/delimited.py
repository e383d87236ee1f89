"""Text files (.csv): which encoding, which separator."""

from __future__ import annotations

import codecs
import csv
from io import StringIO

from charset_normalizer import from_bytes
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from core.vietnamese import nfc
from honors.importing.headings import recognised
from honors.importing.table import LAST_COLUMN, LAST_ROW, Table, too_many_rows

SEPARATORS = (",", ";", "\t")
ROWS_WITH_HEADINGS = 20
FEWEST_EMPTY_BYTES = 0.2
"""Of wide text: every letter that Latin shares has one. A picture or a program has fewer."""
WIDE = ("utf_16_le", "utf_16_be")
NARROW = ("cp1258",)
"""What Windows in Vietnamese calls ANSI."""


def read_text(content: bytes) -> Table:
    """Return the table of a text file, with the separator that makes the most sense of its headings.

    Raises:
        ValidationError: It is no text, or too long.
    """
    text = nfc(_decode(content))
    if any(ord(character) < ord(" ") and character not in "\t\r\n" for character in text):
        raise _not_a_list()
    tables = [_rows(text, separator) for separator in SEPARATORS]
    rows = max(
        tables, key=lambda rows: max((len(recognised(row)) for row in rows[:ROWS_WITH_HEADINGS]), default=0)
    )
    if len(rows) > LAST_ROW:
        raise too_many_rows()
    return Table(rows)


def _not_a_list() -> ValidationError:
    return ValidationError(
        _("Đây không phải bảng tính. Hãy lưu danh sách thành .xlsx hoặc .csv rồi tải lên."), code="wrong_kind"
    )


def _decode(content: bytes) -> str:
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if content.startswith(mark):
            return _strictly(content, encoding)
    if b"\x00" in content:
        if content.count(b"\x00") < len(content) * FEWEST_EMPTY_BYTES:
            raise _not_a_list()
        return _guessed(content, WIDE)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return _guessed(content, NARROW)


def _strictly(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise _not_a_list() from error


def _guessed(content: bytes, encodings: tuple[str, ...]) -> str:
    best = from_bytes(content, cp_isolation=list(encodings), enable_fallback=False).best()
    return _strictly(content, encodings[0]) if best is None else str(best)


def _rows(text: str, separator: str) -> list[list[str]]:
    try:
        rows = []
        for row in csv.reader(StringIO(text, newline=""), delimiter=separator):
            rows.append([cell.strip() for cell in row[:LAST_COLUMN]])
            if len(rows) > LAST_ROW:
                break
    except csv.Error as error:
        raise _not_a_list() from error
    return rows
