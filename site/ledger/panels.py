"""The user's own tasks on the dashboard, while they are due or late."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from wagtail.admin.ui.components import Component

from ledger.reminders import open_tasks
from ledger.rules import own_tasks

SHOWN = 5


class OwnTasksPanel(Component):
    """What the user has to do in the next three days, and what is late; nothing when there is none."""

    name = "own_tasks"
    order = 22
    """After the notices (``home.desk.panels``)."""
    template_name = "ledger/own_tasks_panel.html"

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """Return the first ``rows`` with ``total``. One query."""
        if not parent_context:
            return {}
        today = timezone.localdate()
        mine = own_tasks(parent_context["request"].user).values("pk")
        tasks = list(open_tasks(today).filter(pk__in=mine).select_related("department"))
        rows = [{"task": task, "is_late": task.is_late(today)} for task in tasks[:SHOWN]]
        return {"rows": rows, "total": len(tasks)}
