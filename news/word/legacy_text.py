"""Finds and converts text of before Unicode in a document, run by run: its fonts say it best, then its letters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from mammoth import documents

from core.legacy_encodings import (
    LegacyEncoding,
    converted,
    detected,
    detected_line,
    draws_capitals,
    encoding_of_font,
)

MOST_SAMPLES = 3
SAMPLE_LENGTH = 120


class LegacyText:
    """Converts a document that mammoth has read.

    Attributes:
        encoding: What most of the document was typed in; None when all is Unicode.
        samples: A few lines before and after.
    """

    def __init__(self, style_fonts: Mapping[str, str]) -> None:
        self._style_fonts = style_fonts
        self._counts: Counter[LegacyEncoding] = Counter()
        self._by_letters: LegacyEncoding | None = None
        self.samples: list[tuple[str, str]] = []

    @property
    def encoding(self) -> LegacyEncoding | None:
        """What most of the converted text was typed in."""
        return self._counts.most_common(1)[0][0] if self._counts else None

    def convert(self, document: Any) -> Any:
        """Return the document with its old text in Unicode; for mammoth's ``transform_document``."""
        # A line of Unicode must not hide that the others are old: each is asked by itself.
        lines = [_words(child) for child in _paragraphs(document)]
        found = Counter(encoding for line in lines if (encoding := detected(line)))
        self._by_letters = found.most_common(1)[0][0] if found else detected(" ".join(lines))
        notes = documents.notes(
            [
                note.copy(body=[self._walk(child, "", None) for child in note.body])
                for note in document.notes._notes.values()  # noqa: SLF001  # mammoth gives no other way to all of them
            ]
        )
        return self._walk(document, "", None).copy(notes=notes)

    def _walk(self, element: Any, style: str, by_letters: LegacyEncoding | None) -> Any:
        if isinstance(element, documents.Paragraph):
            return self._paragraph(element)
        if isinstance(element, documents.Run):
            return self._run(element, style, by_letters)
        if isinstance(element, documents.HasChildren):
            return element.copy(children=[self._walk(child, style, by_letters) for child in element.children])
        return element

    def _paragraph(self, paragraph: Any) -> Any:
        before = _words(paragraph)
        by_letters = detected_line(before, self._by_letters) if self._by_letters else None
        done = paragraph.copy(
            children=[self._walk(child, paragraph.style_id or "", by_letters) for child in paragraph.children]
        )
        after = _words(done)
        if after != before and len(self.samples) < MOST_SAMPLES:
            self.samples.append((before[:SAMPLE_LENGTH], after[:SAMPLE_LENGTH]))
        return done

    def _run(self, run: Any, style: str, by_letters: LegacyEncoding | None) -> Any:
        font = run.font or self._font(run.style_id) or self._font(style) or self._font("")
        encoding = encoding_of_font(font) or by_letters
        if encoding is None:
            return run
        children = []
        for child in run.children:
            if isinstance(child, documents.Text):
                text = converted(child.value, encoding, capitals=draws_capitals(font))
                self._counts[encoding] += text != child.value
                children.append(documents.text(text))
            else:
                children.append(child)
        return run.copy(children=children)

    def _font(self, style: str | None) -> str:
        return self._style_fonts.get(style, "") if style is not None else ""


def _paragraphs(element: Any) -> list[Any]:
    if isinstance(element, documents.Paragraph):
        return [element]
    return [found for child in getattr(element, "children", []) for found in _paragraphs(child)]


def _words(element: Any) -> str:
    if isinstance(element, documents.Text):
        return str(element.value)
    return "".join(_words(child) for child in getattr(element, "children", []))
