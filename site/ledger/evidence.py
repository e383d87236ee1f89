"""What shows the tasks of a Week: read for all of them at once, attached and taken off one at a time."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q

from ledger.kinds import EvidenceItem, EvidenceKind, kind_named, kind_of, kinds, register_kind
from ledger.models import Evidence
from week.models import PlanTask, WeekEdition

__all__ = [
    "EvidenceItem",
    "EvidenceKind",
    "attach",
    "detach",
    "evidence_of",
    "evidence_of_task",
    "kind_named",
    "kind_of",
    "kinds",
    "register_kind",
]


def evidence_of(edition: WeekEdition, *, with_drafts: bool = False) -> dict[int, list[EvidenceItem]]:
    """Return what shows each task of a Week; every task has a list.

    As many queries for a thousand things as for one of each kind: one for the tasks, one for what was attached, one
    or two for each kind.

    Args:
        edition: The Week.
        with_drafts: Whether also pages that are not on the site: they show nothing yet.
    """
    return _gather(Q(task__edition=edition), Q(edition=edition), with_drafts=with_drafts)


def evidence_of_task(task: PlanTask) -> list[EvidenceItem]:
    """Return what shows one task, also what is still a draft."""
    return _gather(Q(task=task), Q(pk=task.pk), with_drafts=True)[task.pk]


def _gather(of_rows: Q, of_tasks: Q, *, with_drafts: bool) -> dict[int, list[EvidenceItem]]:
    found: dict[int, list[EvidenceItem]] = {
        key: [] for key in PlanTask.objects.filter(of_tasks).order_by().values_list("pk", flat=True)
    }
    names = {kind.content_type.pk: kind.name for kind in kinds()}
    attached: dict[str, dict[tuple[int, int], Evidence]] = defaultdict(dict)
    for row in Evidence.objects.filter(of_rows):
        if row.content_type_id in names:
            attached[names[row.content_type_id]][row.task_id, row.object_id] = row
    for kind in kinds():
        rows = attached[kind.name]
        pairs = [*rows, *(pair for pair in _named_by_things(kind, found) if pair not in rows)]
        described = kind.describe({thing for _task, thing in pairs}) if pairs else {}
        for task, thing in pairs:
            item, row_of = described.get(thing), rows.get((task, thing))
            if item is None or task not in found:
                continue
            if item.is_draft and (row_of is None or not with_drafts):
                continue
            marks = {"row": row_of.pk, "note": row_of.note} if row_of else {}
            found[task].append(replace(item, **marks))  # type: ignore[arg-type]  # fields of the class
    return found


def _named_by_things(kind: EvidenceKind, tasks: Any) -> list[tuple[int, int]]:
    """Return (task, thing) of the things that name these tasks themselves."""
    if not kind.tasks_field:
        return []
    field: Any = kind.model._meta.get_field(kind.tasks_field)
    through = field.remote_field.through
    task, thing = field.m2m_reverse_field_name(), field.m2m_field_name()
    rows = through._default_manager.filter(**{f"{task}__in": list(tasks)})
    return list(rows.values_list(f"{task}_id", f"{thing}_id"))


def attach(task: PlanTask, thing: Any, user: Any, note: str = "") -> bool:
    """Say that a thing shows a task; return whether nobody had said so before.

    Two people who do it at once make one row: the database has room for no second.

    Raises:
        ValueError: Things of this kind show no task.
    """
    kind = kind_of(type(thing))
    if kind is None:
        raise ValueError(thing)
    values = {"note": note, "added_by": user}
    content_type = ContentType.objects.get_for_model(kind.model)
    _row, created = Evidence.objects.get_or_create(
        task=task, content_type=content_type, object_id=thing.pk, defaults=values
    )
    return created


def detach(task: PlanTask, kind: EvidenceKind, key: int) -> Evidence | None:
    """Take a thing off a task; return the row that was there, without a key."""
    row = Evidence.objects.filter(task=task, content_type=kind.content_type, object_id=key).first()
    if row is not None:
        row.delete()
    return row
