"""What the clock asks for: revisions whose moment has come, live objects whose time is over, and timed models."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, IntegerField, Model, QuerySet, Value
from django.db.models.functions import Cast
from wagtail.models import DraftStateMixin, Page, Revision

from core.timed import TimedModel
from workflow.models import ScheduleFailure

PUBLISH, EXPIRE = ScheduleFailure.Action.PUBLISH, ScheduleFailure.Action.EXPIRE
INSTANT = timedelta(microseconds=1)
"""The smallest step of a stored moment."""


@dataclass(frozen=True, slots=True)
class DueItem:
    """One thing to do, by its ids: objects are read one at a time, under their lock."""

    due_at: datetime
    action: str
    content_type_id: int
    """Of the specific model."""
    base_content_type_id: int
    """Of the model whose row is the object's lock: Page for every page."""
    object_id: str
    revision_id: int = 0
    """0 for what has no revision: an expiry, a timed model."""

    @property
    def key(self) -> tuple[int, str, str]:
        """What a ScheduleFailure is found by."""
        return self.content_type_id, self.object_id, str(self.action)

    @property
    def name(self) -> str:
        """What an address or a form calls it by: action, kind and number of the object."""
        return f"{self.action}-{self.base_content_type_id}-{self.object_id}"

    @property
    def order(self) -> tuple[datetime, bool, int]:
        """By time; a new version before the expiry that it replaces, then as they were written."""
        return self.due_at, self.action == EXPIRE, self.revision_id


def schedulable_models() -> list[type[Model]]:
    """Return the models that have a schedule: Page for all pages, and each other model with drafts."""
    return [Page] + [
        model
        for model in apps.get_models()
        if issubclass(model, DraftStateMixin) and not issubclass(model, Page)
    ]


def timed_models() -> list[type[TimedModel]]:
    """Return the models that say themselves what happens at their moment."""
    return [model for model in apps.get_models() if issubclass(model, TimedModel)]


def action_of(model: type[TimedModel]) -> str:
    """Return whether the model's moment brings something to the public or takes it away."""
    return PUBLISH if model.goes_live else EXPIRE


def every_row(model: type[Model]) -> QuerySet:
    """Return all rows (a model's own manager may hide some), unordered (an order may join, a join cannot be locked)."""
    return model._base_manager.order_by()  # public, in spite of its name


def _expiring(model: type[Model]) -> QuerySet:
    own_type = ContentType.objects.get_for_model(model, for_concrete_model=False).pk
    own_type_value = Value(own_type, output_field=IntegerField())
    return (
        every_row(model)
        .filter(live=True, expire_at__isnull=False)
        .values_list(
            "expire_at",
            Value(str(EXPIRE)),
            "content_type_id" if model is Page else own_type_value,
            own_type_value,
            Cast("pk", CharField()),
        )
    )


def _timed(model: type[TimedModel]) -> QuerySet:
    own_type = Value(ContentType.objects.get_for_model(model).pk, output_field=IntegerField())
    return (
        every_row(model)
        .filter(due_at__isnull=False)
        .values_list("due_at", Value(str(action_of(model))), own_type, own_type, Cast("pk", CharField()))
    )


def _goings_live() -> QuerySet:
    return Revision.objects.values_list(
        "approved_go_live_at", "content_type_id", "base_content_type_id", "object_id", "pk"
    )


def due_items(until: datetime) -> list[DueItem]:
    """Return what is due by the moment, in order of time. Two queries, whatever the number of models."""
    return _items("lte", until)


def items_between(start: datetime, end: datetime) -> list[DueItem]:
    """Return what is to happen from ``start`` on and before ``end``, in order of time. Two queries."""
    return _items("range", (start, end - INSTANT))


def _items(lookup: str, value: Any) -> list[DueItem]:
    goings_live = _goings_live().filter(**{f"approved_go_live_at__{lookup}": value}).order_by()
    first, *others = [
        _expiring(model).filter(**{f"expire_at__{lookup}": value}) for model in schedulable_models()
    ]
    others += [_timed(model).filter(**{f"due_at__{lookup}": value}) for model in timed_models()]
    items = [DueItem(moment, PUBLISH, *ids) for moment, *ids in goings_live]
    items += [DueItem(*row) for row in first.union(*others, all=True)]
    return sorted(items, key=lambda item: item.order)


def next_goings_live(after: datetime, count: int) -> list[DueItem]:
    """Return what goes live next after the moment, in order of time. Two queries."""
    coming = _goings_live().filter(approved_go_live_at__gt=after).order_by("approved_go_live_at", "pk")
    items = [DueItem(moment, PUBLISH, *ids) for moment, *ids in coming[:count]]
    first, *others = [_timed(model).filter(due_at__gt=after) for model in timed_models() if model.goes_live]
    timed = first.union(*others, all=True) if others else first
    items += [DueItem(*row) for row in timed.order_by("due_at")[:count]]
    return sorted(items, key=lambda item: item.order)[:count]
