"""What an import would do with each row, and what stands against it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from core.vietnamese import fold, fold_words, spelled
from honors.cautions import item_cautions
from honors.importing.rows import Row
from honors.models import AwardKind, Commendation, CommendationRound
from honors.recipients import collectives_in, people_in
from people.models import Kind, Person


@dataclass
class Line:
    """One row with what will happen.

    Attributes:
        row: What the list says.
        person: Who on file is meant; None for a new person and for a collective.
        is_repeated: The recipient stands in the round already.
        errors: Why it cannot be imported, the row's own errors among them.
        cautions: What to know; it is imported all the same.
    """

    row: Row
    person: Person | None = None
    is_repeated: bool = False
    errors: list[str] = field(default_factory=list)
    cautions: list[str] = field(default_factory=list)

    @property
    def outcome(self) -> str:
        """What will happen, in words."""
        if self.row.is_collective:
            return _("Tập thể")
        return _("Đã có trong hồ sơ") if self.person else _("Người mới")

    @property
    def award_label(self) -> str:
        """The form of commendation, or what the list calls it."""
        return str(AwardKind(self.row.award).label) if self.row.award else self.row.award_text

    @property
    def recipient_key(self) -> str:
        """What two rows of one recipient share."""
        if self.person:
            return f"#{self.person.pk}"
        return f"{spelled(self.row.name)}|{unit_key(self.row.unit)}|{self.row.birth_date}"


@dataclass
class Plan:
    """All rows of an import."""

    lines: list[Line]

    @property
    def good(self) -> list[Line]:
        """The lines that can be imported."""
        return [line for line in self.lines if not line.errors]

    @property
    def bad(self) -> list[Line]:
        """The lines with something to mend."""
        return [line for line in self.lines if line.errors]

    @property
    def good_numbers(self) -> list[int]:
        """The row numbers of the good lines."""
        return [line.row.number for line in self.good]


def unit_key(unit: str) -> str:
    """Return what makes two units the same: "Lớp 3/2", "lớp 3/2" and "3/2" are one."""
    return fold_words(unit).removeprefix("lop ")


def make_plan(rows: Iterable[Row], commendation_round: CommendationRound, kinds: Collection[str]) -> Plan:
    """Look the rows up. A fixed number of queries, whatever the number of rows.

    Args:
        rows: What the list says.
        commendation_round: Where they go.
        kinds: The forms of commendation that the school may give.
    """
    lines = [Line(row, errors=list(row.errors)) for row in rows]
    _find_people(lines)
    _refuse_kinds(lines, kinds)
    _refuse_repetitions(lines, commendation_round)
    _add_cautions([line for line in lines if not line.errors], commendation_round)
    return Plan(lines)


def _refuse_kinds(lines: list[Line], kinds: Collection[str]) -> None:
    for line in lines:
        if line.row.award and line.row.award not in kinds:
            line.errors.append(
                _("Trường không dùng hình thức “%(award)s”. Xem Cài đặt, mục Khen thưởng.")
                % {"award": line.award_label}
            )
        if line.person is None and line.row.name and not line.row.kind:
            line.errors.append(_("Người mới: hãy ghi người ấy là ai (cột “Là ai”)."))


# --- Who is meant ------------------------------------------------------------------------------


def _find_people(lines: list[Line]) -> None:
    on_file = defaultdict(list)
    for person in Person.objects.order_by("pk"):
        on_file[fold_words(person.full_name)].append(person)
    for line in lines:
        if line.row.name and not line.row.is_collective:
            _find_person(line, on_file[fold_words(line.row.name)])


def _find_person(line: Line, alike: list[Person]) -> None:
    """Take the one person whom the row means. Names typed without marks mean any spelling of the same letters."""
    row = line.row
    has_marks = fold(row.name) != row.name.lower()
    named = [
        person
        for person in alike
        if (not has_marks or spelled(person.full_name) == spelled(row.name))
        and (not row.kind or person.kind == row.kind)
    ]
    found = [person for person in named if not row.unit or unit_key(person.unit) == unit_key(row.unit)]
    if len(found) > 1 and row.born_on:
        found = [person for person in found if person.birth_date == row.born_on]
    if len(found) == 1:
        if row.born_on and found[0].birth_date and found[0].birth_date != row.born_on:
            line.cautions.append(_("Cùng tên, cùng đơn vị nhưng khác ngày sinh với hồ sơ: sẽ tạo người mới."))
            return
        line.person = found[0]
    elif len(found) > 1:
        who = "; ".join(str(person) for person in found[:3])
        line.errors.append(
            _("Chưa rõ là ai: hồ sơ có %(count)d người như vậy (%(who)s). Hãy ghi thêm lớp hoặc ngày sinh.")
            % {"count": len(found), "who": who}
        )
    elif alike:
        who = "; ".join(str(person) for person in alike[:3])
        line.cautions.append(
            _("Hồ sơ có người tên giống hoặc gần giống (%(who)s). Nếu là một người, hãy ghi đúng như hồ sơ.")
            % {"who": who}
        )


# --- Repetitions and cautions ------------------------------------------------------------------


def _refuse_repetitions(lines: list[Line], commendation_round: CommendationRound) -> None:
    people, collectives = people_in(commendation_round), collectives_in(commendation_round)
    first_rows: dict[str, int] = {}
    for line in lines:
        if not line.row.name:
            continue
        if line.person:
            line.is_repeated = line.person.pk in people
        elif line.row.is_collective:
            line.is_repeated = fold_words(line.row.name) in collectives
        if line.is_repeated:
            line.errors.append(_("Đã có trong đợt này."))
        first = first_rows.setdefault(line.recipient_key, line.row.number)
        if first != line.row.number:
            line.errors.append(_("Trùng người với dòng %(number)d.") % {"number": first})


def _add_cautions(lines: list[Line], commendation_round: CommendationRound) -> None:
    """Say what a reviewer would be told of each; the items are made for the question and not saved."""
    items = [
        Commendation(
            pk=-line.row.number,
            round=commendation_round,
            person=line.person,
            collective_name=line.row.name if line.row.is_collective else "",
            citation=line.row.citation,
            evidence=line.row.evidence,
        )
        for line in lines
    ]
    cautions = item_cautions(items)
    for line in lines:
        if line.person is None and line.row.kind == Kind.STUDENT:
            line.cautions.append(_("Chưa được nêu tên trên trang: chưa có phiếu đồng ý."))
        line.cautions += cautions.get(-line.row.number, [])
