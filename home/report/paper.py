"""The report as a Word file in the layout of Decree 30/2020/NĐ-CP, from a template that the office may edit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _
from docx.document import Document as WordDocument
from docx.enum.section import WD_SECTION
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Pt
from docx.table import Table

from home.report.annexes import ANNEXES, NUMBER_WIDTH, Annex
from home.report.samples import sample_content
from papers import decree30
from papers.kinds import PaperKind, render

KEY = "report"
TABLE_SIZE = Pt(12)
ROW_GAP = Pt(2)
RESULT_WIDTHS = (Mm(14), Mm(121), Mm(30))
TABLE_COLUMNS = (
    ("Bộ phận", "name", 46),
    ("Nhiệm vụ", "tasks", 17),
    ("Đã xong", "done", 17),
    ("Đang làm", "in_progress", 17),
    ("Chưa làm", "planned", 17),
    ("Chưa có minh chứng", "without_evidence", 19),
    ("Tin bài", "stories", 15),
    ("Hoạt động", "activities", 17),
)
TAGS = {
    "parent_body": _("cơ quan quản lý"),
    "school": _("tên trường"),
    "number_and_symbol": _("số và ký hiệu của báo cáo"),
    "place_and_date": _("địa danh và ngày tháng năm"),
    "date": _("ngày tháng năm của báo cáo"),
    "year": _("năm của Tuần lễ"),
    "theme": _("chủ đề"),
    "dates": _("từ ngày nào đến ngày nào"),
    "bases": _("các căn cứ, lặp từng dòng"),
    "opening": _("câu mở đầu"),
    "tasks_summary": _("một câu về số nhiệm vụ và tình trạng"),
    "departments": _("từng bộ phận, lặp: number, name, summary, và tasks (lặp từng dòng)"),
    "results_summary": _("câu trước bảng số liệu; khi chưa có gì thì nói là chưa có"),
    "results": _("bảng số liệu, lặp từng dòng: number, label, value"),
    "table": _(
        "bảng theo bộ phận, lặp từng dòng: name, tasks, done, in_progress, planned, without_evidence, "
        "stories, activities"
    ),
    "table_total": _("dòng cộng của bảng theo bộ phận, cùng các ô ấy"),
    "highlights": _("kết quả nổi bật, lặp từng dòng"),
    "difficulties": _("khó khăn, hạn chế, lặp từng dòng"),
    "proposals": _("kiến nghị, lặp từng dòng"),
    "stories": _("tin bài, lặp từng dòng: number, title, category, department, date"),
    "activities": _("hoạt động, lặp từng dòng: number, title, department, time, place, headcount"),
    "resources": _("học liệu, lặp từng dòng: number, title, type, source, date"),
    "awards": _("khen thưởng, lặp từng dòng: number, recipient, role, form, decision"),
    "shares": _("lượt chia sẻ, lặp từng dòng: number, title, network, date, link"),
    "recipients": _("nơi nhận, lặp từng dòng"),
    "signer_titles": _("chức vụ người ký, lặp từng dòng"),
    "signer_name": _("họ tên người ký"),
}


def report_docx(content: dict[str, Any]) -> bytes:
    """Return the report as a Word file.

    Args:
        content: As ``home.report.content.report_content`` gives it.

    Raises:
        papers.filling.TemplateError: The office's template cannot be filled in.
    """
    return render(KEY, content)


def report_template() -> bytes:
    """Return the built-in template."""
    document = decree30.new_document("Báo cáo kết quả Tuần lễ")
    decree30.add_head_to_fill_in(document)
    decree30.add_title(
        document, "BÁO CÁO", "Kết quả thực hiện Tuần lễ hưởng ứng học tập suốt đời năm {{ year }}"
    )
    decree30.add_bases(document, ["{%p for base in bases %}", "{{ base }}", "{%p endfor %}"])
    decree30.add_body(document, "{{ opening }}")
    _heading(document, "I. KẾT QUẢ THỰC HIỆN CỦA CÁC BỘ PHẬN")
    _body_lines(document, "{{ tasks_summary }}", "{%p for department in departments %}")
    _heading(document, "{{ department.number }}. {{ department.name }}")
    _body_lines(
        document,
        "{{ department.summary }}",
        "{%p for task in department.tasks %}",
        "{{ task }}",
        "{%p endfor %}",
        "{%p endfor %}",
    )
    _heading(document, "II. KẾT QUẢ BẰNG SỐ LIỆU")
    _body_lines(document, "{{ results_summary }}")
    _results_table(document)
    _body_lines(document, "Kết quả theo bộ phận:", before=Pt(8))
    _department_table(document)
    _heading(document, "III. ĐÁNH GIÁ", before=decree30.HEADING_GAP)
    for number, (title, name) in enumerate(
        (
            ("Kết quả nổi bật", "highlights"),
            ("Khó khăn, hạn chế", "difficulties"),
            ("Kiến nghị", "proposals"),
        ),
        start=1,
    ):
        _heading(document, f"{number}. {title}")
        _body_lines(document, f"{{%p for line in {name} %}}", "{{ line }}", "{%p endfor %}")
    decree30.add_body(
        document,
        "Trên đây là báo cáo kết quả thực hiện Tuần lễ hưởng ứng học tập suốt đời năm {{ year }} của "
        "{{ school }}./.",
    )
    # A signature never stands on a page by itself.
    document.paragraphs[-1].paragraph_format.keep_with_next = True
    decree30.add_signature(
        document,
        title_lines=["{%p for line in signer_titles %}", "{{ line }}", "{%p endfor %}"],
        name="{{ signer_name }}",
        recipients=["{%p for line in recipients %}", "{{ line }}", "{%p endfor %}"],
    )
    for annex in ANNEXES:
        _add_annex(document, annex)
    return decree30.document_bytes(document)


def _heading(document: WordDocument, text: str, *, before: Length = decree30.BODY_GAP) -> None:
    """Write a heading of a part, which stays with what follows it."""
    paragraph = decree30.write(
        document.add_paragraph(), text, bold=True, before=before, after=decree30.BODY_GAP
    )
    paragraph.paragraph_format.first_line_indent = decree30.FIRST_LINE
    paragraph.paragraph_format.keep_with_next = True


def _body_lines(document: WordDocument, *lines: str, before: Length = decree30.NO_GAP) -> None:
    for line in lines:
        decree30.add_body(document, line)
    document.paragraphs[-len(lines)].paragraph_format.space_before = before


def _results_table(document: WordDocument) -> None:
    headings = (("STT", "{{ row.number }}"), ("Nội dung", "{{ row.label }}"), ("Số lượng", "{{ row.value }}"))
    table = _looped_table(document, "results", headings, RESULT_WIDTHS, centred={0, 2})
    decree30.repeat_row(table, 0)


def _department_table(document: WordDocument) -> None:
    headings = [(heading, f"{{{{ row.{name} }}}}") for heading, name, _width in TABLE_COLUMNS]
    widths = [Mm(width) for _heading, _name, width in TABLE_COLUMNS]
    table = _looped_table(document, "table", headings, widths, centred=set(range(1, len(headings))))
    total = table.add_row().cells
    for index, (_heading_text, name, _width) in enumerate(TABLE_COLUMNS):
        decree30.write_cell(
            total[index],
            f"{{{{ table_total.{name} }}}}",
            bold=True,
            size=TABLE_SIZE,
            align=decree30.CENTRE if index else None,
            before=ROW_GAP,
            after=ROW_GAP,
        )
    decree30.set_widths(table, widths)


def _looped_table(
    document: WordDocument,
    name: str,
    columns: Sequence[tuple[str, str]],
    widths: Sequence[Length],
    *,
    centred: set[int],
) -> Table:
    """Add a table with a row for each of a list.

    Args:
        document: The paper.
        name: Of the list.
        columns: (heading, tag) of each column.
        widths: Of the columns.
        centred: Indices of the columns in the middle.
    """
    table = document.add_table(rows=4, cols=len(columns))
    table.style = "Table Grid"
    for index, (heading, tag) in enumerate(columns):
        decree30.write_cell(
            table.rows[0].cells[index],
            heading,
            bold=True,
            size=TABLE_SIZE,
            align=decree30.CENTRE,
            before=ROW_GAP,
            after=ROW_GAP,
        )
        decree30.write_cell(
            table.rows[2].cells[index],
            tag,
            size=TABLE_SIZE,
            align=decree30.CENTRE if index in centred else None,
            before=ROW_GAP,
            after=ROW_GAP,
        )
    decree30.set_widths(table, widths)
    for row, tag in ((1, f"{{%tr for row in {name} %}}"), (3, "{%tr endfor %}")):
        cells = table.rows[row].cells
        decree30.write_cell(cells[0].merge(cells[-1]), tag, size=TABLE_SIZE)
    decree30.repeat_row(table, 0)
    decree30.keep_row_together(table, 2)
    return table


def _add_annex(document: WordDocument, annex: Annex) -> None:
    """Write an annex on pages of its own, numbered from 1 (Decree 30/2020/NĐ-CP, Appendix I, part II)."""
    section = document.add_section(WD_SECTION.NEW_PAGE)
    section.different_first_page_header_footer = True
    properties = section._sectPr  # noqa: SLF001  # python-docx numbers no pages
    if properties.find(qn("w:pgNumType")) is None:  # a new section is a copy of the one before it
        numbering = OxmlElement("w:pgNumType")
        numbering.set(qn("w:start"), "1")
        properties.insert_element_before(
            numbering,
            "w:cols",
            "w:formProt",
            "w:vAlign",
            "w:noEndnote",
            "w:titlePg",
            "w:textDirection",
            "w:docGrid",
        )
    for text, bold, italic in (
        (f"Phụ lục {annex.number}", True, False),
        (annex.title.upper(), True, False),
        ("(Kèm theo Báo cáo số {{ number_and_symbol }} {{ date }} của {{ school }})", False, True),
    ):
        decree30.write(document.add_paragraph(), text, bold=bold, italic=italic, align=decree30.CENTRE)
    document.paragraphs[-1].paragraph_format.space_after = Pt(10)
    decree30.write(document.add_paragraph(), f"{{%p if {annex.key} %}}")
    columns = [
        ("STT", "{{ row.number }}"),
        *((column.heading, f"{{{{ row.{column.name} }}}}") for column in annex.columns),
    ]
    widths = [Mm(NUMBER_WIDTH), *(Mm(column.width) for column in annex.columns)]
    _looped_table(document, annex.key, columns, widths, centred={0})
    for line in ("{%p else %}", "Không có.", "{%p endif %}"):
        decree30.write(document.add_paragraph(), line, align=decree30.CENTRE)


REPORT = PaperKind(KEY, _("Báo cáo kết quả Tuần lễ"), report_template, sample_content, TAGS)
