"""The outline of a plan: which paragraphs are headings, and at which level.

A plan is numbered "II." and "1." by hand, or by Word itself: then the number is in no text, and a heading is told by
its form, a short line that ends without a full stop.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from core.vietnamese import fold_words, nfc

_ROMAN = re.compile(r"(?P<number>[IVX]{1,5})\s*[.)/:-]\s*(?P<title>\S.*)")
_ARABIC = re.compile(
    r"(?P<number>\d{1,2}(?:\.\d{1,2})*)\s*[.)/]?\s+(?P<title>\S.*)|(?P<n>\d{1,2})[.)/](?P<t>\D.*)"
)
_BULLET = re.compile(r"^[-–—•+*·▪‣]\s*")
_END = re.compile(r"(?:noi nhan|hieu truong|pho hieu truong|kt hieu truong|tm ban giam hieu)\b")
_CLOSING = ("tren day la", "de nghi cac bo phan", "can cu ")
LONGEST_HEADING = 90
NUMERALS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
_NO_DUTIES = ("muc dich", "can cu", "yeu cau", "dac diem tinh hinh", "thuan loi", "kho khan")
"""Parts of a plan that say why, not who does what."""


@dataclass(frozen=True)
class Line:
    """A paragraph of the file.

    Attributes:
        text: Its words, without those of a bullet.
        is_bold: Whether all of it is bold.
        is_numbered: Whether Word numbers it.
    """

    text: str
    is_bold: bool = False
    is_numbered: bool = False


@dataclass
class Part:
    """A numbered heading with the paragraphs below it, up to the next heading.

    Attributes:
        number: Such as ``III.2``; ``III`` for what stands right below a heading of the first level.
        title: The heading's words.
        above: The words of the heading above it; empty at the first level.
    """

    number: str
    title: str
    above: str = ""
    paragraphs: list[str] = field(default_factory=list)

    @property
    def holds_duties(self) -> bool:
        """Whether this part says who does what."""
        words = fold_words(f"{self.above} {self.title}" if self.above else self.title)
        return not any(start in words for start in _NO_DUTIES)


def parts_of(lines: Iterable[Line]) -> list[Part]:
    """Return the numbered parts in their order; none when no line is a numbered heading of the first level."""
    parts: list[Part] = []
    top: Part | None = None
    for line in _body(lines):
        found = _heading(line, top, parts)
        if found is not None:
            parts.append(found)
            top = top if found.above else found
        elif parts:
            parts[-1].paragraphs.append(line.text)
    return parts


def _body(lines: Iterable[Line]) -> list[Line]:
    """Return the lines with words, from the title on to those who get the paper."""
    kept: list[Line] = []
    for line in lines:
        text = _BULLET.sub("", " ".join(nfc(line.text).split()))
        words = fold_words(text)
        if kept and _END.match(words):
            break
        if words and not words.startswith(_CLOSING):
            kept.append(Line(text, line.is_bold, line.is_numbered))
    return kept


def _heading(line: Line, top: Part | None, parts: Sequence[Part]) -> Part | None:
    if match := _ROMAN.fullmatch(line.text):
        if len(line.text) <= LONGEST_HEADING and match["number"] in NUMERALS:
            return Part(match["number"], match["title"].rstrip(": "))
        return None
    if (match := _ARABIC.fullmatch(line.text)) and _looks_like_heading(line.text):
        number, title = match["number"] or match["n"], match["title"] or match["t"]
        prefix = f"{top.number}." if top else ""
        return Part(f"{prefix}{number}", title.rstrip(": "), top.title if top else "-")
    if line.is_numbered and _looks_like_heading(line.text):
        return _numbered_by_word(line, top, parts)
    return None


def _numbered_by_word(line: Line, top: Part | None, parts: Sequence[Part]) -> Part:
    title = line.text.rstrip(": ")
    if line.text.isupper() or top is None:
        tops = sum(not part.above for part in parts)
        return Part(NUMERALS[min(tops, len(NUMERALS) - 1)], title)
    beside = sum(part.number.startswith(f"{top.number}.") for part in parts)
    return Part(f"{top.number}.{beside + 1}", title, top.title)


def _looks_like_heading(text: str) -> bool:
    return len(text) <= LONGEST_HEADING and not text.endswith((".", ";", ","))
