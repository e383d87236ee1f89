"""What the admin's dashboard says about the schedule, to those who may do something about it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.middleware.csrf import get_token
from django.utils import timezone
from django.utils.text import capfirst
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.ui.components import Component
from wagtail.models import DraftStateMixin, Page
from wagtail.permissions import page_permission_policy

from workflow.clock_words import moment_words
from workflow.due import EXPIRE, DueItem, due_items, every_row, next_goings_live
from workflow.heartbeat import pulse
from workflow.permissions import EDITING, may_edit, may_open_calendar, may_publish
from workflow.watchdog import GRACE, Reasons, lateness, next_try_words, pulse_words

LATE_SHOWN = 10
COMING_SHOWN = 5
CANDIDATES = 50
"""The first of so many that the user may edit are shown."""

Place = tuple[int, str]
"""Where an object is: its base content type and its id."""


@dataclass(frozen=True)
class Line:
    """One line of the panel."""

    title: str
    url: str | None
    moment: datetime
    when: str
    is_expiry: bool
    name: str
    late: str = ""
    reason: str = ""
    next_try: str = ""
    may_retry: bool = False
    may_cancel: bool = False


class SchedulePanel(Component):
    """What is late and why, with the way to do it now; what comes next; whether the runner lives.

    Silent when all is well.
    """

    name = "schedule"
    order = 50
    template_name = "workflow/schedule_panel.html"

    class Media:
        css = {"all": ("css/admin-calendar.css",)}

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """Return ``pulse``, ``late`` and ``coming``. At most seven queries and one for each snippet shown."""
        request, now = (parent_context or {})["request"], timezone.now()
        reasons = Reasons(pulse(now), now)
        late, coming = due_items(now - GRACE)[:CANDIDATES], next_goings_live(now, CANDIDATES)
        objects = _editable([*late, *coming], request.user)
        return {
            "pulse": reasons.state,
            "pulse_words": pulse_words(reasons.state, now),
            "late": _lines(late, objects, LATE_SHOWN, request.user, reasons),
            "coming": _lines(coming, objects, COMING_SHOWN, request.user, reasons),
            "may_open_calendar": may_open_calendar(request.user),
            "next_url": request.get_full_path(),
            "csrf_token": get_token(request),
        }


def _editable(items: Iterable[DueItem], user: Any) -> dict[Place, Model]:
    """Return the objects of the items, only those that the user may edit."""
    ids: dict[int, set[str]] = defaultdict(set)
    for item in items:
        ids[item.base_content_type_id].add(item.object_id)
    found: dict[Place, Model] = {}
    for content_type_id, object_ids in ids.items():
        model = ContentType.objects.get_for_id(content_type_id).model_class()
        if model is Page:
            rows = page_permission_policy.instances_user_has_any_permission_for(user, EDITING)
        elif model is not None and may_edit(user, model):
            rows = every_row(model)
        else:
            continue
        found |= {(content_type_id, str(obj.pk)): obj for obj in rows.filter(pk__in=object_ids)}
    return found


def _lines(
    items: Iterable[DueItem], objects: Mapping[Place, Model], length: int, user: Any, reasons: Reasons
) -> list[Line]:
    """Return the lines of the first items that have an object."""
    finder = AdminURLFinder()  # without a user: the objects are the user's to edit
    lines: list[Line] = []
    for item in items:
        obj = objects.get((item.base_content_type_id, item.object_id))
        if obj is None:
            continue
        is_expiry = item.action == EXPIRE
        line = {
            "title": obj.get_admin_display_title() if isinstance(obj, Page) else str(obj),
            "url": finder.get_edit_url(obj),
            "moment": item.due_at,
            "when": moment_words(item.due_at),
            "is_expiry": is_expiry,
            "name": item.name,
        }
        if item.due_at <= reasons.now:
            allowed = may_publish(user, obj)
            line |= {
                "late": lateness(item.due_at, reasons.now),
                "reason": capfirst(reasons.why(item)),
                "next_try": next_try_words(reasons.tried_again_at(item)),
                "may_retry": allowed,
                "may_cancel": allowed and not is_expiry and isinstance(obj, DraftStateMixin),
            }
        lines.append(Line(**line))
        if len(lines) == length:
            break
    return lines
