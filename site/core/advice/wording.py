"""How the words look: capitals, exclamation marks, bare addresses, a long title."""

from __future__ import annotations

import re
from collections.abc import Sequence

from django.utils.translation import gettext as _

from core.advice.findings import Advice
from core.advice.reading import Kind, Passage

LONGEST_TITLE = 90
"""Letters. Facebook and Zalo show two lines of a title, some 90 letters on a phone, and cut the rest."""
FEWEST_CAPITAL_WORDS = 4
"""Shorter passages in capitals are names and abbreviations: UBND, TP. HỒ CHÍ MINH."""
MOST_CAPITALS = 0.8

_LETTER_WORDS = re.compile(r"[^\W\d_]{2,}")
_REPEATED_MARKS = re.compile(r"[!?]{2,}")
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>\"“”]+", re.IGNORECASE)
_PICTURE_TEXTS = (Kind.PICTURE_TEXT,)


def advise_on_wording(passages: Sequence[Passage]) -> list[Advice]:
    """Return what is wrong with how the words look."""
    return [
        *long_title(passages),
        *all_capitals(passages),
        *repeated_marks(passages),
        *bare_addresses(passages),
    ]


def long_title(passages: Sequence[Passage]) -> list[Advice]:
    """Return advice on a title that lists and shared links would cut."""
    return [
        Advice(
            _("Tiêu đề dài %(length)d chữ cái; quá %(limit)d thì Facebook và Zalo cắt bớt. Hãy rút lại.")
            % {"length": len(passage.text), "limit": LONGEST_TITLE},
            passage.place,
        )
        for passage in passages
        if passage.kind is Kind.TITLE and len(passage.text) > LONGEST_TITLE
    ]


def is_shouted(text: str) -> bool:
    """Return whether a text is written in capitals, those with marks included (Ế, Ữ, Đ)."""
    words = _LETTER_WORDS.findall(text)
    if len(words) < FEWEST_CAPITAL_WORDS:
        return False
    letters = "".join(words)
    return sum(letter.isupper() for letter in letters) / len(letters) >= MOST_CAPITALS


def all_capitals(passages: Sequence[Passage]) -> list[Advice]:
    """Return advice on each passage in capitals: hard to read, and read out letter by letter to the blind."""
    return [
        Advice(
            _("“%(excerpt)s” viết toàn chữ hoa, khó đọc. Hãy viết chữ thường.")
            % {"excerpt": passage.excerpt},
            passage.place,
        )
        for passage in passages
        if passage.kind not in _PICTURE_TEXTS and is_shouted(passage.text)
    ]


def repeated_marks(passages: Sequence[Passage]) -> list[Advice]:
    """Return advice on "!!!" and "??"."""
    return [
        Advice(
            _("“%(marks)s” ở “%(excerpt)s”: một dấu là đủ.")
            % {"marks": found.group(), "excerpt": passage.excerpt},
            passage.place,
        )
        for passage in passages
        if passage.kind not in _PICTURE_TEXTS and (found := _REPEATED_MARKS.search(passage.text))
    ]


def bare_addresses(passages: Sequence[Passage]) -> list[Advice]:
    """Return advice on an address that stands in the text as itself."""
    return [
        Advice(
            _("Địa chỉ “%(address)s” nằm trơ trong bài. Hãy viết tên trang rồi gắn đường dẫn vào chữ ấy.")
            % {"address": found.group()[:60]},
            passage.place,
        )
        for passage in passages
        if passage.kind in (Kind.LEAD, Kind.PARAGRAPH) and (found := _ADDRESS.search(passage.text))
    ]
