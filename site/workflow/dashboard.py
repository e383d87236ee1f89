"""What the admin's dashboard says about the schedule, to those who may do something about it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.ui.components import Component
from wagtail.models import Page
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import page_permission_policy

from core.templatetags.vietnamese_tags import vi_datetime
from workflow.due import EXPIRE, DueItem, due_items, every_row, next_goings_live
from workflow.heartbeat import Pulse, pulse
from workflow.models import ScheduleFailure

GRACE = timedelta(seconds=5)
"""What became due just now is being done just now."""
OVERDUE_SHOWN = 10
COMING_SHOWN = 5
CANDIDATES = 50
"""The first of so many that the user may edit are shown."""
EDITING = ("change", "publish")

Place = tuple[int, str]
"""Where an object is: its base content type and its id."""


@dataclass(frozen=True)
class Line:
    """One line of the panel."""

    title: str
    url: str | None
    due_at: datetime
    is_expiry: bool
    reason: str = ""
    next_attempt_at: datetime | None = None


class SchedulePanel(Component):
    """What is overdue and why, what comes next, and whether the runner lives; silent when all is well."""

    name = "schedule"
    order = 50
    template_name = "workflow/schedule_panel.html"

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """Return ``pulse``, ``overdue`` and ``coming``. At most seven queries and one for each snippet shown."""
        user = parent_context["request"].user if parent_context else None
        now = timezone.now()
        overdue, coming = due_items(now - GRACE)[:CANDIDATES], next_goings_live(now, CANDIDATES)
        objects = _editable([*overdue, *coming], user)
        state = pulse(now)
        return {
            "pulse": state,
            "overdue": _overdue_lines(_shown(overdue, objects, OVERDUE_SHOWN), state),
            "coming": [Line(**line) for _item, line in _shown(coming, objects, COMING_SHOWN)],
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
        elif model is not None and ModelPermissionPolicy(model).user_has_any_permission(user, EDITING):
            rows = every_row(model)
        else:
            continue
        found |= {(content_type_id, str(obj.pk)): obj for obj in rows.filter(pk__in=object_ids)}
    return found


def _shown(
    items: Iterable[DueItem], objects: Mapping[Place, Model], length: int
) -> list[tuple[DueItem, dict[str, Any]]]:
    """Return the first items that have an object, each with what its line says of the object."""
    finder = AdminURLFinder()  # without a user: the objects are the user's to edit
    shown = []
    for item in items:
        obj = objects.get((item.base_content_type_id, item.object_id))
        if obj is None:
            continue
        title = obj.get_admin_display_title() if isinstance(obj, Page) else str(obj)
        line = {"title": title, "url": finder.get_edit_url(obj), "due_at": item.due_at}
        shown.append((item, line | {"is_expiry": item.action == EXPIRE}))
        if len(shown) == length:
            break
    return shown


def _overdue_lines(shown: list[tuple[DueItem, dict[str, Any]]], state: Pulse) -> list[Line]:
    """Say why: what the last attempt said, or that nobody attempts."""
    failures = {
        (failure.content_type_id, failure.object_id, failure.action, failure.due_at): failure
        for failure in (ScheduleFailure.objects.all() if shown else ())
    }
    unattempted = _("Đang chờ đến lượt.") if state.is_alive else _("Bộ hẹn giờ đang không chạy.")
    lines = []
    for item, line in shown:
        failure = failures.get((*item.key, item.due_at))
        lines.append(
            Line(
                **line,
                reason=failure.reason if failure else unattempted,
                next_attempt_at=failure.next_attempt_at if failure else None,
            )
        )
    return lines


def reason_why_overdue(obj: Model) -> str:
    """Return why the object's scheduled moment passed without effect, or "" when it did not. One query."""
    content_type = ContentType.objects.get_for_model(obj, for_concrete_model=False)
    failure = ScheduleFailure.objects.filter(content_type=content_type, object_id=str(obj.pk)).first()
    if failure is None:
        return ""
    words = {"moment": vi_datetime(failure.due_at), "reason": failure.reason}
    if failure.action == EXPIRE:
        return _("Đã quá giờ gỡ (%(moment)s) mà chưa gỡ được. %(reason)s") % words
    return _("Đã quá giờ đăng (%(moment)s) mà chưa đăng được. %(reason)s") % words
