"""Reads a Word file into a story: everything but storing it. Mammoth does the reading, we look after the rest."""

from __future__ import annotations

import contextlib
import hashlib
from dataclasses import dataclass, field
from io import BytesIO
from typing import IO, Any

import mammoth
from bs4 import Tag
from django.utils.translation import gettext as _
from PIL import Image

from core.picture_cleaning import BOMBS, READABLE
from core.vietnamese import nfc
from news.word.alternative_text import proposed_text
from news.word.archive import DAMAGED, broken, open_archive
from news.word.blocks import blocks_of
from news.word.composing import Composed, compose
from news.word.inspection import Frame, Inspection, empty, inspect
from news.word.legacy_text import LegacyText

MOST_PICTURES = 60
_SMALLEST_HERO = 300
_SMALLEST_SHOWN = 24
"""A bullet or a line that somebody pasted as a picture."""
_DRAWINGS = ("emf", "wmf")
_DRAWING_STARTS = (b"\x01\x00\x00\x00", b"\xd7\xcd\xc6\x9a", b"\x01\x00\x09\x00")

STYLE_MAP = """
p[style-name='Title'] => h1.title:fresh
p[style-name='caption'] => p.caption:fresh
p[style-name='Caption'] => p.caption:fresh
p[style-name='Quote'] => blockquote > p:fresh
p[style-name='Intense Quote'] => blockquote > p:fresh
p[style-name^='toc '] => !
p[style-name='TOC Heading'] => !
r[style-name='Emphasis'] => em
r[style-name='Strong'] => strong
strike =>
"""


@dataclass
class FoundPicture:
    """A picture of the document, as it lies in the file.

    Attributes:
        frame: What Word cuts off of it when it shows it.
        proposed: Its description, if a teacher wrote one in Word.
    """

    number: int
    content: bytes
    frame: Frame
    proposed: str = ""


@dataclass
class Reading:
    """A document that was read.

    Attributes:
        story: As the file holds it.
        converted: The same with old text in Unicode; None when there is none.
        encoding: What the old text was typed in.
        samples: Lines before and after.
        sentences: What was left out or changed, in words, apart from the story's own.
    """

    story: Composed
    pictures: list[FoundPicture]
    sentences: list[str] = field(default_factory=list)
    converted: Composed | None = None
    encoding: str = ""
    samples: list[tuple[str, str]] = field(default_factory=list)


class _Pictures:
    """Numbers the pictures in the order in which mammoth meets them; the same picture gets the same number."""

    def __init__(self, frames: list[Frame]) -> None:
        self._frames = list(frames)
        self._numbers: dict[tuple[bytes, str], int] = {}
        self.found: dict[int, FoundPicture] = {}
        self.drawings = self.unreadable = self.too_many = 0

    def attributes(self, image: Any) -> dict[str, str]:
        """Return the attributes of the ``img`` that mammoth writes."""
        return {"src": str(self._number(image)), "alt": ""}

    def _number(self, image: Any) -> int:
        try:
            with image.open() as file:
                frame = self._take_frame(getattr(file, "name", ""))
                content = file.read()
        except (ValueError, KeyError, *DAMAGED):  # linked from elsewhere, not in the file, or broken in it
            self.unreadable += 1
            return 0
        if any(kind in (image.content_type or "") for kind in _DRAWINGS) or content.startswith(
            _DRAWING_STARTS
        ):
            self.drawings += 1
            return 0
        if max(_size(content)) <= _SMALLEST_SHOWN and _size(content) != (0, 0):
            return 0
        key = (hashlib.sha256(content).digest(), repr(frame))
        if key not in self._numbers:
            if len(self.found) >= MOST_PICTURES:
                self.too_many += 1
                return 0
            number = len(self.found) + 1
            self._numbers[key] = number
            self.found[number] = FoundPicture(number, content, frame, proposed_text(image.alt_text))
        return self._numbers[key]

    def _take_frame(self, part: str) -> Frame:
        for place, frame in enumerate(self._frames):
            if frame.part == part:
                return self._frames.pop(place)
        return Frame(part)


def _size(content: bytes) -> tuple[int, int]:
    """Return a picture's width and height; (0, 0) if it is none."""
    with (
        contextlib.suppress(OSError, ValueError, SyntaxError, *BOMBS),
        Image.open(BytesIO(content), formats=READABLE) as picture,
    ):
        return picture.size
    return 0, 0


def check(file: IO[bytes] | Any) -> None:
    """Look whether a file can be read: quick enough for a request.

    Raises:
        WordFileError: Why not.
    """
    inspect(open_archive(file))


def read(file: IO[bytes]) -> Reading:
    """Read a document.

    Raises:
        WordFileError: It cannot be read.
    """
    inspection = inspect(open_archive(file))
    pictures = _Pictures(inspection.frames)
    legacy = LegacyText(inspection.style_fonts)
    story = _compose(file, pictures, legacy)
    if not story.title and not story.blocks and not story.hero:
        raise empty()
    reading = Reading(story, list(pictures.found.values()), _sentences(inspection, pictures))
    if legacy.encoding is not None:
        reading.converted, reading.encoding, reading.samples = story, legacy.encoding.value, legacy.samples
        reading.story = _compose(file, _Pictures(inspection.frames), None)
    return reading


def _compose(file: IO[bytes], pictures: _Pictures, legacy: LegacyText | None) -> Composed:
    file.seek(0)
    try:
        result = mammoth.convert_to_html(
            file,
            style_map=STYLE_MAP,
            include_embedded_style_map=False,
            convert_image=mammoth.images.img_element(pictures.attributes),
            transform_document=legacy.convert if legacy else None,
        )
    except (KeyError, ValueError, TypeError, AttributeError, IndexError, *DAMAGED) as error:
        # Mammoth trusts a document to be whole: whatever it misses is no program's fault but the file's.
        raise broken() from error
    small = frozenset(
        number for number, picture in pictures.found.items() if _size(picture.content)[0] < _SMALLEST_HERO
    )
    return compose(blocks_of(nfc(result.value), _number_of), small)


def _number_of(image: Tag) -> int:
    return int(str(image.get("src") or 0))


def _sentences(inspection: Inspection, pictures: _Pictures) -> list[str]:
    """Return what was left out or changed, in words."""
    counts = inspection.counts
    said = {
        "notes": _("%(count)d chú thích cuối trang được xếp xuống cuối bài."),
        "text_boxes": _(
            "Chữ trong %(count)d khung (text box) được đưa ra thành đoạn thường. Hãy xem lại thứ tự."
        ),
        "charts": _("%(count)d biểu đồ không đọc được nên đã bỏ. Hãy chụp lại thành ảnh rồi thêm vào bài."),
        "diagrams": _(
            "%(count)d sơ đồ (SmartArt) không đọc được nên đã bỏ. Hãy chụp lại thành ảnh rồi thêm vào bài."
        ),
        "formulas": _("%(count)d công thức toán đã bỏ. Hãy chụp lại thành ảnh rồi thêm vào bài."),
        "objects": _("%(count)d đối tượng nhúng (Excel, Equation…) có thể không còn đủ. Hãy xem lại."),
        "comments": _("%(count)d lời nhận xét ở lề đã bỏ."),
        "changes": _("Tệp còn dấu sửa (Track Changes): lấy chữ đã sửa, bỏ chữ đã xoá."),
        "merged_cells": _("Bảng có ô gộp: các ô được tách ra, ô thừa để trống."),
        "headers": _("Chữ ở đầu trang và chân trang đã bỏ."),
        "underlined": _("Chữ gạch chân thành chữ thường, để khỏi lẫn với đường dẫn."),
    }
    sentences = [text % {"count": counts[kind]} for kind, text in said.items() if counts[kind]]
    for count, text in (
        (pictures.drawings, _("%(count)d hình vẽ kiểu EMF/WMF trình duyệt không xem được nên đã bỏ.")),
        (pictures.unreadable, _("%(count)d ảnh không nằm trong tệp (chỉ là đường dẫn) nên đã bỏ.")),
        (pictures.too_many, _("Một bài nhận tới %(most)d ảnh; %(count)d ảnh phía sau đã bỏ.")),
    ):
        if count:
            sentences.append(text % {"count": count, "most": MOST_PICTURES})
    return sentences
