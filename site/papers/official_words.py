"""How an official paper writes numbers, dates, bases and offices (Decree 30/2020/NĐ-CP, Appendix I)."""

import datetime as dt
import re
from collections.abc import Iterable

DOTS = "……"
_PADDED_BELOW = 10
_PADDED_MONTHS = 2
_FIRST_WORDS = ("căn cứ", "theo", "xét", "thực hiện")


def pad(number: int) -> str:
    """Return a number with a zero before it below ten: 05."""
    return f"0{number}" if 0 <= number < _PADDED_BELOW else str(number)


def number_and_symbol(number: int | None, symbol: str) -> str:
    """Return such as 05/QĐ-THAĐ, with dots for a number that is not given yet."""
    return f"{DOTS if number is None else pad(number)}/{symbol}"


def date_in_words(day: dt.date | None) -> str:
    """Return such as "ngày 05 tháng 02 năm 2026": days below 10 and the months 1 and 2 are padded."""
    if day is None:
        return f"ngày {DOTS} tháng {DOTS} năm {DOTS}"
    month = pad(day.month) if day.month <= _PADDED_MONTHS else str(day.month)
    return f"ngày {pad(day.day)} tháng {month} năm {day.year}"


def place_and_date(place: str, day: dt.date | None) -> str:
    """Return such as "Hóc Môn, ngày 05 tháng 02 năm 2026"."""
    words = date_in_words(day)
    return f"{place.strip()}, {words}" if place.strip() else words.capitalize()


def end_bases(lines: Iterable[str]) -> list[str]:
    """Return the bases as they are written: "Căn cứ" in front, each ends with ";" and the last with "."."""
    words = [line.strip().rstrip(".;, ") for line in lines]
    words = [line if line.lower().startswith(_FIRST_WORDS) else f"Căn cứ {line}" for line in words if line]
    return [f"{line}{'.' if index == len(words) else ';'}" for index, line in enumerate(words, start=1)]


def office_head(title: str) -> str:
    """Return the office in whose name somebody signs: a vice principal signs in the principal's."""
    stripped = re.sub(r"^(?:phó|quyền|q\.)\s+", "", title.strip(), flags=re.IGNORECASE)
    return stripped[:1].upper() + stripped[1:]


def signer_lines(title: str) -> list[str]:
    """Return the lines above a signature, in capitals; a deputy's begin with KT., an acting head's with Q."""
    title = title.strip()
    head = office_head(title).upper()
    if title.lower().startswith("phó "):
        return [f"KT. {head}", title.upper()]
    if title.lower().startswith(("quyền ", "q. ")):
        return [f"Q. {head}"]
    return [title.upper()]
