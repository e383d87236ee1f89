"""Building blocks of an official paper as Word file, after Decree 30/2020/NĐ-CP, Appendix I.

Every text may hold docxtpl tags, so that the same blocks build the templates which the office edits in Word.
LibreOffice looks at a table's columns and Word at its cells: both get their widths.
"""

import io
from collections.abc import Sequence
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from papers.typefaces import SERIF_BOLD

PAGE_WIDTH, PAGE_HEIGHT = Mm(210), Mm(297)
TOP, BOTTOM, LEFT, RIGHT = Mm(20), Mm(20), Mm(30), Mm(15)
TEXT_WIDTH = Mm(165)
HEAD_WIDTHS = (Mm(65), Mm(100))
FIRST_LINE = Mm(12.7)
FONT = "Times New Roman"
BODY_SIZE, HEAD_SIZE, MOTTO_SIZE = Pt(14), Pt(12), Pt(13)
RECIPIENTS_SIZE, RECIPIENT_SIZE = Pt(12), Pt(11)
COUNTRY = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
ISSUER_RULE = Mm(24)
"""A third to a half of the issuer's line, which is as long as its name."""
SUMMARY_RULE = Mm(50)
ROOM_TO_SIGN = Pt(78)
NO_GAP, BODY_GAP, HEADING_GAP = Pt(0), Pt(6), Pt(12)
CENTRE, JUSTIFIED = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY


def new_document(title: str) -> WordDocument:
    """Return an empty A4 paper: margins, typeface, and the page's number from the second page on."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = PAGE_WIDTH, PAGE_HEIGHT
    section.top_margin, section.bottom_margin = TOP, BOTTOM
    section.left_margin, section.right_margin = LEFT, RIGHT
    section.header_distance = Mm(10)
    section.different_first_page_header_footer = True
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = FONT, BODY_SIZE
    fonts = normal.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(script), FONT)
    number = section.header.paragraphs[0]
    number.alignment = CENTRE
    add_field(number, "PAGE")
    properties = document.core_properties
    properties.title, properties.author, properties.comments, properties.language = title, "", "", "vi-VN"
    return document


def document_bytes(document: WordDocument) -> bytes:
    """Return the Word file."""
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def add_head(
    document: WordDocument, *, parent_body: str, issuer: str, symbol_line: str, place_and_date: str
) -> None:
    """Write the two columns at the top: who issues the paper and its number; the country, place and date.

    Args:
        document: The paper.
        parent_body: In capitals; may be empty.
        issuer: In capitals.
        symbol_line: Such as "Số: 05/QĐ-THAĐ"; may be empty.
        place_and_date: Such as "Hóc Môn, ngày 05 tháng 02 năm 2026".
    """
    left, right = add_columns(document, HEAD_WIDTHS).rows[0].cells
    if parent_body:
        write(left.paragraphs[0], parent_body, size=HEAD_SIZE, align=CENTRE)
        write(left.add_paragraph(), issuer, size=HEAD_SIZE, bold=True, align=CENTRE)
    else:
        write(left.paragraphs[0], issuer, size=HEAD_SIZE, bold=True, align=CENTRE)
    add_rule(left.add_paragraph(), HEAD_WIDTHS[0], ISSUER_RULE)
    if symbol_line:
        write(left.add_paragraph(), symbol_line, size=Pt(13), align=CENTRE)
    write(right.paragraphs[0], COUNTRY, size=HEAD_SIZE, bold=True, align=CENTRE)
    write(right.add_paragraph(), MOTTO, size=MOTTO_SIZE, bold=True, align=CENTRE)
    add_rule(right.add_paragraph(), HEAD_WIDTHS[1], Pt(SERIF_BOLD.width(MOTTO) * MOTTO_SIZE.pt))
    write(right.add_paragraph(), place_and_date, size=BODY_SIZE, italic=True, align=CENTRE)


def add_head_to_fill_in(document: WordDocument) -> None:
    """Write the head of a template: the names that every paper of the school gives to ``papers.filling``."""
    add_head(
        document,
        parent_body="{{ parent_body|upper }}",
        issuer="{{ school|upper }}",
        symbol_line="Số: {{ number_and_symbol }}",
        place_and_date="{{ place_and_date }}",
    )


def add_title(document: WordDocument, type_name: str, summary: str = "") -> None:
    """Write the type of the paper in capitals and what it is about, with a rule below."""
    write(document.add_paragraph(), type_name, bold=True, align=CENTRE, before=Pt(14))
    if summary:
        write(document.add_paragraph(), summary, bold=True, align=CENTRE)
        add_rule(document.add_paragraph(), TEXT_WIDTH, SUMMARY_RULE)


def add_centred(document: WordDocument, text: str, *, before: Length = HEADING_GAP) -> None:
    """Write a bold line in the middle, such as the office that decides, and the word QUYẾT ĐỊNH."""
    paragraph = write(document.add_paragraph(), text, bold=True, align=CENTRE, before=before, after=BODY_GAP)
    paragraph.paragraph_format.keep_with_next = True


def add_bases(document: WordDocument, lines: Sequence[str]) -> None:
    """Write the bases, in italics (their ends: ``official_words.end_bases``)."""
    for line in lines:
        _body(write(document.add_paragraph(), line, italic=True, align=JUSTIFIED, after=BODY_GAP))


def add_body(document: WordDocument, text: str, *, bold_start: str = "") -> None:
    """Write a paragraph of the body; ``bold_start`` stands before it, such as "Điều 1."."""
    paragraph = document.add_paragraph()
    if bold_start:
        write(paragraph, f"{bold_start} ", bold=True)
    _body(write(paragraph, text, align=JUSTIFIED, after=BODY_GAP))


def add_signature(
    document: WordDocument, *, title_lines: Sequence[str], name: str, recipients: Sequence[str]
) -> None:
    """Write who receives the paper on the left, and who signs it on the right, with room for signature and seal."""
    table = add_columns(document, (Mm(80), Mm(85)))
    keep_row_together(table, 0)
    left, right = table.rows[0].cells
    if recipients:
        write(left.paragraphs[0], "Nơi nhận:", size=RECIPIENTS_SIZE, bold=True, italic=True)
        for line in recipients:
            write(left.add_paragraph(), line, size=RECIPIENT_SIZE)
    for index, line in enumerate(title_lines):
        paragraph = right.paragraphs[0] if index == 0 else right.add_paragraph()
        write(paragraph, line, bold=True, align=CENTRE)
    write(right.add_paragraph(), name, bold=True, align=CENTRE, before=ROOM_TO_SIGN)


def add_columns(document: WordDocument, widths: Sequence[Length]) -> Table:
    """Return a table of one row without lines, in the middle of the page."""
    table = document.add_table(rows=1, cols=len(widths))
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    set_widths(table, widths)
    return table


def set_widths(table: Table, widths: Sequence[Length]) -> None:
    """Fix the widths of a table's columns and cells."""
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
        for cell in column.cells:
            cell.width = width


def write(
    paragraph: Paragraph,
    text: str,
    *,
    size: Length | None = None,
    bold: bool = False,
    italic: bool = False,
    align: Any = None,
    before: Length = NO_GAP,
    after: Length = NO_GAP,
) -> Paragraph:
    """Add a run to a paragraph and set the paragraph's place; return the paragraph."""
    run = paragraph.add_run(text)
    run.bold, run.italic, run.font.size = bold or None, italic or None, size
    if align is not None:
        paragraph.alignment = align
    paragraph.paragraph_format.space_before, paragraph.paragraph_format.space_after = before, after
    return paragraph


def write_cell(cell: _Cell, text: str, **options: Any) -> Paragraph:
    """Write into a cell of a table; the options are those of ``write``."""
    return write(cell.paragraphs[0], text, **options)


def add_rule(paragraph: Paragraph, room: Length, length: Length) -> None:
    """Make the paragraph a thin line of this length, in the middle of ``room``."""
    indent = Length(max(0, (room - length) // 2))
    form = paragraph.paragraph_format
    form.left_indent = form.right_indent = indent
    form.space_before, form.space_after, form.line_spacing = Pt(1), Pt(4), Pt(3)
    borders = OxmlElement("w:pBdr")
    top = OxmlElement("w:top")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "0"), ("color", "000000")):
        top.set(qn(f"w:{name}"), value)
    borders.append(top)
    properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001  # python-docx has no borders of paragraphs
    properties.insert_element_before(
        borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def add_field(paragraph: Paragraph, code: str) -> None:
    """Add a field that Word fills in, such as PAGE or NUMPAGES."""
    for kind, text in (("begin", ""), ("", code), ("separate", ""), ("", "1"), ("end", "")):
        run = paragraph.add_run()
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)  # noqa: SLF001  # python-docx has no fields
        elif text == code:
            instruction = OxmlElement("w:instrText")
            instruction.text = code
            run._r.append(instruction)  # noqa: SLF001
        else:
            run.text = text


def keep_row_together(table: Table, index: int) -> None:
    """Let no page end inside this row."""
    _row_property(table, index, "w:cantSplit")


def repeat_row(table: Table, index: int) -> None:
    """Show this row again at the top of every page."""
    _row_property(table, index, "w:tblHeader")


def _row_property(table: Table, index: int, name: str) -> None:
    table.rows[index]._tr.get_or_add_trPr().append(OxmlElement(name))  # noqa: SLF001  # not in python-docx


def _body(paragraph: Paragraph) -> None:
    form = paragraph.paragraph_format
    form.first_line_indent, form.line_spacing = FIRST_LINE, 1.1
