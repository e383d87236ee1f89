"""Which things may show a task, and how each kind is described. Rooms register theirs when Django starts."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, QuerySet
from django.db.models.signals import post_delete
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import Page

from week.models import PlanTask


@dataclass
class EvidenceItem:
    """One thing that shows a task.

    Attributes:
        kind: What it is, such as "Tin bài".
        title: What members of the staff call it. Of a commendation it is the recipient's name: show it to the public
            only where ``is_public``.
        url: Where everybody reads it; empty where there is no such place.
        thing: What the staff look after: the thing itself, or what it is a part of.
        date: The day it is of, or None.
        number: How many people came, or None where that says nothing.
        is_public: Whether the public may see it now.
        is_draft: Whether it is a page that is not on the site.
        model: "app_label.model" of the thing.
        pk: Key of the thing.
        row: Key of the ``Evidence``; None for a page that names the task itself.
        note: What was written when it was attached.
        permission: What one needs to read its title; empty for nothing.
        edit_url: Where whoever is at the screen looks after it; a view sets it with `edit_url_for`.
    """

    kind: str
    title: str
    url: str
    thing: Model
    date: date | None = None
    number: int | None = None
    is_public: bool = False
    is_draft: bool = False
    model: str = ""
    pk: int = 0
    row: int | None = None
    note: str = ""
    permission: str = ""
    edit_url: str = ""

    def edit_url_for(self, user: Any) -> str:
        """Return where the user looks after the thing; empty for who may not."""
        return AdminURLFinder(user).get_edit_url(self.thing) or ""


def _all_may(user: Any, thing: Any) -> bool:
    return True


def none_of(task: PlanTask) -> QuerySet | None:
    """Return nothing to suggest."""
    return None


@dataclass(frozen=True)
class EvidenceKind:
    """A kind of thing that may show a task.

    Attributes:
        model: Its model.
        label: What it is called, such as "Tin bài".
        describe: Returns the items of things by key; one query, whatever their number.
        may_attach: Whether a user may see this thing, and so say what it shows.
        suggested: Returns things that are likely to show a task, the likeliest first; None for none.
        tasks_field: Name of the field by which things of this kind name their tasks themselves; empty for none.
    """

    model: type[Model]
    label: Any
    describe: Callable[[Collection[int]], dict[int, EvidenceItem]]
    may_attach: Callable[[Any, Any], bool] = _all_may
    suggested: Callable[[PlanTask], QuerySet | None] = none_of
    tasks_field: str = ""

    @property
    def name(self) -> str:
        """The model as "app_label.model"."""
        return self.model._meta.label_lower

    @property
    def content_type(self) -> ContentType:
        """The model's content type; remembered by Django."""
        return ContentType.objects.get_for_model(self.model)


_kinds: dict[str, EvidenceKind] = {}


def register_kind(kind: EvidenceKind) -> None:
    """Let things of a kind be evidence; what is deleted is evidence no more."""
    _kinds[kind.name] = kind
    if not issubclass(kind.model, Page):  # the database itself lets go of pages
        post_delete.connect(_forget, sender=kind.model, dispatch_uid=f"ledger.{kind.name}")


def kinds() -> list[EvidenceKind]:
    """Return every kind, in the order in which they were registered."""
    return list(_kinds.values())


def kind_of(model: type[Model] | None) -> EvidenceKind | None:
    """Return the kind of a model; None when its things show no task."""
    return _kinds.get(model._meta.label_lower) if model is not None else None


def kind_named(name: str) -> EvidenceKind | None:
    """Return the kind with the name "app_label.model", or None."""
    return _kinds.get(name)


def _forget(sender: type[Model], instance: Model, **kwargs: Any) -> None:
    from ledger.models import Evidence  # noqa: PLC0415  # kinds are registered before the models are there

    kind = _kinds[sender._meta.label_lower]
    Evidence.objects.filter(content_type=kind.content_type, object_id=instance.pk).delete()
