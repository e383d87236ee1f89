"""The admin's part of the schedule: the calendar, a panel on the dashboard, sentences where a thing is edited."""

from __future__ import annotations

from typing import Any

from django.db.models import Model
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import include, path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.utils.urlpatterns import decorate_urlpatterns

from core.publishing.prospect import DESCRIBE_HOOK, Note
from core.refusing import answer_forbidden
from workflow.dashboard import SchedulePanel
from workflow.due import EXPIRE
from workflow.entries import move_address
from workflow.heartbeat import pulse
from workflow.permissions import may_open_calendar, may_publish
from workflow.views import feed, moves
from workflow.views.calendar import CalendarScreen
from workflow.watchdog import GRACE, Reasons, items_of, sentence_for


class CalendarMenuItem(MenuItem):
    """Shown to those whose things stand on the calendar."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Return whether one of them could be the user's."""
        return may_open_calendar(request.user)


@hooks.register("register_admin_urls")
def register_admin_urls() -> list[Any]:
    """Add the calendar and what is done on it."""
    patterns = [path("lich-dang/", include(([*moves.urls, *feed.urls], "workflow_calendar")))]
    return decorate_urlpatterns(patterns, answer_forbidden)


@hooks.register("register_admin_menu_item")
def register_calendar_item() -> CalendarMenuItem:
    """Put the calendar into the menu."""
    return CalendarMenuItem(
        _("Lịch đăng"),
        reverse("workflow_calendar:index"),
        name="schedule-calendar",
        icon_name=CalendarScreen.header_icon,
        order=250,
    )


@hooks.register("construct_homepage_panels")
def add_schedule_panel(request: HttpRequest, panels: list[Any]) -> None:
    """Put the schedule above what Wagtail shows."""
    panels.append(SchedulePanel())


@hooks.register(DESCRIBE_HOOK)
def add_what_is_late(page: Any, user: Any) -> list[Note]:
    """Say in the panel "Trước khi đăng" what is late, or will be, and why."""
    items, now = items_of(page), timezone.now()
    if not items:
        return []
    reasons = Reasons(pulse(now), now)
    return [
        Note(sentence_for(item, reasons), is_loud=True)
        for item in items
        if item.due_at <= now - GRACE or not reasons.state.is_alive
    ]


@hooks.register("before_edit_page")
@hooks.register("before_edit_snippet")
def say_what_the_clock_does(request: HttpRequest, instance: Model) -> None:
    """Tell who opens a scheduled thing when it goes live, or why it has not, with the way to do it now."""
    if request.method != "GET":
        return
    items = items_of(instance)
    if not items:
        return
    now, here = timezone.now(), request.get_full_path()
    reasons = Reasons(pulse(now), now)
    allowed = may_publish(request.user, instance)
    for item in items:
        is_late = item.due_at <= now - GRACE
        context = {
            "sentence": sentence_for(item, reasons),
            "name": item.name,
            "moment": item.due_at,
            "next_url": here,
            "may_retry": is_late and allowed,
            "is_expiry": item.action == EXPIRE,
            # Wagtail's own line below this one has the button that takes the schedule back.
            "move_url": move_address(item.name, here) if allowed and item.action != EXPIRE else "",
        }
        needs_help = is_late or not reasons.state.is_alive
        (messages.warning if needs_help else messages.info)(
            request, render_to_string("workflow/clock_message.html", context, request)
        )
