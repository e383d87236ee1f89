"""The report as PDF: the words of the Word file, and charts beside its tables."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from home.report.annexes import ANNEXES, NUMBER_WIDTH
from home.report.figures import Figures
from papers.pdf import compile_pdf

TEMPLATE = Path(__file__).with_name("report.typ")
MOST_BARS = 12


def report_pdf(content: dict[str, Any], figures: Figures) -> bytes:
    """Return the report as PDF.

    Args:
        content: As ``home.report.content.report_content`` gives it.
        figures: The numbers that the charts show.
    """
    title = f"Kết quả thực hiện Tuần lễ hưởng ứng học tập suốt đời năm {content['year']}"
    whole = {key: value for key, value in content.items() if key not in {annex.key for annex in ANNEXES}}
    return compile_pdf(
        TEMPLATE,
        whole
        | {
            "title": title,
            "closing": (
                f"Trên đây là báo cáo kết quả thực hiện Tuần lễ hưởng ứng học tập suốt đời năm {content['year']} "
                f"của {content['school']}./."
            ),
            "annexed_to": (
                f"(Kèm theo Báo cáo số {content['number_and_symbol']} {content['date']} của {content['school']})"
            ),
            "charts": charts(figures),
            "annexes": [
                {
                    "number": annex.number,
                    "title": annex.title,
                    "headings": [column.heading for column in annex.columns],
                    "widths": [NUMBER_WIDTH, *(column.width for column in annex.columns)],
                    "rows": [[row[name] for name in annex.names] for row in content[annex.key]],
                }
                for annex in ANNEXES
            ],
        },
    )


def charts(figures: Figures) -> list[dict[str, Any]]:
    """Return a chart for each total that is taken apart into at least two numbers."""
    return [
        {
            "title": f"{section.title}: {split.title.lower()}",
            "bars": [{"label": part.label, "value": part.value} for part in split.parts[:MOST_BARS]],
        }
        for section in figures.sections
        for split in section.splits
        if len(split.parts) > 1
    ]
