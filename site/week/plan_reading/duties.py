"""Duties out of a plan's paragraphs: one for each thing to be done, by whom, until when."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise
from math import log

from core.vietnamese import fold_words, nfc
from week.plan_reading.outline import Line, Part, parts_of

TITLE_LENGTH = 110
_SHORTEST = 12
"""Letters; what is shorter is a word that a line break left over."""
_GOES_ON = ("dac biet", "trong do", "nhat la", "bao gom", "nhu ", "cu the", "gom ", "va ", "hoac ")
"""After a semicolon with these the sentence is still about the same thing."""
_DAY = re.compile(r"ngay (\d{1,2}) (?:thang )?(\d{1,2})(?: (?:nam )?(20\d\d))?")
_BEFORE = re.compile(r"truoc ngay (\d{1,2}) (?:thang )?(\d{1,2})(?: (?:nam )?(20\d\d))?")
_TELLING_WORDS = 16
"""A duty begins with what is to be done; what for comes after."""
_SHARED_BY_MANY = 5
_SAYS_ITSELF = 3.0
"""What a department says that it does counts more than likeness to one of its duties."""
_ENOUGH = 2.0
"""How much two duties must have in common before one tells who does the other."""


@dataclass(frozen=True)
class Unit:
    """A department as a plan may name it.

    Attributes:
        key: Its primary key.
        names: Names as they are written, the longest first.
        does: What it does, in a line.
    """

    key: int
    names: tuple[str, ...]
    does: str = ""


@dataclass
class Duty:
    """One duty.

    Attributes:
        section: Number of the part, such as ``III.2``.
        heading: Words of that part.
        text: The plan's own words.
        title: Its beginning, short enough for a list.
        due: The last day, when the words name one.
        department: Key of the department; None when nothing tells.
        is_guess: Whether the department was found by likeness, and is not named.
        others: Keys of the departments that join in.
    """

    section: str
    heading: str
    text: str
    title: str
    due: date | None
    department: int | None = None
    is_guess: bool = False
    others: list[int] = field(default_factory=list)


@dataclass(frozen=True)
class Reading:
    """What was found in a plan.

    Attributes:
        is_numbered: Whether the plan has numbered parts; without them each paragraph is put forward.
    """

    duties: list[Duty]
    is_numbered: bool


def read_plan(lines: Sequence[Line], units: Sequence[Unit], year: int) -> Reading:
    """Return the duties of a plan, each with the department that the plan gives it to, as far as its words tell.

    Args:
        lines: The paragraphs of the file.
        units: The school's departments.
        year: The year of days that are written without one.
    """
    parts = parts_of(lines)
    if not parts:
        loose = [line.text for line in lines if len(line.text) > _SHORTEST and line.text.endswith((".", ";"))]
        return Reading(_of(Part("", "", "", loose), units, year), is_numbered=False)
    duties = [duty for part in parts if part.holds_duties for duty in _of(part, units, year)]
    _guess(duties, units)
    return Reading(duties, is_numbered=True)


def named(text: str, units: Sequence[Unit]) -> list[int]:
    """Return the keys of the departments named in a text, in their order; each once.

    With all their marks: "Đội" is not the "đời" of lifelong learning. A name of one syllable counts with its capital
    alone ("Đội", not "đội ngũ").
    """
    places: dict[int, int] = {}
    for unit in units:
        found = [
            match.start()
            for name in unit.names
            for match in re.finditer(
                rf"\b{re.escape(nfc(name))}\b", nfc(text), re.IGNORECASE if " " in name else re.NOFLAG
            )
        ]
        if found:
            places[unit.key] = min(found)
    return sorted(places, key=places.__getitem__)


def _of(part: Part, units: Sequence[Unit], year: int) -> list[Duty]:
    responsible = named(part.title, units)
    duties = []
    for paragraph in part.paragraphs:
        subject = None
        for clause in _clauses(paragraph):
            mentioned = named(clause, units)
            doers = _doers(clause, units)
            # "Đoàn thanh niên tổ chức …": who stands first does it; the clauses after it are about the same doer.
            subject = doers[0] if doers else subject
            department = subject or (responsible[0] if responsible else None)
            if responsible and department not in responsible:
                department = responsible[0]
            duties.append(
                Duty(
                    section=part.number,
                    heading=part.title,
                    text=clause,
                    title=_title(clause),
                    due=_due(clause, year),
                    department=department,
                    others=[key for key in mentioned if key != department],
                )
            )
    return duties


def _clauses(paragraph: str) -> list[str]:
    """Return the parts of a paragraph that ask for something of their own; semicolons divide them."""
    clauses: list[str] = []
    for piece in paragraph.split(";"):
        words = f"{fold_words(piece)} "
        if clauses and (words.startswith(_GOES_ON) or len(words) < _SHORTEST or _is_open(clauses[-1])):
            clauses[-1] += f";{piece}"
        elif words.strip():
            clauses.append(piece)
    return [" ".join(clause.split()) for clause in clauses]


def _is_open(text: str) -> bool:
    return text.count("(") > text.count(")") or text.count("“") > text.count("”")


def _doers(clause: str, units: Sequence[Unit]) -> list[int]:
    """Return the departments named in the clause's first words."""
    return named(" ".join(clause.split()[:6]), units)


def _title(text: str) -> str:
    """Return the beginning of a duty, cut at the end of a phrase or of a word."""
    text = text.rstrip(" .;,/")
    text = text[0].upper() + text[1:]
    if len(text) <= TITLE_LENGTH:
        return text
    cut = text[: TITLE_LENGTH - 1]
    phrase = max(cut.rfind(", "), cut.rfind(" (")) if "," in cut or " (" in cut else -1
    end = phrase if phrase > TITLE_LENGTH // 2 else cut.rfind(" ")
    return f"{cut[:end].rstrip(' ,;(')}…"


def _due(text: str, year: int) -> date | None:
    """Return the last day a text names: "trước ngày 14/10" is the 13th, a range its end."""
    words = fold_words(text)
    if match := _BEFORE.search(words):
        day = _date(match, year)
        return day - timedelta(days=1) if day else None
    days = [day for match in _DAY.finditer(words) if (day := _date(match, year))]
    return max(days) if days else None


def _date(match: re.Match[str], year: int) -> date | None:
    try:
        return date(int(match[3] or year), int(match[2]), int(match[1]))
    except ValueError:
        return None


def _guess(duties: Sequence[Duty], units: Sequence[Unit]) -> None:
    """Give what nobody is named for to the department whose duty is most like it.

    A plan says first what is to be done, and then who does it, in nearly the same words. What many duties share is the
    theme of the year, and tells nothing.
    """
    pairs = [_pairs(duty.text) for duty in duties]
    spread = Counter(pair for own in pairs for pair in own)
    told = [(duty.department, own, 1.0) for duty, own in zip(duties, pairs, strict=True) if duty.department]
    told += [(unit.key, _pairs(unit.does), _SAYS_ITSELF) for unit in units]
    for duty in duties:
        if duty.department is not None:
            continue
        first = _pairs(" ".join(duty.text.split()[:_TELLING_WORDS]))
        scores: dict[int, float] = {}
        for department, others, weight in told:
            rare = [pair for pair in first & others if spread[pair] < _SHARED_BY_MANY]
            alike = sum(log(len(duties) / spread[pair]) for pair in rare)
            scores[department] = max(scores.get(department, 0.0), weight * alike)
        best = max(scores, key=scores.__getitem__, default=None)
        if best is not None and scores[best] >= _ENOUGH:
            duty.department, duty.is_guess = best, True


def _pairs(text: str) -> set[str]:
    words = fold_words(text).split()
    return {f"{first} {second}" for first, second in pairwise(words)}
