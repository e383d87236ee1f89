"""The sheets for the ceremony: one page an award, in large type, with the text to read out."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from docx.shared import Pt

from core.vietnamese import slugify
from honors.papers.content import AwardContent, CeremonyContent, one_line
from honors.papers.samples import sample_ceremony
from papers import decree30
from papers.kinds import PaperKind, render
from papers.official_words import date_in_words

KEY = "ceremony"
SMALL, READ_SIZE, NAME_SIZE, ORDER_SIZE = Pt(14), Pt(24), Pt(34), Pt(60)
TAGS = {
    "school": _("tên trường"),
    "occasion": _("khen thưởng trong dịp nào"),
    "date": _("ngày trao, có thể trống"),
    "total": _("tổng số lượt trao"),
    "awards": _("danh sách, lặp từng trang: position, recipient, unit, award, citation, invitation"),
}


def ceremony_docx(content: CeremonyContent) -> bytes:
    """Return the sheets as a Word file.

    Raises:
        papers.filling.TemplateError: The office's template cannot be filled in.
    """
    return render(KEY, ceremony_context(content))


def ceremony_name(content: CeremonyContent) -> str:
    """Return the name of the file, in ASCII."""
    return f"{slugify(f'loi doc trao thuong {content.occasion}')[:80].strip('-')}.docx"


def ceremony_context(content: CeremonyContent) -> dict[str, Any]:
    """Return what the template's names stand for."""
    return {
        "school": one_line(content.school.name),
        "occasion": one_line(content.occasion),
        "date": date_in_words(content.ceremony_date) if content.ceremony_date else "",
        "total": len(content.awards),
        "awards": [_page(award) for award in content.awards],
    }


def ceremony_template() -> bytes:
    """Return the built-in template."""
    document = decree30.new_document("Lời đọc khi trao")
    # Every page has its number here: the sheets are handed around one by one.
    document.sections[0].different_first_page_header_footer = False
    decree30.write(document.sections[0].header.paragraphs[0], " / {{ total }}", size=SMALL)
    decree30.write(document.add_paragraph(), "{%p for award in awards %}")
    lines: tuple[tuple[str, dict[str, Any]], ...] = (
        ("{{ school }}", {"size": SMALL}),
        ("{{ occasion }}{% if date %}, {{ date }}{% endif %}", {"size": SMALL, "italic": True}),
        ("{{ award.position }}", {"size": ORDER_SIZE, "bold": True, "before": Pt(40)}),
        ("{{ award.award|upper }}", {"size": READ_SIZE, "bold": True, "before": Pt(10)}),
        ("{{ award.invitation }}", {"size": READ_SIZE, "before": Pt(36)}),
        ("{{ award.recipient }}", {"size": NAME_SIZE, "bold": True, "before": Pt(12)}),
        ("{{ award.unit }}", {"size": READ_SIZE, "before": Pt(4)}),
        ("{{ award.citation }}", {"size": READ_SIZE, "italic": True, "before": Pt(28)}),
    )
    for index, (text, form) in enumerate(lines):
        paragraph = decree30.write(document.add_paragraph(), text, align=decree30.CENTRE, **form)
        paragraph.paragraph_format.page_break_before = index == 0
    decree30.write(document.add_paragraph(), "{%p endfor %}")
    return decree30.document_bytes(document)


def _page(award: AwardContent) -> dict[str, Any]:
    who = "đại diện" if award.is_collective else ""
    return {
        "position": award.position,
        "recipient": one_line(award.recipient),
        "unit": one_line(award.unit),
        "award": award.award,
        "citation": one_line(award.citation),
        "invitation": one_line(f"Kính mời {who} lên nhận {award.award}:"),
    }


CEREMONY = PaperKind(
    KEY, _("Lời đọc khi trao"), ceremony_template, lambda: ceremony_context(sample_ceremony()), TAGS
)
