"""The paragraphs of a plan's Word file."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from docx import Document
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph

from papers.forms import check_word_file
from week.plan_reading.outline import Line


def lines_of(content: bytes) -> list[Line]:
    """Return the paragraphs of a .docx with words in them, those in tables too, in reading order.

    Raises:
        ValidationError: It is no Word file, locked, broken, or would unpack to too much.
    """
    check_word_file(content)
    document = Document(io.BytesIO(content))
    return [line for block in document.iter_inner_content() for line in _lines(block)]


def _lines(block: Paragraph | Table) -> Iterator[Line]:
    if isinstance(block, Paragraph):
        runs = [run for run in block.runs if run.text.strip()]
        is_bold = bool(runs) and all(run.bold for run in runs)
        for text in block.text.splitlines():
            if text.strip():
                yield Line(text, is_bold, _is_numbered(block))
        return
    for row in block.rows:
        for cell in dict.fromkeys(row.cells):
            for inner in cell.iter_inner_content():
                yield from _lines(inner)


def _is_numbered(paragraph: Paragraph) -> bool:
    """Return whether Word puts a number before the paragraph, by itself or by its style; a bullet is none."""
    style: Any = paragraph.style
    holders = [paragraph.paragraph_format.element.pPr]
    while style is not None:
        holders.append(style.element.pPr)
        style = style.base_style
    for holder in holders:
        numbering: Any = None if holder is None else holder.find(qn("w:numPr"))
        found = None if numbering is None else numbering.find(qn("w:numId"))
        if found is not None:
            level = numbering.find(qn("w:ilvl"))
            depth = "0" if level is None else level.get(qn("w:val"))
            return _format_of(paragraph, found.get(qn("w:val")), depth) not in {None, "bullet", "none"}
    return False


def _format_of(paragraph: Paragraph, number: str, level: str) -> str | None:
    """Return the format of a numbering's level, such as ``decimal``; None when the file defines none."""
    try:
        definitions = paragraph.part.numbering_part.element  # type: ignore[attr-defined]  # of every main part
    except (KeyError, NotImplementedError):
        return None
    for one in definitions.findall(qn("w:num")):
        if one.get(qn("w:numId")) == number:
            abstract = one.find(qn("w:abstractNumId")).get(qn("w:val"))
            break
    else:
        return None
    for one in definitions.findall(qn("w:abstractNum")):
        if one.get(qn("w:abstractNumId")) == abstract:
            for at in one.findall(qn("w:lvl")):
                if at.get(qn("w:ilvl")) == level:
                    return str(at.find(qn("w:numFmt")).get(qn("w:val")))
    return None
