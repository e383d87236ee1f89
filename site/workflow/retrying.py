"""Trying a late item now, in this process: what the runner would do, whether it lives or not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db import InterfaceError, OperationalError
from django.utils import timezone
from django.utils.translation import gettext as _

from workflow.due import EXPIRE, every_row
from workflow.failures import failure_of
from workflow.models import ScheduleFailure
from workflow.permissions import may_publish
from workflow.taking import take
from workflow.watchdog import find_due


@dataclass(frozen=True)
class Attempt:
    """What came of it: whether it is done, and the sentence to show."""

    is_done: bool
    sentence: str


def retry(name: str, user: Any) -> Attempt:
    """Take one due item as the runner takes it, without waiting for its next attempt.

    Args:
        name: What the item is called (``DueItem.name``).
        user: Who asks.

    Raises:
        PermissionDenied: The user may not publish it.
    """
    now = timezone.now()
    item = find_due(name, now)
    if item is None:
        return Attempt(is_done=True, sentence=_("Bài này không còn trễ: đã đăng xong hoặc đã đổi giờ."))
    model = ContentType.objects.get_for_id(item.base_content_type_id).model_class()
    obj = every_row(model).filter(pk=item.object_id).first() if model else None
    if obj is None or not may_publish(user, obj):
        raise PermissionDenied
    content_type_id, object_id, action = item.key
    ScheduleFailure.objects.filter(
        content_type_id=content_type_id, object_id=object_id, action=action
    ).update(next_attempt_at=now)
    try:
        outcome = take(item, now)
    except (OperationalError, InterfaceError):
        return Attempt(is_done=False, sentence=_("Máy chủ đang bận, chưa làm được. Hãy thử lại sau ít phút."))
    if outcome.failed:
        failure = failure_of(item)
        return Attempt(
            is_done=False,
            sentence=_("Vẫn chưa được. %(reason)s") % {"reason": failure.reason if failure else ""},
        )
    if item.action == EXPIRE:
        return Attempt(is_done=True, sentence=_("Đã gỡ “%(title)s” khỏi trang.") % {"title": obj})
    if not outcome.published:
        return Attempt(is_done=True, sentence=_("Bài này không còn trễ: đã đăng xong hoặc đã đổi giờ."))
    return Attempt(is_done=True, sentence=_("Đã đăng “%(title)s”.") % {"title": obj})
