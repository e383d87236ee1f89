"""One row of a list: what its cells say, and what is wrong with them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from core.vietnamese import fold_words, nfc
from honors.forms import printable
from honors.importing.headings import Column, Headings
from honors.importing.table import MOST_ROWS, Table, column_letters, too_many_rows
from honors.models import AwardKind, Commendation
from people.models import Kind, Person
from people.models.person import validate_name

COLLECTIVE = "collective"
KIND_WORDS: dict[str, tuple[str, ...]] = {
    Kind.STUDENT: ("học sinh", "hs", "em", "đội viên"),
    Kind.TEACHER: ("giáo viên", "gv", "thầy", "cô", "thầy cô", "thầy giáo", "cô giáo", "nhà giáo"),
    Kind.STAFF: ("nhân viên", "nv", "cán bộ", "bảo vệ", "y tế", "kế toán", "văn thư"),
    Kind.PARENT: ("phụ huynh", "ph", "cha mẹ", "cha mẹ học sinh", "cmhs", "phhs", "phụ huynh học sinh"),
    Kind.COMMUNITY: ("cộng đồng", "người dân", "khách", "mạnh thường quân"),
    COLLECTIVE: ("tập thể", "nhóm", "tổ", "lớp"),
}
AWARD_WORDS: dict[str, tuple[str, ...]] = {
    AwardKind.LETTER: ("thư khen", "thư"),
    AwardKind.PRAISE: ("biểu dương", "tuyên dương", "biểu dương khen ngợi"),
    AwardKind.CERTIFICATE: ("giấy chứng nhận", "chứng nhận", "gcn"),
    AwardKind.MERIT: ("giấy khen", "gk"),
}
_KINDS = {fold_words(word): kind for kind, words in KIND_WORDS.items() for word in words}
_AWARDS = {fold_words(word): award for award, words in AWARD_WORDS.items() for word in words}
_CLASS = re.compile(r"(?:lớp\s*)?(\d{1,2}\s*[/.\-]?\s*(?:\d{1,2}|[A-ZĐ]\d{0,2}))", re.IGNORECASE)
_DAY_FIRST = re.compile(r"(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?")
EARLIEST_BIRTH = date(1900, 1, 1)


@dataclass
class Row:
    """A row as it will be imported; plain values only, so that it can travel in a form.

    Attributes:
        number: Its number in the sheet.
        kind: A ``people.models.Kind``, ``collective``, or empty when the list does not say.
        award: An ``AwardKind``; empty when it is missing or unknown.
        award_text: What the list calls it.
        birth_date: Year-month-day, or empty.
        errors: What has to be mended in the file.
    """

    number: int
    name: str = ""
    kind: str = ""
    unit: str = ""
    birth_date: str = ""
    award: str = ""
    award_text: str = ""
    citation: str = ""
    evidence: str = ""
    errors: list[str] = field(default_factory=list)

    @property
    def is_collective(self) -> bool:
        """Whether it names a collective."""
        return self.kind == COLLECTIVE

    @property
    def born_on(self) -> date | None:
        """The date of birth."""
        return date.fromisoformat(self.birth_date) if self.birth_date else None

    def packed(self) -> dict[str, Any]:
        """Return the row as plain values."""
        return asdict(self)


def parse_rows(table: Table, headings: Headings) -> list[Row]:
    """Return the rows below the headings; those with nothing in a known column are left out.

    Raises:
        ValidationError: There are too many.
    """
    filled = []
    for number, cells in enumerate(table.rows[headings.row :], start=headings.row + 1):
        values = {
            column: cells[place] if place < len(cells) else "" for column, place in headings.places.items()
        }
        unanswered = [place for place in headings.places.values() if (number, place + 1) in table.unanswered]
        if unanswered or any(value != "" and _text(value) for value in values.values()):
            filled.append((number, values, unanswered))
    if len(filled) > MOST_ROWS:
        raise too_many_rows(len(filled))
    return [_parse(*row) for row in filled]


def _parse(number: int, values: dict[Column, Any], unanswered: Sequence[int]) -> Row:
    row = Row(number)
    row.errors += [
        _("Ô %(cell)s là công thức chưa có kết quả: hãy gõ thẳng giá trị.")
        % {"cell": f"{column_letters(place + 1)}{number}"}
        for place in unanswered
    ]
    _take_recipient(row, values)
    _take_unit(row, values.get(Column.UNIT, ""))
    _take_birth_date(row, values.get(Column.BIRTH_DATE, ""))
    row.award_text = _text(values.get(Column.AWARD, ""))
    row.award = _AWARDS.get(fold_words(row.award_text), "")
    if not row.award_text:
        row.errors.append(_("Thiếu hình thức khen."))
    elif not row.award:
        row.errors.append(_("Không có hình thức khen “%(award)s”.") % {"award": row.award_text[:60]})
    row.citation = _text(values.get(Column.CITATION, ""))
    row.evidence = _text(values.get(Column.EVIDENCE, ""))
    if not row.citation:
        row.errors.append(_("Thiếu thành tích."))
    _check_text(row, Column.CITATION, row.citation, _longest(Commendation, "citation"))
    _check_text(row, Column.EVIDENCE, row.evidence, _longest(Commendation, "evidence"))
    return row


def _take_recipient(row: Row, values: dict[Column, Any]) -> None:
    name = " ".join(
        part
        for part in (_words(values.get(Column.FAMILY_NAME, "")), _words(values.get(Column.NAME, "")))
        if part
    )
    collective = _words(values.get(Column.COLLECTIVE, ""))
    kind_text = _text(values.get(Column.KIND, ""))
    row.kind = _KINDS.get(fold_words(kind_text), "")
    if kind_text and not row.kind:
        row.errors.append(
            _("Cột “%(column)s” ghi “%(word)s”: hãy ghi học sinh, giáo viên, nhân viên, phụ huynh, cộng đồng "
              "hoặc tập thể.")
            % {"column": Column.KIND, "word": kind_text[:60]}
        )  # fmt: skip
    if name and collective:
        row.errors.append(_("Dòng này ghi cả cá nhân lẫn tập thể: mỗi dòng chỉ một."))
    if collective and not name:
        row.kind = COLLECTIVE
    row.name = name or collective
    if not row.name:
        row.errors.append(_("Thiếu họ tên."))
        return
    longest = (
        _longest(Commendation, "collective_name") if row.is_collective else _longest(Person, "full_name")
    )
    _check_length(row, Column.NAME, row.name, longest)
    if _check(row, validate_name, row.name):
        _check(row, printable, row.name)


def _take_unit(row: Row, value: Any) -> None:
    if isinstance(value, date):  # a datetime is one too
        row.errors.append(
            _("Excel đã đổi ô lớp thành ngày %(day)s. Hãy định dạng cột ấy là chữ (Text) rồi gõ lại.")
            % {"day": f"{value.day}/{value.month}/{value.year}"}
        )
        return
    row.unit = _words(value)
    school_class = _CLASS.fullmatch(row.unit)
    if school_class and row.kind in {"", Kind.STUDENT}:
        row.kind = Kind.STUDENT.value
        row.unit = f"lớp {school_class[1]}"
    _check_text(row, Column.UNIT, row.unit, _longest(Person, "unit"))


def _take_birth_date(row: Row, value: Any) -> None:
    day = _day(value)
    if day is None:
        if _text(value):
            row.errors.append(
                _("Ngày sinh “%(text)s” không đọc được: hãy ghi ngày/tháng/năm, ví dụ 15/3/2016.")
                % {"text": _text(value)[:40]}
            )
    elif not EARLIEST_BIRTH <= day <= timezone.localdate():
        row.errors.append(_("Ngày sinh %(day)s không đúng.") % {"day": f"{day.day}/{day.month}/{day.year}"})
    else:
        row.birth_date = day.isoformat()


def _day(value: Any) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = _text(value)
    try:
        if match := _DAY_FIRST.fullmatch(text):
            return date(int(match[3]), int(match[2]), int(match[1]))
        if match := _YEAR_FIRST.fullmatch(text):
            return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:  # 31/2
        return None
    return None


def _text(value: Any) -> str:
    """Return what a cell shows, composed; a whole number without its ".0"."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, (date, time, timedelta)):
        return str(value)
    return nfc(str(value)).replace("\u00a0", " ").strip()


def _words(value: Any) -> str:
    """Return the same on one line with single spaces."""
    return " ".join(_text(value).split())


def _longest(model: Any, name: str) -> int:
    return model._meta.get_field(name).max_length


def _check_length(row: Row, column: Column, text: str, longest: int) -> None:
    if len(text) > longest:
        row.errors.append(
            _("Cột “%(column)s” dài %(count)d chữ, nhiều nhất %(longest)d.")
            % {"column": column, "count": len(text), "longest": longest}
        )


def _check_text(row: Row, column: Column, text: str, longest: int) -> None:
    _check_length(row, column, text, longest)
    _check(row, printable, text, prefix=f"{column}: ")


def _check(row: Row, validate: Any, text: str, prefix: str = "") -> bool:
    try:
        validate(text)
    except ValidationError as error:
        row.errors += [f"{prefix}{message}" for message in error.messages]
        return False
    return True
