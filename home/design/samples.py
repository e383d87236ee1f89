"""What the living page shows: the tokens as they stand in the stylesheet, and one sample for each state."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from types import SimpleNamespace
from typing import Any

from django.conf import settings

from drawing.motifs import PLATES, Motif
from drawing.scenes import Scene
from drawing.typesetting import PosterLine, poster_lines

_PAIR = re.compile(r"^ {7}([a-z0-9-]+) +([0-9.]+) +([a-z0-9 -]+)$", re.MULTILINE)
THEMES = (
    ("Xây dựng năng lực tự học trong kỷ nguyên số", "tự học"),
    ("Đọc", ""),
    (
        "Phát triển văn hoá đọc, ứng dụng công nghệ số và học liệu mở để mọi người dân được học tập suốt đời ở khắp nơi nơi",
        "học tập suốt đời",
    ),
)


@dataclass(frozen=True)
class Pair:
    """A colour upon a ground, both as names of tokens, and the least contrast between them."""

    ink: str
    ground: str
    least: str


def pairs() -> list[Pair]:
    """Return the table of ``tokens.css``."""
    text = (settings.SITE / "static" / "css" / "tokens.css").read_text(encoding="utf-8")
    return [
        Pair(ink, ground, least) for ink, least, grounds in _PAIR.findall(text) for ground in grounds.split()
    ]


def themes() -> list[list[PosterLine]]:
    """Return themes of every length as the lines of a poster."""
    return [poster_lines(theme, highlight) for theme, highlight in THEMES]


def days() -> list[dict[str, Any]]:
    """Return the strip of a Week: gone, today, to come."""
    names = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")
    return [
        {
            "number": number,
            "short_name": "CN" if number == 8 else f"T{number}",  # noqa: PLR2004 - the eighth of October is a Sunday
            "name": name,
            "note": "2 việc",
            "url": "#",
            "state": "past" if number < 4 else "today" if number == 4 else "",  # noqa: PLR2004 - today is the fourth
        }
        for number, name in enumerate(names, start=2)
    ]


def stem() -> list[dict[str, Any]]:
    """Return three days of the stem: gone, today, to come."""
    entry = {"time": "7:15–7:30", "place": "Tất cả các lớp", "is_open_to_all": True, "url": "#"}
    entry |= {"title": "Mười lăm phút đọc đầu giờ", "lead": "Mỗi lớp một góc sách, em nào cũng tự chọn."}
    return [
        {"number": 3, "name": "Thứ Ba", "state": "past", "entries": [{**entry, "report_url": "#"}]},
        {
            "number": 4,
            "name": "Thứ Tư, hôm nay",
            "state": "today",
            "entries": [entry, {**entry, "place": ""}],
        },
        {"number": 5, "name": "Thứ Năm", "state": "", "entries": [{**entry, "calendar_url": "#"}]},
    ]


def samples() -> dict[str, Any]:
    """Return the context of the living page."""
    numbers = [SimpleNamespace(number=number, url="#", is_current=number == 2) for number in (1, 2, 3)]  # noqa: PLR2004 - the middle one
    return {
        "pairs": pairs(),
        "themes": themes(),
        "days": days(),
        "stem": stem(),
        "scenes": [str(scene) for scene in Scene if scene != Scene.READING_WIDE],
        "sheets": list(zip(Motif, [*PLATES, *PLATES], strict=True)),
        "tones": ["", "red", "leaf", "indigo", "pink"],
        "plates": PLATES,
        "icons": [
            "search",
            "calendar",
            "print",
            "share",
            "download",
            "arrow",
            "external",
            "link",
            "mail",
            "leaf",
        ],
        "pages": SimpleNamespace(
            has_previous=True,
            previous_url="#",
            has_next=True,
            next_url="#",
            items=[*numbers, SimpleNamespace()],
        ),
        "day": date(2023, 10, 8),
    }
