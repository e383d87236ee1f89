"""The layout of an official paper, measured in the Word file."""

import io

import pytest
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from papers import decree30


@pytest.fixture(scope="module")
def paper():
    document = decree30.new_document("Tờ trình")
    decree30.add_head(
        document,
        parent_body="ỦY BAN NHÂN DÂN XÃ",
        issuer="TRƯỜNG TIỂU HỌC ẤP ĐÌNH",
        symbol_line="Số: 05/QĐ-THAĐ",
        place_and_date="Hóc Môn, ngày 05 tháng 02 năm 2026",
    )
    decree30.add_title(document, "QUYẾT ĐỊNH", "Về việc khen thưởng")
    decree30.add_bases(document, ["Căn cứ Luật;"])
    decree30.add_body(document, "Khen thưởng.", bold_start="Điều 1.")
    decree30.add_signature(
        document,
        title_lines=["HIỆU TRƯỞNG"],
        name="Nguyễn Hồng Hoà",
        recipients=["- Như Điều 3;", "- Lưu: VT."],
    )
    return Document(io.BytesIO(decree30.document_bytes(document)))


def runs_of(paper):
    cells = [cell for table in paper.tables for row in table.rows for cell in row.cells]
    paragraphs = [*paper.paragraphs, *(paragraph for cell in cells for paragraph in cell.paragraphs)]
    return {run.text.strip(): (run, paragraph) for paragraph in paragraphs for run in paragraph.runs}


def test_the_page(paper):
    section = paper.sections[0]
    assert [round(length.mm) for length in (section.page_width, section.page_height)] == [210, 297]
    assert 20 <= round(section.top_margin.mm) <= 25
    assert 20 <= round(section.bottom_margin.mm) <= 25
    assert 30 <= round(section.left_margin.mm) <= 35
    assert 15 <= round(section.right_margin.mm) <= 20
    text_width = section.page_width - section.left_margin - section.right_margin
    assert abs(text_width - decree30.TEXT_WIDTH) < Mm(0.1)


def test_the_typeface(paper):
    normal = paper.styles["Normal"]
    fonts = normal.element.rPr.rFonts
    assert {fonts.get(qn(f"w:{script}")) for script in ("ascii", "hAnsi", "cs", "eastAsia")} == {
        "Times New Roman"
    }
    assert normal.font.size == Pt(14)


def test_pages_are_numbered_at_the_top_but_for_the_first(paper):
    section = paper.sections[0]
    assert section.different_first_page_header_footer
    header = section.header.paragraphs[0]
    assert header.alignment == WD_ALIGN_PARAGRAPH.CENTER
    assert "PAGE" in header._p.xml
    assert section.first_page_header.paragraphs[0].text == ""


@pytest.mark.parametrize(
    ("text", "bold", "italic", "sizes"),
    [
        ("ỦY BAN NHÂN DÂN XÃ", False, False, (12, 13)),
        ("TRƯỜNG TIỂU HỌC ẤP ĐÌNH", True, False, (12, 13)),
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", True, False, (12, 13)),
        ("Độc lập - Tự do - Hạnh phúc", True, False, (13, 14)),
        ("Số: 05/QĐ-THAĐ", False, False, (13, 13)),
        ("Hóc Môn, ngày 05 tháng 02 năm 2026", False, True, (13, 14)),
        ("QUYẾT ĐỊNH", True, False, (13, 14)),
        ("Về việc khen thưởng", True, False, (13, 14)),
        ("Căn cứ Luật;", False, True, (13, 14)),
        ("Khen thưởng.", False, False, (13, 14)),
        ("HIỆU TRƯỞNG", True, False, (13, 14)),
        ("Nguyễn Hồng Hoà", True, False, (13, 14)),
        ("Nơi nhận:", True, True, (12, 12)),
        ("- Lưu: VT.", False, False, (11, 11)),
    ],
)
def test_each_part_has_its_letters(paper, text, bold, italic, sizes):
    run, _paragraph = runs_of(paper)[text]
    size = (run.font.size or paper.styles["Normal"].font.size).pt
    assert (bool(run.bold), bool(run.italic)) == (bold, italic)
    assert sizes[0] <= size <= sizes[1]


def test_the_body_is_justified_and_indented(paper):
    _run, paragraph = runs_of(paper)["Khen thưởng."]
    form = paragraph.paragraph_format
    assert paragraph.alignment == WD_ALIGN_PARAGRAPH.JUSTIFY
    assert round(form.first_line_indent.cm, 2) == 1.27
    assert form.space_after >= Pt(6)
    assert 1 <= form.line_spacing <= 1.5
    assert paragraph.text == "Điều 1. Khen thưởng."
    assert paragraph.runs[0].bold


def test_columns_have_widths_for_word_and_for_libreoffice(paper):
    for table in paper.tables:
        columns = [column.width for column in table.columns]
        assert columns == [cell.width for cell in table.rows[0].cells]
        assert abs(sum(columns) - decree30.TEXT_WIDTH) < Mm(0.1)


def test_rules_stand_below_issuer_motto_and_summary(paper):
    assert paper.element.xml.count("<w:pBdr>") == 3


def test_without_a_parent_body_the_issuer_stands_first():
    document = decree30.new_document("Thư")
    decree30.add_head(document, parent_body="", issuer="TRƯỜNG", symbol_line="", place_and_date="ngày")
    assert document.tables[0].rows[0].cells[0].paragraphs[0].text == "TRƯỜNG"
