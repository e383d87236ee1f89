"""The admin's part of the schedule: a panel on the dashboard, a sentence where a failed item is edited."""

from __future__ import annotations

from typing import Any

from django.db.models import Model
from django.http import HttpRequest
from wagtail import hooks
from wagtail.admin import messages

from workflow.dashboard import SchedulePanel, reason_why_overdue


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
