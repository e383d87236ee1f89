"""Whether the runner lives, what is late, and why: in words for those who wait for it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.utils.translation import gettext as _
from wagtail.models import Page, Revision

from core.vietnamese import format_time
from workflow.clock_words import length_of, moment_words
from workflow.due import EXPIRE, PUBLISH, DueItem, due_items
from workflow.heartbeat import Pulse
from workflow.models import ScheduleFailure

GRACE = timedelta(seconds=5)
"""What became due just now is being done just now."""


def pulse_words(state: Pulse, now: datetime) -> str:
    """Return how the runner is: "đang chạy, nhịp cuối 3 giây trước", "đã ngừng 12 phút"."""
    if state.last_beat_at is None:
        return _("chưa chạy lần nào")
    silence = length_of(now - state.last_beat_at)
    if state.is_alive:
        return _("đang chạy, nhịp cuối %(length)s trước") % {"length": silence}
    return _("đã ngừng %(length)s") % {"length": silence}


def lateness(due_at: datetime, now: datetime) -> str:
    """Return "đã trễ 12 phút"."""
    return _("đã trễ %(length)s") % {"length": length_of(now - due_at)}


class Reasons:
    """Why late items are late: what the last attempt said, or that nobody attempts. One query, when first asked."""

    def __init__(self, state: Pulse, now: datetime) -> None:
        self.state, self.now = state, now
        self._failures: dict[tuple[int, str, str, datetime], ScheduleFailure] | None = None

    def failure_of(self, item: DueItem) -> ScheduleFailure | None:
        """Return the last failed attempt at this very moment of the item."""
        if self._failures is None:
            self._failures = {
                (failure.content_type_id, failure.object_id, failure.action, failure.due_at): failure
                for failure in ScheduleFailure.objects.all()
            }
        return self._failures.get((*item.key, item.due_at))

    def why(self, item: DueItem) -> str:
        """Return a sentence or two."""
        failure = self.failure_of(item)
        if self.state.is_alive:
            return failure.reason if failure else _("đang chờ đến lượt.")
        if failure:
            return _("%(reason)s Bộ hẹn giờ cũng đang ngừng, nên chưa thử lại được.") % {
                "reason": failure.reason
            }
        return _("vì bộ hẹn giờ %(state)s.") % {"state": pulse_words(self.state, self.now)}

    def tried_again_at(self, item: DueItem) -> datetime | None:
        """Return when the runner tries it again, if it runs and has failed before."""
        failure = self.failure_of(item)
        return failure.next_attempt_at if failure and self.state.is_alive else None


def late_items(items: Iterable[DueItem], now: datetime) -> list[DueItem]:
    """Return those whose moment has passed without effect."""
    return [item for item in items if item.due_at <= now - GRACE]


def find_due(name: str, now: datetime) -> DueItem | None:
    """Return what is due now and is called so (``DueItem.name``). Two queries."""
    return next((item for item in due_items(now) if item.name == name), None)


def items_of(obj: Model) -> list[DueItem]:
    """Return what the clock is to do with one page or draft, its going live first. At most one query."""
    content_type = ContentType.objects.get_for_model(obj, for_concrete_model=False)
    base = ContentType.objects.get_for_model(Page) if isinstance(obj, Page) else content_type
    ids = (content_type.pk, base.pk, str(obj.pk))
    versions = Revision.objects.filter(
        approved_go_live_at__isnull=False, base_content_type=base, object_id=str(obj.pk)
    )
    items = [
        DueItem(moment, PUBLISH, *ids, pk) for pk, moment in versions.values_list("pk", "approved_go_live_at")
    ]
    ends_at = getattr(obj, "expire_at", None)
    if ends_at and getattr(obj, "live", False):
        items.append(DueItem(ends_at, EXPIRE, *ids))
    return items


def sentence_for(item: DueItem, reasons: Reasons) -> str:
    """Return what the clock will do with an item, or why it has not: for the screen where it is edited."""
    now, expires = reasons.now, item.action == EXPIRE
    words = {"moment": moment_words(item.due_at)}
    if item.due_at <= now - GRACE:
        words |= {"late": lateness(item.due_at, now), "reason": reasons.why(item)}
        if expires:
            return _("Hẹn gỡ lúc %(moment)s nhưng %(late)s: %(reason)s") % words
        return _("Hẹn đăng lúc %(moment)s nhưng %(late)s: %(reason)s") % words
    sentence = (_("Sẽ gỡ lúc %(moment)s.") if expires else _("Sẽ đăng lúc %(moment)s.")) % words
    if reasons.state.is_alive:
        return sentence
    return (
        sentence
        + " "
        + _("Bộ hẹn giờ %(state)s: nếu nó không chạy lại, bài sẽ không tự lên hay xuống trang.")
        % {"state": pulse_words(reasons.state, now)}
    )


def next_try_words(moment: datetime | None) -> str:
    """Return "Sẽ tự thử lại lúc 7:31." or ""."""
    return _("Sẽ tự thử lại lúc %(time)s.") % {"time": format_time(moment)} if moment else ""
