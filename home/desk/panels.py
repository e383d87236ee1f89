"""The panels of the dashboard that pages fill, and in which order all panels stand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django.utils import timezone
from wagtail.admin.ui.components import Component
from wagtail.permissions import page_permission_policy

from home.desk.actions import actions_for
from home.desk.pages import SHOWN, drafts_of, has_begun, returned_to, waiting_for_approval
from home.desk.sections import sections_written_by

ORDER = {
    "actions": 10,
    "notices": 20,
    "schedule": 25,
    "drafts": 30,
    "honours": 55,
    "consents": 80,
    "tasks": 90,
    "locked_pages": 100,
}
"""Names of panels, also those of other rooms, from the first to the last; an unknown one follows."""
NOT_SHOWN = {
    "recent_edits",  # the user's drafts are shown
    "user_objects_in_workflow_moderation",  # what is returned is shown with the reason; the rest can wait
    "workflow_objects_to_moderate",  # its queries grow with what waits
}
"""Names of Wagtail's own panels that do not serve here."""


class ActionsPanel(Component):
    """The greeting and the big buttons."""

    name = "actions"
    order = ORDER["actions"]
    template_name = "home/admin/actions_panel.html"

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """Return ``user``, ``today`` and ``actions``."""
        if not parent_context:
            return {}
        user = parent_context["request"].user
        return {"user": user, "today": timezone.localdate(), "actions": actions_for(user)}

    class Media:
        css: ClassVar[dict[str, list[str]]] = {"all": ["css/admin-desk.css"]}


class WorkPanel(Component):
    """The user's drafts, what came back with a reason, what waits for the user's approval; or the first steps."""

    name = "drafts"
    order = ORDER["drafts"]
    template_name = "home/admin/work_panel.html"

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """Return ``drafts``, ``returned``, ``approvals``, and ``is_new`` for who has never begun a page.

        As many queries for one page as for a thousand.
        """
        if not parent_context:
            return {}
        user = parent_context["request"].user
        sections = sections_written_by(user)
        returned = returned_to(user) if sections else {}
        drafts = drafts_of(user, returned) if sections else []
        return {
            "drafts": drafts[:SHOWN],
            "has_more_drafts": len(drafts) > SHOWN,
            "section": next(iter(sections.values()), None),
            "returned": list(returned.values()),
            "approvals": waiting_for_approval(user),
            "is_new": bool(sections) and not drafts and not returned and not has_begun(user),
        }


def arrange(user: Any, panels: list[Any]) -> None:
    """Leave out what does not serve, add ours, and put all in the order of a working day."""
    left_out = NOT_SHOWN
    if not page_permission_policy.user_has_permission(user, "lock"):
        left_out = {*NOT_SHOWN, "locked_pages"}
    panels[:] = [panel for panel in panels if panel.name not in left_out]
    panels += [ActionsPanel(), WorkPanel()]
    for panel in panels:
        panel.order = ORDER.get(panel.name, panel.order)
