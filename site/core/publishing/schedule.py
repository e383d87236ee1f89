"""Moments in words, and the draft that names a moment but was never scheduled."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Exists, OuterRef, Q, QuerySet
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from wagtail.models import Page, Revision, WorkflowState

from core.vietnamese import format_date, format_time, weekday_name


def moment_in_words(moment: datetime) -> str:
    """Return the moment on the school's clock: "7:30, thứ Hai 5/10/2026 (giờ Việt Nam)"."""
    return _("%(time)s, %(weekday)s %(date)s (giờ Việt Nam)") % {
        "time": format_time(moment),
        "weekday": weekday_name(moment),
        "date": format_date(moment),
    }


@dataclass(frozen=True)
class UnscheduledDraft:
    """A draft with a moment that nobody has made effective.

    Attributes:
        page: The row of the page table, with the draft's title in ``draft_title``.
        moment: When its writer wants it to go live; it may have passed.
    """

    page: Page
    moment: datetime


def unscheduled_moment(page: Any) -> datetime | None:
    """Return when the draft wants to go live, though nothing will publish it then; None when all is well.

    Wagtail keeps the moment with the draft and acts on it only after "schedule" is pressed. A draft that waits for
    approval is scheduled by the approval, so it counts as well looked after. At most two queries.

    Args:
        page: The page as its latest draft has it (``get_latest_revision_as_object()``).
    """
    moment = page.go_live_at
    if moment is None or not page.pk or not _is_meant(page, moment):
        return None
    if page.scheduled_revision is not None or page.workflow_in_progress:
        return None
    return moment


def unscheduled_drafts(pages: QuerySet | None = None) -> list[UnscheduledDraft]:
    """Return the drafts with a moment that were never scheduled, the earliest first. One query.

    Args:
        pages: Those to look among, rows of ``Page`` (what a user may edit); all pages if missing.
    """
    page_type = ContentType.objects.get_for_model(Page)
    own = {"base_content_type": page_type, "object_id": OuterRef("number")}
    rows = (
        (Page.objects.all() if pages is None else pages)
        .annotate(
            number=Cast("pk", CharField()),
            draft_moment=KeyTextTransform("go_live_at", "latest_revision__content"),
        )
        .filter(Q(live=False) | Q(has_unpublished_changes=True), alias_of=None)
        .filter(Q(draft_moment__isnull=False) | Q(latest_revision=None, go_live_at__isnull=False))
        .exclude(Exists(Revision.objects.filter(approved_go_live_at__isnull=False, **own)))
        .exclude(Exists(WorkflowState.objects.filter(status=WorkflowState.STATUS_IN_PROGRESS, **own)))
    )
    found = []
    for page in rows:
        # A page without a revision has its moment in its own row.
        moment = parse_datetime(page.draft_moment or "") if page.latest_revision_id else page.go_live_at
        if moment is not None and _is_meant(page, moment):
            found.append(UnscheduledDraft(page, moment))
    return sorted(found, key=lambda draft: (draft.moment, draft.page.pk))


def _is_meant(page: Any, moment: datetime) -> bool:
    """Return whether the moment is still wanted: what went live at it keeps it, and it means nothing any more."""
    if page.live and not page.has_unpublished_changes:
        return False
    if moment > timezone.now():
        return True
    return not page.live and (page.last_published_at is None or moment > page.last_published_at)
