"""Excel files (.xlsx): looked into before anything is believed, then read by calamine. Nothing in them is run."""

from __future__ import annotations

import posixpath
import re
import zipfile
import zlib
from dataclasses import dataclass, field
from io import BytesIO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from lxml import etree  # type: ignore[import-untyped]  # it has no types
from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    SheetTypeEnum,
    SheetVisibleEnum,
    XmlError,
    ZipError,
)

from honors.importing.table import LAST_COLUMN, LAST_ROW, MergedRange, Table, too_many_rows

MOST_UNPACKED_BYTES = 50 * 1024 * 1024
BLOCK = 64 * 1024
_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")


def _damaged() -> ValidationError:
    return ValidationError(
        _("Không đọc được tệp này. Hãy mở bằng Excel, lưu lại thành .xlsx rồi tải lên."), code="damaged"
    )


def read_workbook(content: bytes) -> Table:
    """Return the first visible sheet that holds something.

    Raises:
        ValidationError: Why the file is refused, in words.
    """
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            _check_archive(archive)
            paths = _sheet_paths(archive)
            with CalamineWorkbook.from_filelike(BytesIO(content)) as book:
                for name in _visible_sheets(book):
                    outline = _outline(archive.read(paths[name]))
                    if outline.is_empty:
                        continue
                    sheet = book.get_sheet_by_name(name)
                    rows = sheet.to_python(skip_empty_area=False, nrows=LAST_ROW)
                    merged = [
                        MergedRange(first[0] + 1, first[1] + 1, last[0] + 1, last[1] + 1)
                        for first, last in sheet.merged_cell_ranges or []
                    ]
                    return Table([list(row) for row in rows], merged, outline.unanswered)
    except (
        zipfile.BadZipFile,
        zlib.error,
        etree.XMLSyntaxError,
        CalamineError,
        XmlError,
        ZipError,
        KeyError,
        NotImplementedError,
        EOFError,
        OSError,
    ) as error:
        raise _damaged() from error
    raise ValidationError(_("Bảng tính chưa có gì. Hãy điền danh sách rồi tải lại."), code="empty")


# --- The archive -------------------------------------------------------------------------------


def _check_archive(archive: zipfile.ZipFile) -> None:
    names = {name.lower() for name in archive.namelist()}
    if any(member.flag_bits & 0x1 for member in archive.infolist()):
        raise ValidationError(_("Tệp có mật khẩu. Hãy bỏ mật khẩu rồi tải lại."), code="password")
    if any(name.endswith("vbaproject.bin") for name in names):
        raise ValidationError(
            _("Tệp có macro. Hãy lưu lại thành “Excel Workbook (.xlsx)”, không kèm macro."), code="macros"
        )
    if "xl/workbook.xml" not in names:
        raise ValidationError(
            _("Đây không phải bảng tính .xlsx. Hãy lưu danh sách thành .xlsx hoặc .csv."), code="wrong_kind"
        )
    _check_unpacked_size(archive)


def _check_unpacked_size(archive: zipfile.ZipFile) -> None:
    """Unpack everything once, in blocks: sizes that an archive gives of itself are not to be believed."""
    left = MOST_UNPACKED_BYTES
    for member in archive.infolist():
        member.file_size = left + 2 * BLOCK  # else reading stops at the size given
        with archive.open(member) as packed:
            while block := packed.read(BLOCK):
                left -= len(block)
                if left < 0:
                    raise ValidationError(
                        _("Tệp giải nén ra quá lớn, không phải một danh sách thường. Hãy chép riêng danh sách "
                          "sang một tệp mới."),
                        code="too_large",
                    )  # fmt: skip


def _sheet_paths(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return sheet name -> name of its file in the archive."""
    targets = {
        link.get("Id"): posixpath.normpath(posixpath.join("/xl", link.get("Target", ""))).lstrip("/")
        for link in _parse(archive.read("xl/_rels/workbook.xml.rels")).iterfind(".//{*}Relationship")
    }
    paths = {}
    for sheet in _parse(archive.read("xl/workbook.xml")).iterfind(".//{*}sheets/{*}sheet"):
        identity = next((value for key, value in sheet.attrib.items() if key.endswith("}id")), None)
        if identity in targets:
            paths[sheet.get("name", "")] = targets[identity]
    return paths


def _parse(xml: bytes) -> etree._Element:
    return etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True))


def _visible_sheets(book: CalamineWorkbook) -> list[str]:
    return [
        sheet.name
        for sheet in book.sheets_metadata
        if sheet.typ == SheetTypeEnum.WorkSheet and sheet.visible == SheetVisibleEnum.Visible
    ]


# --- One sheet ---------------------------------------------------------------------------------


@dataclass
class _Outline:
    is_empty: bool = True
    unanswered: set[tuple[int, int]] = field(default_factory=set)


def _outline(xml: bytes) -> _Outline:
    """Look through a sheet's cells: how far they reach, and which formulas have no stored value."""
    outline = _Outline()
    row = column = 0
    cells = etree.iterparse(
        BytesIO(xml), events=("start", "end"), tag=("{*}row", "{*}c"), resolve_entities=False, no_network=True
    )
    for event, element in cells:
        is_cell = etree.QName(element).localname == "c"
        if event == "start":
            if not is_cell:
                row, column = _number(element.get("r"), row), 0
            continue
        if is_cell:
            row, column = _position(element.get("r"), row, column)
            _note(outline, element, row, column)
        element.clear()
    return outline


def _number(written: str | None, previous: int) -> int:
    if written is None:
        return previous + 1
    if not written.isascii() or not written.isdigit():
        raise _damaged()
    return min(int(written[:8]), LAST_ROW + 1)


def _position(reference: str | None, row: int, column: int) -> tuple[int, int]:
    if reference is None:
        return row, column + 1
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        raise _damaged()
    place = 0
    for letter in match[1]:
        place = place * 26 + ord(letter) - ord("A") + 1
    return int(match[2]), place


def _note(outline: _Outline, cell: etree._Element, row: int, column: int) -> None:
    parts = {etree.QName(part).localname for part in cell if isinstance(part.tag, str)}
    if not parts:
        return
    if row > LAST_ROW:
        raise too_many_rows()
    if column > LAST_COLUMN:
        raise ValidationError(
            _("Bảng có ô ở quá xa về bên phải (hơn %(count)d cột). Hãy xoá các ô thừa."),
            params={"count": LAST_COLUMN},
            code="too_wide",
        )
    outline.is_empty = False
    if "f" in parts and not any(part.text for part in cell.iterfind("{*}v")):
        outline.unanswered.add((row, column))
