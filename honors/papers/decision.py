"""The decision (Quyết định) on a round and its attached list, as one Word file."""

from collections import Counter
from typing import Any

from django.utils.translation import gettext_lazy as _
from docx.shared import Mm, Pt

from core.vietnamese import slugify
from honors.papers.content import AWARD_WORDS, AwardContent, DecisionContent, one_line
from honors.papers.samples import sample_decision
from papers import decree30
from papers.kinds import PaperKind, render
from papers.official_words import (
    date_in_words,
    end_bases,
    number_and_symbol,
    office_head,
    pad,
    place_and_date,
    signer_lines,
)

KEY = "decision"
ARCHIVE_LINE = "- Lưu: VT."
LIST_SIZE = Pt(12)
LIST_COLUMNS = (
    ("STT", Mm(12), "{{ award.position }}"),
    ("Họ và tên", Mm(44), "{{ award.recipient }}"),
    ("Lớp/đơn vị", Mm(31), "{{ award.unit }}"),
    ("Hình thức", Mm(27), "{{ award.award }}"),
    ("Thành tích", Mm(51), "{{ award.citation }}"),
)
TAGS = {
    "parent_body": _("cơ quan quản lý"),
    "school": _("tên trường"),
    "office": _("chức vụ đứng đầu, ví dụ Hiệu trưởng"),
    "number_and_symbol": _("số và ký hiệu của quyết định"),
    "date": _("ngày tháng năm của quyết định"),
    "place_and_date": _("địa danh và ngày tháng năm"),
    "occasion": _("khen thưởng trong dịp nào"),
    "bases": _("các căn cứ, lặp từng dòng"),
    "total": _("tổng số tập thể và cá nhân"),
    "counts": _("bao nhiêu tập thể, bao nhiêu cá nhân"),
    "award_counts": _("số lượng từng hình thức"),
    "awards": _("danh sách, lặp từng dòng: position, recipient, unit, award, citation"),
    "signer_titles": _("chức vụ người ký, lặp từng dòng"),
    "signer_name": _("họ tên người ký"),
    "recipients": _("nơi nhận, lặp từng dòng"),
}


def decision_docx(content: DecisionContent) -> bytes:
    """Return the decision as a Word file.

    Raises:
        papers.filling.TemplateError: The office's template cannot be filled in.
    """
    return render(KEY, decision_context(content))


def decision_name(content: DecisionContent) -> str:
    """Return the name of the file, in ASCII."""
    number = "du-thao" if content.decision_number is None else pad(content.decision_number)
    return f"{slugify(f'quyet-dinh {number} {content.decision_symbol}')}.docx"


def decision_context(content: DecisionContent) -> dict[str, Any]:
    """Return what the template's names stand for."""
    bases = [*content.bases, *([f"Theo đề nghị của {content.proposer}"] if content.proposer else [])]
    return {
        "parent_body": one_line(content.school.parent_body),
        "school": one_line(content.school.name),
        "office": office_head(content.signer_title),
        "number_and_symbol": number_and_symbol(content.decision_number, content.decision_symbol),
        "date": date_in_words(content.decision_date),
        "place_and_date": place_and_date(content.school.place, content.decision_date),
        "occasion": one_line(content.occasion),
        "bases": end_bases(one_line(base) for base in bases),
        "total": len(content.awards),
        "counts": _counts(content),
        "award_counts": _award_counts(content),
        "awards": [_row(award) for award in content.awards],
        "signer_titles": signer_lines(content.signer_title),
        "signer_name": one_line(content.signer_name),
        "recipients": [*(_dashed(line) for line in content.recipients if line.strip()), ARCHIVE_LINE],
    }


def decision_template() -> bytes:
    """Return the built-in template."""
    document = decree30.new_document("Quyết định khen thưởng")
    decree30.add_head_to_fill_in(document)
    decree30.add_title(
        document, "QUYẾT ĐỊNH", "Về việc khen thưởng tập thể, cá nhân có thành tích trong {{ occasion }}"
    )
    decree30.add_centred(document, "{{ office|upper }} {{ school|upper }}", before=Pt(4))
    decree30.add_bases(document, ["{%p for base in bases %}", "{{ base }}", "{%p endfor %}"])
    decree30.add_centred(document, "QUYẾT ĐỊNH:")
    decree30.add_body(
        document,
        "Khen thưởng {{ counts }} có thành tích trong {{ occasion }}, gồm {{ award_counts }}"
        " (có danh sách kèm theo).",
        bold_start="Điều 1.",
    )
    decree30.add_body(document, "Quyết định này có hiệu lực kể từ ngày ký.", bold_start="Điều 2.")
    decree30.add_body(
        document,
        "Các bộ phận có liên quan của nhà trường và các tập thể, cá nhân có tên tại Điều 1"
        " chịu trách nhiệm thi hành Quyết định này./.",
        bold_start="Điều 3.",
    )
    decree30.add_signature(
        document,
        title_lines=["{%p for line in signer_titles %}", "{{ line }}", "{%p endfor %}"],
        name="{{ signer_name }}",
        recipients=["{%p for line in recipients %}", "{{ line }}", "{%p endfor %}"],
    )
    _add_list(document)
    return decree30.document_bytes(document)


def _add_list(document: Any) -> None:
    """Write the attached list on a page of its own."""
    title = decree30.write(document.add_paragraph(), "DANH SÁCH", bold=True, align=decree30.CENTRE)
    title.paragraph_format.page_break_before = True
    decree30.write(
        document.add_paragraph(),
        "Tập thể, cá nhân được khen thưởng trong {{ occasion }}",
        bold=True,
        align=decree30.CENTRE,
    )
    decree30.write(
        document.add_paragraph(),
        "(Kèm theo Quyết định số {{ number_and_symbol }} {{ date }} của {{ office }} {{ school }})",
        italic=True,
        align=decree30.CENTRE,
        after=Pt(10),
    )
    table = document.add_table(rows=4, cols=len(LIST_COLUMNS))
    table.style = "Table Grid"
    for index, (heading, _width, tag) in enumerate(LIST_COLUMNS):
        centred = decree30.CENTRE if index == 0 else None
        decree30.write_cell(
            table.rows[0].cells[index], heading, bold=True, size=LIST_SIZE, align=decree30.CENTRE
        )
        decree30.write_cell(
            table.rows[2].cells[index], tag, size=LIST_SIZE, align=centred, before=Pt(2), after=Pt(2)
        )
    decree30.set_widths(table, [width for _heading, width, _tag in LIST_COLUMNS])
    for row, tag in ((1, "{%tr for award in awards %}"), (3, "{%tr endfor %}")):
        cells = table.rows[row].cells
        decree30.write_cell(cells[0].merge(cells[-1]), tag, size=LIST_SIZE)
    decree30.repeat_row(table, 0)
    decree30.keep_row_together(table, 2)
    decree30.write(
        document.add_paragraph(),
        "Danh sách này có {{ total }} tập thể, cá nhân./.",
        italic=True,
        size=LIST_SIZE,
        before=Pt(8),
    )


def _row(award: AwardContent) -> dict[str, Any]:
    return {
        "position": award.position,
        "recipient": one_line(award.recipient),
        "unit": one_line(award.unit),
        "award": award.award,
        "citation": one_line(award.citation),
    }


def _counts(content: DecisionContent) -> str:
    groups = sum(award.is_collective for award in content.awards)
    people = len(content.awards) - groups
    parts = [f"{pad(count)} {word}" for count, word in ((groups, "tập thể"), (people, "cá nhân")) if count]
    return " và ".join(parts) or "các tập thể, cá nhân"


def _award_counts(content: DecisionContent) -> str:
    found = Counter(award.award_kind for award in content.awards)
    return ", ".join(f"{pad(found[key])} {words.name}" for key, words in AWARD_WORDS.items() if found[key])


def _dashed(line: str) -> str:
    """Return a line of "Nơi nhận": "- …;"."""
    return f"- {one_line(line).lstrip('-–• ').rstrip('.; ')};"


DECISION = PaperKind(
    KEY, _("Quyết định khen thưởng"), decision_template, lambda: decision_context(sample_decision()), TAGS
)
