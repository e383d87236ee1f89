"""Where the tasks of a Week stand, by department: what a principal asks on the way to a meeting ("Đôn đốc")."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from ledger.evidence import EvidenceItem, evidence_of
from week.models import Department, PlanTask, WeekEdition

BAR_LENGTH = 1000


class Standing(models.TextChoices):
    """Where a task stands against its day; each task is in exactly one of these."""

    DONE = "done", _("Xong")
    IN_PROGRESS = "in_progress", _("Đang làm")
    DUE = "due", _("Sắp đến hạn")
    LATE = "late", _("Trễ hạn")
    PLANNED = "planned", _("Chưa làm")


WITHOUT_EVIDENCE = "no_evidence"
FILTERS = [*Standing.choices, (WITHOUT_EVIDENCE, _("Chưa có minh chứng"))]


def standing_of(task: PlanTask, today: date) -> Standing:
    """Return where the task stands on the day."""
    if task.is_late(today):
        return Standing.LATE
    if task.is_due(today):
        return Standing.DUE
    return Standing(task.status)


@dataclass
class TaskRow:
    """A task, where it stands and what shows it."""

    task: PlanTask
    standing: Standing
    items: list[EvidenceItem]
    may_attach: bool = False

    @property
    def is_in(self) -> set[str]:
        """The choices of the filter that show it."""
        return {self.standing, *([] if self.items else [WITHOUT_EVIDENCE])}


@dataclass
class Part:
    """A piece of a bar, in thousandths of its length."""

    standing: Standing
    start: int
    length: int
    number: int


@dataclass
class Share:
    """How many tasks stand where: of a department, or of the whole school.

    Attributes:
        department: Whose; None for the school.
        rows: The tasks to show.
        counts: How many tasks stand where, all of them.
        without: How many nothing shows.
    """

    department: Department | None
    rows: list[TaskRow]
    counts: Counter[str]
    without: int

    @property
    def total(self) -> int:
        """How many tasks there are."""
        return self.counts.total()

    @property
    def done(self) -> int:
        """How many are done."""
        return self.counts[Standing.DONE]

    @property
    def words(self) -> list[tuple[Standing, int]]:
        """What stands beside the bar: every standing that occurs, with its number."""
        return [(one, self.counts[one]) for one in Standing if self.counts[one]]

    @property
    def parts(self) -> list[Part]:
        """The pieces of the bar, which are as long as it together."""
        found, before = [], 0
        for standing, number in self.words:
            start = before * BAR_LENGTH // self.total
            before += number
            found.append(Part(standing, start, before * BAR_LENGTH // self.total - start, number))
        return found


def share_of(rows: Sequence[TaskRow], department: Department | None = None) -> Share:
    """Return how many of these tasks stand where."""
    return Share(
        department,
        list(rows),
        Counter(str(row.standing) for row in rows),
        sum(not row.items for row in rows),
    )


def rows_of(edition: WeekEdition, today: date) -> list[TaskRow]:
    """Return the tasks of a Week by department; as many queries for a thousand tasks as for one."""
    items = evidence_of(edition)
    tasks: Any = edition.tasks.select_related("department", "owner").prefetch_related("co_owners")
    tasks = tasks.order_by("department__sort_order", "department__name", "sort_order", "pk")
    return [TaskRow(task, standing_of(task, today), items.get(task.pk, [])) for task in tasks]


def shares_by_department(rows: Sequence[TaskRow], chosen: str | None = None) -> list[Share]:
    """Return each department's tasks: its numbers of all, its rows of those that the filter shows.

    Args:
        rows: From ``rows_of``.
        chosen: A value of ``FILTERS``; None for all. Departments without a row are then left out.
    """
    departments: dict[int, list[TaskRow]] = {}
    for row in rows:
        departments.setdefault(row.task.department_id, []).append(row)
    shares = []
    for own in departments.values():
        share = share_of(own, own[0].task.department)
        share.rows = [row for row in own if chosen is None or chosen in row.is_in]
        if share.rows:
            shares.append(share)
    return shares
