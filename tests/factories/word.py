"""Word files, made in code."""

from __future__ import annotations

import zipfile
from functools import cache
from io import BytesIO
from typing import Any

from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from PIL import Image

from tests.factories.files import picture_bytes

MAKER, GPS = 0x010F, 0x8825
STYLES = {"title": "Title", "quote": "Quote", "caption": "Caption", "ul": "List Bullet", "ol": "List Number"}


def word_bytes(*parts: tuple[Any, ...]) -> bytes:
    """Return a .docx.

    Args:
        parts: In their order: ``("title", text)``, ``("h1", text)``, ``("p", text)``, ``("bold", text)``,
            ``("font", text, font)``, ``("link", text, address)``, ``("ul", item, ...)``, ``("quote", text)``,
            ``("caption", text)``, ``("table", row, ...)``, ``("picture", bytes, alternative text)``.
    """
    document = Document(BytesIO(_blank()))
    for kind, *values in parts:
        _add(document, kind, values)
    output = BytesIO()
    document.save(output)
    return output.getvalue()


@cache
def _blank() -> bytes:
    """Return python-docx's empty file without its hundred styles of tables, which take most of the time of reading."""
    document = Document()
    styles = document.styles.element
    for style in list(styles):
        if style.get(qn("w:type")) == "table" and style.get(qn("w:default")) != "1":
            styles.remove(style)
    output = BytesIO()
    document.save(output)
    return output.getvalue()


def _add(document: Any, kind: str, values: list[Any]) -> None:
    if kind in ADD:
        ADD[kind](document, *values)
    elif kind in {"ul", "ol"}:
        for item in values:
            document.add_paragraph(item, style=STYLES[kind])
    elif kind in {"h1", "h2", "h3"}:
        document.add_heading(values[0], level=int(kind[1:]))
    else:
        document.add_paragraph(values[0], style=STYLES.get(kind))


def _table(document: Any, *rows: tuple[str, ...]) -> None:
    table = document.add_table(rows=0, cols=len(rows[0]))
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text


def _picture(document: Any, content: bytes, alternative_text: str = "") -> None:
    shape = document.add_paragraph().add_run().add_picture(BytesIO(content))
    shape._inline.docPr.set("descr", alternative_text)


def _font(document: Any, text: str, font: str) -> None:
    document.add_paragraph().add_run(text).font.name = font


def _bold(document: Any, text: str) -> None:
    document.add_paragraph().add_run(text).bold = True


def _link(document: Any, text: str, address: str) -> None:
    paragraph = document.add_paragraph("Xem ")
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    run = OxmlElement("w:r")
    words = OxmlElement("w:t")
    words.text = text
    run.append(words)
    link.append(run)
    paragraph._p.append(link)


ADD = {"table": _table, "picture": _picture, "font": _font, "bold": _bold, "link": _link}


def changed(content: bytes, parts: dict[str, bytes | None]) -> bytes:
    """Return the container with parts put in, replaced, or taken out (None)."""
    output = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, value in parts.items():
            if value is not None:
                new.writestr(name, value)
    return output.getvalue()


def edited(content: bytes, old: str, new: str, part: str = "word/document.xml") -> bytes:
    """Return the container with some XML of a part replaced, which must be there."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        text = archive.read(part).decode()
    assert old in text
    return changed(content, {part: text.replace(old, new).encode()})


def story_of_a_teacher() -> bytes:
    """Return what the browser's journey uploads: three headings, a table, a list, four photographs of a phone."""
    exif = Image.Exif()
    exif[MAKER] = "Dien Thoai"
    exif.get_ifd(GPS).update({1: "N", 2: (10.0, 51.0, 30.0)})
    pictures = [picture_bytes((900 + 10 * number, 600), "JPEG", exif=exif.tobytes()) for number in range(4)]
    return word_bytes(
        ("h1", "Ngày hội đọc sách của lớp 4/2"),
        ("p", "Sáng thứ Hai, cả lớp mang sách ra gốc bàng và đọc cho nhau nghe."),
        ("picture", pictures[0], "Cả lớp ngồi đọc sách dưới gốc bàng."),
        ("p", "Mỗi em chọn một cuốn mình thích và kể lại trong năm phút."),
        ("h2", "Những việc đã làm"),
        ("ul", "Chọn sách ở thư viện", "Đọc thành tiếng", "Kể lại cho bạn nghe"),
        ("picture", pictures[1], "Picture 2"),
        ("h2", "Kết quả"),
        ("p", "Bảng 1. Số sách đã đọc"),
        ("table", ("Tổ", "Số cuốn"), ("Tổ 1", "12"), ("Tổ 2", "15")),
        ("picture", pictures[2], ""),
        ("picture", pictures[3], ""),
        ("p", "Tuần sau, lớp lại hẹn nhau ở góc thư viện."),
    )
