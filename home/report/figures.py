"""Every number of the report, with the things that it counts and an address that shows them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from week.models import WeekEdition

NO_DEPARTMENT = 0
"""The key of what belongs to no department."""


@dataclass(frozen=True)
class Item:
    """One thing that is counted.

    Attributes:
        cells: Its row in the annex, as texts.
        url: Where it can be looked at, on the site or in the admin; may be empty.
        needs: The permission without which the address answers nobody; empty where everybody may go.
        amount: What it adds to the number: 1, or how many people came.
        kind: What it is sorted by: a category, a network, a form of award.
        department: Key of its department; ``NO_DEPARTMENT`` for none.
        recipient: Of an award: a person or a collective.
    """

    cells: tuple[str, ...]
    url: str = ""
    needs: str = ""
    amount: int = 1
    kind: str = ""
    department: int = NO_DEPARTMENT
    recipient: str = ""

    def url_for(self, user: Any) -> str:
        """Return the address, unless it would refuse this user."""
        return self.url if not self.needs or user.has_perm(self.needs) else ""


@dataclass(frozen=True)
class Figure:
    """One number.

    Attributes:
        key: Its name, once in a report.
        label: What it says, in words.
        items: What it counts.
        columns: What the items' cells are.
        source: Address of the screen that lists the items.
    """

    key: str
    label: str
    items: tuple[Item, ...]
    columns: tuple[str, ...]
    source: str

    @property
    def named_by(self) -> int:
        """Index of the column that names an item: a task's comes after its place in the plan."""
        return 1 if self.key.startswith("tasks") else 0

    @property
    def value(self) -> int:
        """The number."""
        return sum(item.amount for item in self.items)


@dataclass(frozen=True)
class Split:
    """A total taken apart: the numbers of ``parts`` add up to it."""

    title: str
    parts: tuple[Figure, ...]


@dataclass(frozen=True)
class Section:
    """What is counted of one kind of thing.

    Attributes:
        total: How many there are.
        splits: The total by category, by network ...; a split of nothing is left out.
        more: Other numbers about the same things.
    """

    key: str
    title: str
    total: Figure
    splits: tuple[Split, ...] = ()
    more: tuple[Figure, ...] = ()

    def figures(self) -> Iterator[Figure]:
        """Return its numbers, the total first."""
        yield self.total
        for split in self.splits:
            yield from split.parts
        yield from self.more


@dataclass(frozen=True)
class DepartmentWork:
    """What one department did: its tasks by state, and what it published and held."""

    key: int
    name: str
    tasks: Figure
    done: Figure
    in_progress: Figure
    planned: Figure
    without_evidence: Figure
    stories: Figure
    activities: Figure

    def figures(self) -> tuple[Figure, ...]:
        """Return its numbers in the order of the report's table."""
        return (
            self.tasks,
            self.done,
            self.in_progress,
            self.planned,
            self.without_evidence,
            self.stories,
            self.activities,
        )


@dataclass(frozen=True)
class Figures:
    """The numbers of one Week at one moment.

    Attributes:
        sections: Tasks first, then what was done, in the order of the report.
        departments: Each department that has a task or did something, in the school's order.
        taken_at: When the numbers were read.
    """

    edition: WeekEdition
    sections: tuple[Section, ...]
    departments: tuple[DepartmentWork, ...]
    taken_at: dt.datetime

    def __iter__(self) -> Iterator[Figure]:
        for section in self.sections:
            yield from section.figures()
        for department in self.departments:
            yield from department.figures()

    def section(self, key: str) -> Section:
        """Return a section.

        Raises:
            KeyError: There is none of this key.
        """
        return {section.key: section for section in self.sections}[key]

    def find(self, key: str) -> Figure:
        """Return a number by its key.

        Raises:
            KeyError: There is none.
        """
        return {figure.key: figure for figure in self}[key]

    @property
    def has_evidence(self) -> bool:
        """Whether the site knows of anything that was done, tasks aside."""
        return any(section.total.value for section in self.sections if section.key != "tasks")

    def as_json(self) -> dict[str, Any]:
        """Return the numbers and annexes as plain data, for a copy that stays as it is."""
        return {
            "taken_at": self.taken_at.isoformat(),
            "figures": [
                {"key": one.key, "label": one.label, "value": one.value, "source": one.source} for one in self
            ],
            "annexes": {
                one.key: [list(one.total.columns), *(list(item.cells) for item in one.total.items)]
                for one in self.sections
            },
        }


class FigureMaker:
    """Makes the numbers of a Week with their addresses."""

    def __init__(self, edition: WeekEdition) -> None:
        self.edition = edition

    def figure(self, key: str, label: str, items: Iterable[Item], columns: tuple[str, ...]) -> Figure:
        """Return a number that counts these items."""
        source = reverse("report:source", args=[self.edition.pk, key])
        return Figure(key, label, tuple(items), columns, source)

    def only(self, whole: Figure, key: str, label: str, wanted: Callable[[Item], bool]) -> Figure:
        """Return the number of those of a whole that are wanted."""
        return self.figure(key, label, filter(wanted, whole.items), whole.columns)

    def split(
        self, title: str, whole: Figure, kinds: Iterable[tuple[Any, Any]], kind_of: Callable[[Item], str]
    ) -> tuple[Split, ...]:
        """Return the whole by kind, in the order given, without kinds that do not occur; nothing for nothing.

        Args:
            title: By what.
            whole: The total.
            kinds: (value, label) of each kind.
            kind_of: Returns an item's kind.
        """
        found: dict[str, list[Item]] = {}
        for item in whole.items:
            found.setdefault(kind_of(item), []).append(item)
        parts = tuple(
            self.figure(f"{whole.key}-{value}", str(label), found[value], whole.columns)
            for value, label in kinds
            if value in found
        )
        return (Split(title, parts),) if parts else ()

    def department(self, key: int, name: str, of: dict[str, Figure], states: Any) -> DepartmentWork:
        """Return the work of one department.

        Args:
            key: Of the department.
            name: Its name.
            of: The whole numbers: ``tasks``, ``without_evidence``, ``stories``, ``activities``.
            states: ``PlanTask.Status``.
        """

        def own(name: str, label: str, kind: str = "") -> Figure:
            whole = of[name]
            return self.only(
                whole,
                f"{whole.key}-{kind or 'all'}-department-{key}",
                label,
                lambda item: item.department == key and kind in {"", item.kind},
            )

        return DepartmentWork(
            key=key,
            name=name,
            tasks=own("tasks", _("Nhiệm vụ")),
            done=own("tasks", _("Đã xong"), states.DONE),
            in_progress=own("tasks", _("Đang làm"), states.IN_PROGRESS),
            planned=own("tasks", _("Chưa làm"), states.PLANNED),
            without_evidence=own("without_evidence", _("Chưa có minh chứng")),
            stories=own("stories", _("Tin bài")),
            activities=own("activities", _("Hoạt động")),
        )
