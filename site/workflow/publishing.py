"""What happens when the last step of a workflow is approved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

if TYPE_CHECKING:  # wagtail.models imports this module
    from wagtail.models import WorkflowState


def publish_approved_revision(workflow_state: WorkflowState, user: Any = None) -> None:
    """Publish the very revision that was approved (or schedule it, when it names a moment).

    Wagtail's own action publishes the *latest* revision, which may hold words that nobody approved, and asks
    whether the approver may publish, which here nobody may: approving is the permission.
    """
    approved = workflow_state.task_states.filter(status="approved").order_by("-finished_at", "-pk").first()
    if approved is None:
        return
    try:
        with transaction.atomic():
            approved.revision.publish(user=user, skip_permission_checks=True)
    except ValidationError:
        # Something (a consent withdrawn meanwhile) keeps it back: the runner says what, and publishes it after.
        type(approved.revision).objects.filter(pk=approved.revision_id).update(
            approved_go_live_at=timezone.now()
        )
