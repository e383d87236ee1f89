"""The pages that wait for somebody: own drafts, what was returned with a reason, what others ask one to approve."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import CharField, Exists, F, OuterRef, Q
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Page, Revision, TaskState, WorkflowState

from home.desk.sections import sections_written_by

SHOWN = 5


@dataclass(frozen=True)
class PageLine:
    """One page of a list, with what to say of it."""

    title: str
    url: str
    kind: str
    state: str = ""
    moment: datetime | None = None
    person: str = ""
    reason: str = ""


def drafts_of(user: Any, returned: Iterable[int] = ()) -> list[PageLine]:
    """Return the user's drafts that nobody has to do anything about but the user, the latest edited first.

    One more than are shown, so that the caller sees that there are more. One query.

    Args:
        user: Who began or last saved them.
        returned: Ids of pages that are shown elsewhere.
    """
    scheduled = Revision.page_revisions.filter(
        approved_go_live_at__isnull=False, object_id=Cast(OuterRef("pk"), output_field=CharField())
    )
    in_workflow = WorkflowState.objects.active().filter(
        status=WorkflowState.STATUS_IN_PROGRESS, object_id=Cast(OuterRef("pk"), output_field=CharField())
    )
    pages = (
        _written_by(user)
        .filter(Q(owner=user) | Q(latest_revision__user=user), has_unpublished_changes=True)
        .filter(~Exists(scheduled), ~Exists(in_workflow.filter(base_content_type__model="page")))
        .exclude(pk__in=list(returned))
        .order_by(F("latest_revision_created_at").desc(nulls_last=True), "-pk")
    )
    return [_line(page, state=_draft_state(page)) for page in pages[: SHOWN + 1]]


def has_begun(user: Any) -> bool:
    """Return whether the user has ever made a page."""
    return Page.objects.filter(owner=user).exists()


def returned_to(user: Any) -> dict[int, PageLine]:
    """Return by page id what was sent back to the user in a page workflow, with the reason. Two queries at most."""
    states = list(
        WorkflowState.objects.filter(
            status=WorkflowState.STATUS_NEEDS_CHANGES,
            base_content_type__app_label="wagtailcore",
            base_content_type__model="page",
            requested_by=user,
        )
        .select_related("current_task_state__finished_by")
        .order_by("-current_task_state__finished_at")[:SHOWN]
    )
    pages = _written_by(user).in_bulk([int(state.object_id) for state in states]) if states else {}
    return {
        page.pk: _line(
            page,
            reason=task.comment if task else "",
            person=str(task.finished_by or "") if task else "",
            moment=task.finished_at if task else None,
        )
        for state in states
        if (page := pages.get(int(state.object_id)))
        for task in [state.current_task_state]
    }


def waiting_for_approval(user: Any) -> list[PageLine]:
    """Return the pages that a workflow asks the user to approve, the longest waiting first. Two queries at most.

    Wagtail's ``reviewable_by`` asks once more for each step of each workflow; steps here are always done by groups.
    """
    asked = TaskState.objects.filter(
        status=TaskState.STATUS_IN_PROGRESS, revision__base_content_type__model="page"
    )
    if not user.is_superuser:
        asked = asked.filter(task__groupapprovaltask__groups__user=user).distinct()
    tasks = list(asked.select_related("revision__user").order_by("started_at", "pk")[:SHOWN])
    pages = Page.objects.in_bulk([int(task.revision.object_id) for task in tasks]) if tasks else {}
    return [
        _line(page, moment=task.started_at, person=str(task.revision.user or ""))
        for task in tasks
        if (page := pages.get(int(task.revision.object_id)))
    ]


def _written_by(user: Any) -> Any:
    """Return the pages of the sections in which the user writes; for a superuser every page of the site."""
    paths = {page.path for page in sections_written_by(user).values()}
    if user.is_superuser:
        paths = {path[: -Page.steplen] for path in paths}
    condition = Q(pk__in=[])
    for path in sorted(paths):
        condition |= Q(path__startswith=path)
    return Page.objects.filter(condition)


def _line(page: Page, **words: Any) -> PageLine:
    model = page.cached_content_type.model_class()
    words.setdefault("moment", page.latest_revision_created_at)
    return PageLine(
        title=page.get_admin_display_title(),
        url=reverse("wagtailadmin_pages:edit", args=[page.pk]),
        kind=str(getattr(model, "kind_label", "")),
        **words,
    )


def _draft_state(page: Page) -> str:
    if page.live:
        return _("Đã đăng, có chỗ sửa chưa đăng")
    return _("Đã gỡ khỏi trang") if page.first_published_at else _("Chưa đăng")
