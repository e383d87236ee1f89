"""What a .docx holds, counted before and beside mammoth, which passes over much of it in silence."""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from xml.parsers import expat

from django.utils.translation import gettext as _

from news.word.archive import DAMAGED, MOST_XML, WordFileError, broken, too_long

MOST_CHARACTERS = 130_000
LETTERS_A_PAGE = 2_100
MOST_ELEMENTS = 250_000
DEEPEST = 100
"""Mammoth calls itself some eight times a level, and Python allows a thousand calls."""
_TURN, _MOST = 60_000, 1e9
"""DrawingML counts angles in sixty thousandths of a degree."""
_WHOLE = 100_000
"""DrawingML counts what is cut off in thousandths of a percent."""

_USUAL_MAIN_PART = "word/document.xml"
_MAIN_RELATION = "/officeDocument"
_TEXT_RELATIONS = ("/styles", "/numbering", "/footnotes", "/endnotes", "/comments")  # mammoth reads them all
_HEADERS = re.compile(r"word/(?:header|footer)\d*\.xml")
_PREFIXES = {
    "wordprocessingml/main": "w",
    "wordprocessingml/2006/main": "w",
    "drawingml/main": "a",
    "drawingml/2006/main": "a",
    "officeDocument/relationships": "r",
    "officeDocument/2006/relationships": "r",
    "officeDocument/math": "m",
    "officeDocument/2006/math": "m",
    "markup-compatibility/2006": "mc",
    "package/2006/relationships": "rel",
}
_COUNTED = {
    "w:footnoteReference": "notes",
    "w:endnoteReference": "notes",
    "w:commentReference": "comments",
    "w:ins": "changes",
    "w:del": "changes",
    "w:moveFrom": "changes",
    "w:txbxContent": "text_boxes",
    "w:object": "objects",
    "m:oMath": "formulas",
    "w:gridSpan": "merged_cells",
    "w:vMerge": "merged_cells",
}
_GRAPHICS = {"/chart": "charts", "/diagram": "diagrams"}


@dataclass
class Frame:
    """How Word shows a picture: what is cut off at each side (0 to 1), and its turn in degrees, clockwise."""

    part: str = ""
    left: float = 0.0
    top: float = 0.0
    right: float = 0.0
    bottom: float = 0.0
    turn: int = 0

    @property
    def is_plain(self) -> bool:
        """Whether the picture is shown as it lies in the file."""
        return not (self.left or self.top or self.right or self.bottom or self.turn)


@dataclass
class Inspection:
    """What stands in a document.

    Attributes:
        counts: How many of each thing that is left out or changed.
        frames: The pictures in their order, with what Word cuts off.
        style_fonts: Style's id -> its font; "" is the document's own.
    """

    characters: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    frames: list[Frame] = field(default_factory=list)
    style_fonts: dict[str, str] = field(default_factory=dict)


class _Watcher:
    """Reads one part as a stream of elements and refuses what could hurt."""

    def __init__(self) -> None:
        self.path: list[str] = []
        self.elements = 0

    def read(self, archive: zipfile.ZipFile, name: str) -> None:
        if archive.getinfo(name).file_size > MOST_XML:
            raise too_long(0)
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True  # else each empty line is a call
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self.text
        parser.StartDoctypeDeclHandler = self._refuse_doctype
        try:
            with archive.open(name) as part:
                parser.ParseFile(part)
        except (expat.ExpatError, *DAMAGED, LookupError, ValueError) as error:  # the last two: its encoding
            raise broken() from error

    @staticmethod
    def _refuse_doctype(*_declared: object) -> None:
        # No program writes one into a .docx; entities in it could grow without end.
        raise broken()

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        name = _short(tag)
        self.path.append(name)
        self.elements += 1
        if self.elements > MOST_ELEMENTS:
            raise too_long(0)
        if len(self.path) > DEEPEST:
            raise broken()
        self.start(name, {_short(key): value for key, value in attributes.items()})

    def _end(self, _tag: str) -> None:
        self.path.pop()

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """See an element begin."""

    def text(self, words: str) -> None:
        """See words."""


def _short(tag: str) -> str:
    """Return ``w:p`` for Word's paragraph, in the older and in the strict form of the format."""
    uri, _space, local = tag.rpartition(" ")
    for end, prefix in _PREFIXES.items():
        if uri.endswith(end):
            return f"{prefix}:{local}"
    return local


class _Body(_Watcher):
    """Counts what stands in the text."""

    def __init__(self, found: Inspection, targets: dict[str, str]) -> None:
        super().__init__()
        self.found = found
        self.targets = targets

    def start(self, name: str, attributes: dict[str, str]) -> None:
        is_twin = "mc:Choice" in self.path  # the same thing stands in mc:Fallback, where mammoth reads it
        if kind := _COUNTED.get(name):
            self.found.counts[kind] += not is_twin
        elif name == "w:u" and attributes.get("w:val", "none") != "none":
            self.found.counts["underlined"] += 1
        elif name == "a:graphicData":
            for end, kind in _GRAPHICS.items():
                self.found.counts[kind] += attributes.get("uri", "").endswith(end)
        elif self.path[-3:] == ["pic", "blipFill", "a:blip"] and not is_twin:
            self.found.frames.append(Frame(self.targets.get(attributes.get("r:embed", ""), "")))
        elif self.found.frames and not is_twin:
            self._frame(attributes)

    def _frame(self, attributes: dict[str, str]) -> None:
        frame = self.found.frames[-1]
        if self.path[-3:] == ["pic", "blipFill", "a:srcRect"]:
            for side, letter in (("left", "l"), ("top", "t"), ("right", "r"), ("bottom", "b")):
                setattr(frame, side, min(max(_number(attributes.get(letter)) / _WHOLE, 0.0), 0.95))
        elif self.path[-3:] == ["pic", "spPr", "a:xfrm"]:
            frame.turn = round(_number(attributes.get("rot")) / _TURN) % 360

    def text(self, words: str) -> None:
        if self.path and self.path[-1] == "w:t":
            self.found.characters += len(words)


def _number(text: str | None) -> float:
    try:
        number = float((text or "0").rstrip("%"))
    except ValueError:
        return 0.0
    return number if abs(number) < _MOST else 0.0  # neither NaN nor without end


class _Styles(_Watcher):
    """Finds the font of each style, and of the document."""

    def __init__(self) -> None:
        super().__init__()
        self.style = ""
        self.fonts: dict[str, str] = {}
        self.parents: dict[str, str] = {}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "w:style":
            self.style = attributes.get("w:styleId", "")
            if attributes.get("w:default") == "1" and attributes.get("w:type") == "paragraph":
                self.parents[""] = self.style
        elif name == "w:basedOn":
            self.parents[self.style] = attributes.get("w:val", "")
        elif name == "w:rFonts" and (font := attributes.get("w:ascii") or attributes.get("w:hAnsi")):
            self.fonts[self.style if "w:style" in self.path else "*"] = font

    def font_of(self, style: str) -> str:
        """Return a style's font, its parents' or the document's."""
        seen: set[str] = set()
        while style not in seen:
            seen.add(style)
            if style in self.fonts:
                return self.fonts[style]
            style = self.parents.get(style, "")
        return self.fonts.get("*", "")


class _Text(_Watcher):
    """Finds out whether a part has words; page numbers are none."""

    has_words = False

    def text(self, words: str) -> None:
        if self.path and self.path[-1] == "w:t" and re.search(r"[^\W\d_]", words):
            self.has_words = True


class _Targets(_Watcher):
    """Reads where the relationships of a part lead."""

    def __init__(self, folder: str) -> None:
        super().__init__()
        self.folder = folder
        self.found: dict[str, str] = {}
        self.main_part = ""
        self.texts: set[str] = set()

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "rel:Relationship":
            target = _place(self.folder, attributes.get("Target", ""))
            self.found[attributes.get("Id", "")] = target
            kind = attributes.get("Type", "")
            if kind.endswith(_MAIN_RELATION):
                self.main_part = target
            elif kind.endswith(_TEXT_RELATIONS):
                self.texts.add(target)


def _place(*names: str) -> str:
    return str(PurePosixPath("/", *names)).lstrip("/")


def inspect(archive: zipfile.ZipFile) -> Inspection:
    """Look through every part of a document.

    Raises:
        WordFileError: It is broken, declares entities, is nested too deep, too long, or empty.
    """
    names = set(archive.namelist())
    main = PurePosixPath(_targets(archive, "_rels/.rels", "").main_part or _USUAL_MAIN_PART)
    if str(main) not in names:
        raise broken()
    relations = main.parent / "_rels" / f"{main.name}.rels"
    found, styles = Inspection(), _Styles()
    targets = _targets(archive, str(relations), str(main.parent))
    for name in sorted(names):
        if name == str(main):
            _Body(found, targets.found).read(archive, name)
        elif name == "word/styles.xml":
            styles.read(archive, name)
        elif name.endswith((".xml", ".rels")) or _place(name) in targets.texts:
            words = _Text()
            words.read(archive, name)
            found.counts["headers"] += words.has_words and bool(_HEADERS.fullmatch(name))
    found.style_fonts = {style: styles.font_of(style) for style in {"", *styles.parents, *styles.fonts}}
    _refuse_lengths(found)
    return found


def _targets(archive: zipfile.ZipFile, name: str, folder: str) -> _Targets:
    found = _Targets(folder)
    if name in archive.namelist():
        found.read(archive, name)
    return found


def _refuse_lengths(found: Inspection) -> None:
    if found.characters > MOST_CHARACTERS:
        raise too_long(found.characters // LETTERS_A_PAGE)
    if not found.characters and not found.frames and not found.counts["text_boxes"]:
        raise empty()


def empty() -> WordFileError:
    """Return the error of a document without a word or a picture."""
    return WordFileError(
        _("Tệp Word này không có chữ nào. Hãy viết bài, lưu lại rồi chọn lần nữa."), code="empty_document"
    )
