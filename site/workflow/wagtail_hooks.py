"""The admin's part of signing and of the schedule.

Signing: the two buttons where a proposal is read. The schedule: a panel on the dashboard, a sentence where a
failed item is edited.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Model
from django.http import HttpRequest
from wagtail import hooks
from wagtail.admin import messages

from workflow.dashboard import SchedulePanel, reason_why_overdue
from workflow.models import SignOffTask
from workflow.signed_off import ByHandNever
from workflow.signing import signing_buttons


@hooks.register("construct_homepage_panels")
def add_schedule_panel(request: HttpRequest, panels: list[Any]) -> None:
    """Put the schedule above what Wagtail shows."""
    panels.append(SchedulePanel())


@hooks.register("before_edit_page")
@hooks.register("before_edit_snippet")
def say_why_it_is_overdue(request: HttpRequest, instance: Model) -> None:
    """Tell who opens a failed item why it did not go live."""
    if request.method == "GET" and (reason := reason_why_overdue(instance)):
        messages.warning(request, reason)


@hooks.register("construct_snippet_action_menu")
def offer_signing(menu_items: list[Any], request: HttpRequest, context: dict[str, Any]) -> None:
    """Put the signer's buttons first; nobody publishes by hand, and only who proposed may withdraw."""
    if issubclass(context["model"].snippet_viewset.edit_view_class, ByHandNever):
        menu_items[:] = [item for item in menu_items if item.name != "action-publish"]
    instance: Any = context.get("instance")
    task = getattr(instance, "current_workflow_task", None)
    if context["view"] != "edit" or not isinstance(task, SignOffTask):
        return
    if instance.current_workflow_state.requested_by_id != request.user.pk:
        menu_items[:] = [item for item in menu_items if item.name != "action-cancel-workflow"]
    menu_items[:0] = signing_buttons(instance, request.user)
