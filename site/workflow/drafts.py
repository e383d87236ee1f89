"""Pages that are not public as they stand and that no clock will make public."""

from __future__ import annotations

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Cast
from wagtail.models import Page, Revision, WorkflowState


def is_scheduled() -> Exists:
    """Return the condition that a version of the page waits for the clock."""
    return Exists(Revision.objects.filter(approved_go_live_at__isnull=False, **_of_the_page()))


def waiting_drafts(pages: QuerySet[Page]) -> QuerySet[Page]:
    """Return those of the pages whose newest words wait for nobody but their writer, the last edited first.

    What has expired counts again once somebody writes on; what waits for approval waits for somebody else.
    """
    in_workflow = WorkflowState.objects.filter(status=WorkflowState.STATUS_IN_PROGRESS, **_of_the_page())
    return (
        pages.filter(Q(live=False) | Q(has_unpublished_changes=True), alias_of=None)
        .filter(Q(expired=False) | Q(latest_revision_created_at__gt=F("expire_at")))
        .exclude(is_scheduled())
        .exclude(Exists(in_workflow))
        .order_by(F("latest_revision_created_at").desc(nulls_last=True), "-pk")
    )


def _of_the_page() -> dict[str, object]:
    return {
        "base_content_type": ContentType.objects.get_for_model(Page),
        "object_id": Cast(OuterRef("pk"), CharField()),
    }
