"""Making the report's papers, and keeping a copy of what was sent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from wagtail.log_actions import log

from home.models import Report, SentReport
from home.models.reports import PARTS
from home.report.content import Dispatch, report_content
from home.report.counting import figures_of
from home.report.figures import Figures
from home.report.paper import report_docx
from home.report.pdf import report_pdf
from home.report.workbook import XLSX_TYPE, report_xlsx
from papers.kinds import DOCX_TYPE
from week.models import WeekEdition

FORMS = {"docx": DOCX_TYPE, "pdf": "application/pdf", "xlsx": XLSX_TYPE}
"""The papers by the ends of their names, and their types."""


class AlreadySentError(Exception):
    """The same copy is recorded already."""


@dataclass(frozen=True)
class Papers:
    """The report in its three forms."""

    docx: bytes
    pdf: bytes
    xlsx: bytes


def file_name(edition: WeekEdition, form: str) -> str:
    """Return the name of a paper, in ASCII."""
    return f"bao-cao-ket-qua-tuan-le-{edition.year}.{form}"


def one_paper(form: str, figures: Figures, dispatch: Dispatch, base_url: str) -> bytes:
    """Return the report in one of ``FORMS``.

    Raises:
        papers.filling.TemplateError: The office's template cannot be filled in.
    """
    if form == "xlsx":
        return report_xlsx(figures, base_url)
    content = report_content(figures, Report.of(figures.edition), dispatch)
    return report_docx(content) if form == "docx" else report_pdf(content, figures)


def record_sent(edition: WeekEdition, dispatch: Dispatch, user: Any, base_url: str) -> SentReport:
    """Keep what was sent: three files and the figures, as they are now.

    Raises:
        papers.filling.TemplateError: The office's template cannot be filled in.
        AlreadySentError: Somebody has recorded the same copy meanwhile.
    """
    figures = figures_of(edition)
    papers = Papers(**{form: one_paper(form, figures, dispatch, base_url) for form in FORMS})
    report = Report.of(edition)
    sent = SentReport(
        edition=edition,
        number=dispatch.number,
        dated=dispatch.dated,  # type: ignore[misc]  # the form asks for it
        recipient=dispatch.recipient,
        figures=figures.as_json() | {"words": {name: getattr(report, name) for name in PARTS}},
        recorded_by=user,
    )
    for form in FORMS:
        setattr(sent, form, ContentFile(getattr(papers, form), file_name(edition, form)))
    try:
        with transaction.atomic():
            sent.save()
            log(instance=sent, action="wagtail.create", user=user, content_changed=True)
    except IntegrityError as error:
        for form in FORMS:
            getattr(sent, form).delete(save=False)
        raise AlreadySentError from error
    return sent
