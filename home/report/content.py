"""What the report says, as plain data: its Word file and its PDF are made of the same words."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from wagtail.models import Site

from home.models import Report
from home.report.annexes import ANNEXES
from home.report.figures import DepartmentWork, Figures
from honors.models import HonorsSettings
from honors.papers.content import one_line
from honors.round_papers import basis_line, school_of
from papers.official_words import DOTS, date_in_words, end_bases, pad, place_and_date, signer_lines
from papers.typefaces import SERIF_FACES
from week.models import WeekEdition

ARCHIVE_LINE = "- Lưu: VT."
NOTHING = "Không có."
NO_EVIDENCE = "Đến ngày lập báo cáo, trang thông tin của trường chưa ghi nhận kết quả nào của Tuần lễ."
NO_TASKS = "Trang thông tin của trường chưa ghi nhiệm vụ nào của kế hoạch."


@dataclass(frozen=True)
class Dispatch:
    """What the office adds when the report goes out; a draft has dots in its place.

    Attributes:
        number: Number and symbol, such as 45/BC-THAĐ.
        dated: Its date.
        recipient: Who receives it; the Week's own recipient when empty.
    """

    number: str = ""
    dated: dt.date | None = None
    recipient: str = ""


def report_symbol() -> str:
    """Return what stands after the number of a report: that of decisions, with BC in place of QĐ."""
    symbol = HonorsSettings.for_site(Site.objects.get(is_default_site=True)).decision_symbol.strip()
    return re.sub(r"^QĐ", "BC", symbol) if symbol.startswith("QĐ") else "BC"


def recipient_of(edition: WeekEdition) -> str:
    """Return who receives the report of a Week, as far as the school has said."""
    return edition.report_recipient or school_of().report_recipient


def report_content(figures: Figures, report: Report, dispatch: Dispatch) -> dict[str, Any]:
    """Return what the names of the template stand for; every text can be printed."""
    edition, school = figures.edition, school_of()
    dates = f"từ {date_in_words(edition.start_date)} đến {date_in_words(edition.end_date)}"
    recipient = dispatch.recipient or recipient_of(edition)
    content = {
        "parent_body": school.parent_body,
        "school": school.name,
        "number_and_symbol": dispatch.number or f"{DOTS}/{report_symbol()}",
        "place_and_date": place_and_date(school.place, dispatch.dated),
        "date": date_in_words(dispatch.dated),
        "year": edition.year,
        "theme": edition.theme,
        "dates": dates,
        "bases": end_bases(
            basis_line(basis) for basis in edition.legal_bases.order_by("issued_on", "number")
        ),
        "opening": (
            f"{school.name} báo cáo kết quả thực hiện Tuần lễ hưởng ứng học tập suốt đời năm {edition.year} "
            f"với chủ đề “{edition.theme}”, {dates}, như sau:"
        ),
        "tasks_summary": _tasks_summary(figures),
        "departments": list(_departments(figures)),
        "results_summary": _results_summary(figures),
        "results": list(_results(figures)),
        "table": [
            _table_row(work.name, [figure.value for figure in work.figures()]) for work in figures.departments
        ],
        "table_total": _table_total(figures),
        "highlights": _lines(report.highlights),
        "difficulties": _lines(report.difficulties),
        "proposals": _lines(report.proposals),
        "recipients": [*([f"- {recipient.rstrip('.;, ')} (để báo cáo);"] if recipient else []), ARCHIVE_LINE],
        "signer_titles": signer_lines(school.signer_title),
        "signer_name": school.signer_name,
    }
    for annex in ANNEXES:
        items = figures.section(annex.key).total.items
        content[annex.key] = [
            {"number": number, **dict(zip(annex.names, item.cells, strict=True))}
            for number, item in enumerate(items, start=1)
        ]
    return _printable(content)


def _tasks_summary(figures: Figures) -> str:
    section = figures.section("tasks")
    if not section.total.value:
        return NO_TASKS
    states = ", ".join(
        f"{part.label.lower()} {pad(part.value)}" for split in section.splits for part in split.parts
    )
    without = section.more[0].value
    rest = (
        f"Còn {pad(without)} nhiệm vụ chưa có minh chứng trên trang thông tin của trường."
        if without
        else "Nhiệm vụ nào cũng có minh chứng trên trang thông tin của trường."
    )
    return f"Kế hoạch có {pad(section.total.value)} nhiệm vụ: {states}. {rest}"


def _departments(figures: Figures) -> Iterator[dict[str, Any]]:
    """Return what each department was to do, and how far it has come."""
    with_tasks = [work for work in figures.departments if work.tasks.items]
    for number, work in enumerate(with_tasks, start=1):
        yield {
            "number": number,
            "name": work.name,
            "summary": _department_summary(work),
            "tasks": [_task_line(item.cells) for item in work.tasks.items],
        }


def _department_summary(work: DepartmentWork) -> str:
    states = [
        f"{figure.label.lower()} {pad(figure.value)}"
        for figure in (work.done, work.in_progress, work.planned)
        if figure.value
    ]
    did = [
        f"{pad(figure.value)} {figure.label.lower()}"
        for figure in (work.stories, work.activities)
        if figure.value
    ]
    published = f" Đã có {' và '.join(did)} trên trang thông tin của trường." if did else ""
    return f"Được giao {pad(work.tasks.value)} nhiệm vụ: {', '.join(states)}.{published}"


def _task_line(cells: tuple[str, ...]) -> str:
    _section, title, _unit, _due, status, evidence = cells
    shown = f"{pad(int(evidence))} minh chứng" if int(evidence) else "chưa có minh chứng"
    return f"- {title.rstrip('.;, ')}: {status.lower()}, {shown}."


def _results_summary(figures: Figures) -> str:
    if not figures.has_evidence:
        return NO_EVIDENCE
    return "Số liệu ghi nhận trên trang thông tin của trường:"


def _results(figures: Figures) -> Iterator[dict[str, Any]]:
    """Return the rows of the table of results: numbered totals, and below each what it is made of."""
    number = 0
    for section in figures.sections[1:]:
        for figure in (section.total, *section.more):
            number += 1
            yield {"number": str(number), "label": figure.label, "value": figure.value}
            if figure is section.total:
                for split in section.splits:
                    for part in split.parts:
                        yield {"number": "", "label": f"– {part.label}", "value": part.value}


def _table_row(name: str, values: list[int]) -> dict[str, Any]:
    return dict(zip(TABLE_NAMES, [name, *values], strict=True))


def _table_total(figures: Figures) -> dict[str, Any]:
    columns = zip(*([figure.value for figure in work.figures()] for work in figures.departments), strict=True)
    sums = [sum(column) for column in columns] or [0] * (len(TABLE_NAMES) - 1)
    return _table_row("Cộng", sums)


TABLE_NAMES = ("name", "tasks", "done", "in_progress", "planned", "without_evidence", "stories", "activities")
"""The columns of the table by department, as ``DepartmentWork.figures`` gives them."""


def _lines(text: str) -> list[str]:
    """Return each point on a line of its own; dots where nothing is written yet."""
    lines = [line.strip().lstrip("-–•+ ").strip() for line in text.splitlines()]
    return [f"- {line}" for line in lines if line] or [DOTS]


def _printable(value: Any) -> Any:
    """Return the value with texts on one line, without signs that the paper's typeface lacks (such as emoji)."""
    if isinstance(value, str):
        composed = one_line(value)
        return one_line("".join(sign for sign in composed if all(face.has(sign) for face in SERIF_FACES)))
    if isinstance(value, dict):
        return {key: _printable(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_printable(inner) for inner in value]
    return value
