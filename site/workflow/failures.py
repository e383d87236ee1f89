"""What was due and could not be done: why, in plain words, and when it is tried again."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.core.exceptions import NON_FIELD_ERRORS, FieldError, ValidationError
from django.db.models import Model
from django.forms import fields_for_model
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from wagtail.models import Page

from workflow.due import EXPIRE, DueItem
from workflow.models import ScheduleFailure

logger = logging.getLogger(__name__)

FIRST_DELAY = timedelta(seconds=30)
LONGEST_DELAY = timedelta(hours=1)
LONGEST_SYSTEM_ERROR = 300
LONGEST_TITLE = 255


class HeldBackError(Exception):
    """Nothing is wrong with the object, but it must not go live now; its text is the reason to show."""


def delay_after(attempts: int) -> timedelta:
    """Return how long to wait after so many failed attempts: 30 s, doubled each time, at most an hour."""
    return min(FIRST_DELAY * 2 ** min(attempts - 1, 10), LONGEST_DELAY)


def failure_of(item: DueItem) -> ScheduleFailure | None:
    """Return the stored failure of the same object, action and moment; an earlier moment's does not count."""
    content_type_id, object_id, action = item.key
    return ScheduleFailure.objects.filter(
        content_type_id=content_type_id, object_id=object_id, action=action, due_at=item.due_at
    ).first()


def postponed(due: Iterable[DueItem], now: datetime) -> set[tuple[int, str, str]]:
    """Return the keys that wait for their next attempt, and forget failures whose object is no longer due.

    Args:
        due: Everything that is due at ``now``.
        now: The moment that ``due`` was asked for; what became due later is not judged.
    """
    failures = list(ScheduleFailure.objects.filter(due_at__lte=now))
    if not failures:
        return set()
    moments = {item.key: item.due_at for item in due}
    waiting, settled = set(), []
    for failure in failures:
        key = (failure.content_type_id, failure.object_id, failure.action)
        if moments.get(key) != failure.due_at:
            settled.append(failure.pk)
        elif failure.next_attempt_at > now:
            waiting.add(key)
    if settled:
        ScheduleFailure.objects.filter(pk__in=settled).delete()
    return waiting


def record_failure(item: DueItem, title: str, error: Exception, obj: Model | None = None) -> None:
    """Store why the item failed and when it is tried again; write what is not the editor's fault to the log.

    Args:
        item: What was to be done.
        title: What editors call the object.
        error: What was raised.
        obj: The object with the words that were to go live, where there is one.
    """
    earlier = failure_of(item)
    attempts = earlier.attempts + 1 if earlier else 1
    now = timezone.now()
    # What somebody holds back is looked at often: it must go live soon after it is let go.
    delay = FIRST_DELAY if isinstance(error, HeldBackError) else delay_after(attempts)
    with translation.override(settings.LANGUAGE_CODE):
        reason = reason_of(error, obj)
    content_type_id, object_id, action = item.key
    ScheduleFailure.objects.update_or_create(
        content_type_id=content_type_id,
        object_id=object_id,
        action=action,
        defaults={
            "title": title[:LONGEST_TITLE],
            "reason": reason,
            "due_at": item.due_at,
            "attempts": attempts,
            "last_attempt_at": now,
            "next_attempt_at": now + delay,
        },
    )
    expected = isinstance(error, ValidationError | HeldBackError)
    logger.log(
        logging.WARNING if expected else logging.ERROR,
        "%s không xong: “%s” (lần %d, thử lại sau %d giây). %s",
        "Gỡ" if item.action == EXPIRE else "Đăng",
        title,
        attempts,
        delay.total_seconds(),
        reason,
        exc_info=None if expected else error,
    )


def reason_of(error: Exception, obj: Model | None = None) -> str:
    """Return the error in words for editors, in the active language."""
    if isinstance(error, HeldBackError):
        return str(error)
    if isinstance(error, ValidationError):
        if not hasattr(error, "error_dict"):
            return " ".join(error.messages)
        return " ".join(_field_reason(field, messages, obj) for field, messages in error.message_dict.items())
    words = " ".join(str(error).split())[:LONGEST_SYSTEM_ERROR]
    return _("Lỗi hệ thống: %(error)s") % {
        "error": f"{type(error).__name__}: {words}" if words else type(error).__name__
    }


def _field_reason(field: str, messages: list[str], obj: Model | None) -> str:
    text = " ".join(messages)
    if obj is None or field == NON_FIELD_ERRORS:
        return text
    if field == "slug" and isinstance(obj, Page):
        siblings = Page.objects.sibling_of(obj, inclusive=False)
        if siblings.filter(slug=obj.slug).exists():
            return _(
                "Đường dẫn “%(slug)s” đã có trang khác dùng; hãy đổi đường dẫn của một trong hai trang."
            ) % {"slug": obj.slug}
    try:
        form_field = fields_for_model(type(obj), fields=[field]).get(field)
    except FieldError:
        return text
    return f"{form_field.label}: {text}" if form_field is not None else text
