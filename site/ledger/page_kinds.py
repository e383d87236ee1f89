"""Pages as evidence."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import timedelta
from typing import Any

from django.db.models import Case, Exists, F, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.utils import timezone
from wagtail.models import Page

from core.base_page import BasePage
from core.bin import is_binned, outside_bin
from core.querysets import public_only
from ledger.kinds import EvidenceItem, EvidenceKind, none_of
from week.models import PlanTask

DAYS_AROUND = 60
"""A page without a Week of its own may tell of one that was so many days before, or comes so many days after."""


def page_kind(
    model: type[BasePage], *, tasks_field: str = "", doers: tuple[str, ...] = (), is_suggested: bool = True
) -> EvidenceKind:
    """Return the kind of a type of page.

    Args:
        model: The type of page.
        tasks_field: The field by which the page names its tasks itself.
        doers: The fields that name its department.
        is_suggested: Whether such pages are put forward: not those that are about the site.
    """

    def describe(keys: Collection[int]) -> dict[int, EvidenceItem]:
        public = public_only(model._default_manager.live()).filter(pk=OuterRef("pk")).order_by()
        rows = outside_bin(model._default_manager.filter(pk__in=keys)).annotate(is_open=Exists(public))
        if any(field.name == "body" for field in model._meta.get_fields()):
            rows = rows.defer("body")
        return {page.pk: _item(page, model) for page in rows}

    return EvidenceKind(
        model=model,
        label=model.kind_label,
        describe=describe,
        may_attach=may_attach,
        suggested=_suggested(model, doers) if is_suggested else none_of,
        tasks_field=tasks_field,
    )


def may_attach(user: Any, page: Page) -> bool:
    """Return whether the page is public, or the user's to edit: another's draft is nobody's to read."""
    return not is_binned(page) and (page.live or page.permissions_for_user(user).can_edit())


def _item(page: Any, model: type[BasePage]) -> EvidenceItem:
    moment = getattr(page, "starts_at", None) or page.first_published_at
    return EvidenceItem(
        kind=str(model.kind_label),
        title=page.title if page.live else page.draft_title or page.title,
        url=(page.url or "") if page.is_open else "",
        thing=page,
        date=timezone.localtime(moment).date() if moment else None,
        number=getattr(page, "headcount", None),
        is_public=page.is_open,
        is_draft=not page.live,
        model=model._meta.label_lower,
        pk=page.pk,
    )


def _suggested(model: type[BasePage], doers: tuple[str, ...]) -> Callable[[PlanTask], QuerySet | None]:
    """Return what finds the live pages of a task's Week and of its department, those of the department first."""
    has_week = any(field.name == "edition" for field in model._meta.get_fields())

    def suggested(task: PlanTask) -> QuerySet | None:
        span = timedelta(days=DAYS_AROUND)
        days = (task.edition.start_date - span, task.edition.end_date + span)
        is_near = Q(first_published_at__date__range=days)
        is_own = Q(*[(f"{name}_id", task.department_id) for name in doers], _connector=Q.OR)
        if not has_week:
            which = is_near
        else:
            which = Q(edition=task.edition_id) | (is_own & is_near if doers else Q(pk__in=[]))
        pages = model._default_manager.live().filter(which)
        place = Case(When(is_own, then=0), default=1, output_field=IntegerField()) if doers else Value(0)
        return pages.order_by(place, F("first_published_at").desc(nulls_last=True), "-pk")

    return suggested
