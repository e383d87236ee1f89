"""One due item, done in a transaction of its own after checking it again under a lock."""

from __future__ import annotations

import logging
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self

from django.contrib.contenttypes.models import ContentType
from django.db import InterfaceError, OperationalError, connection, transaction
from django.db.models import Model
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from wagtail.models import Page, Revision

from core.timed import TimedModel, came_due
from workflow.due import PUBLISH, DueItem, every_row
from workflow.failures import HeldBackError, failure_of, record_failure

logger = logging.getLogger(__name__)


@dataclass
class RunResult:
    """How many objects went live, left, or failed."""

    published: int = 0
    expired: int = 0
    failed: int = 0

    def __bool__(self) -> bool:
        return bool(self.published or self.expired or self.failed)

    def __iadd__(self, other: RunResult) -> Self:
        self.published += other.published
        self.expired += other.expired
        self.failed += other.failed
        return self


def take(item: DueItem, now: datetime) -> RunResult:
    """Do one item and return what came of it; an item's own failure is recorded, not raised.

    PostgreSQL: the object's row and its revision are locked (waiting, not skipping, so that two runners keep
    the order) and read again. SQLite has no row locks, and Django leaves select_for_update out there; its
    transactions are immediate (config.env.sqlite), so that the atomic block itself is the lock.

    Raises:
        OperationalError, InterfaceError: The database does not answer, or not now; the item is as it was.
    """
    outcome, committed = RunResult(), []
    try:
        with transaction.atomic():
            transaction.on_commit(lambda: committed.append(True))
            outcome = _take_locked(item, now)
    except Exception as error:
        if committed:
            # What somebody hung on the commit (a mail, a purge) failed: the object is live all the same.
            logger.exception("Đã đăng hoặc gỡ xong, nhưng một việc làm sau đó bị lỗi: %s.", item)
            return outcome
        if isinstance(error, OperationalError | InterfaceError):
            raise  # the database is gone or busy: not the item's fault
        # The commit was refused (a foreign key to something deleted), or the object cannot even be read.
        with transaction.atomic():
            record_failure(item, _stored_title(item), error)
        return RunResult(failed=1)
    return outcome


def _take_locked(item: DueItem, now: datetime) -> RunResult:
    base_model = ContentType.objects.get_for_id(item.base_content_type_id).model_class()
    if base_model is None or not lock_row(base_model, item.object_id):
        return _forget(item)
    # Another runner may have failed on it while this one waited for the lock.
    failure = failure_of(item)
    if failure and failure.next_attempt_at > now:
        return RunResult()
    subject = _still_due(item, base_model)
    if subject is None:
        return RunResult()
    try:
        # A savepoint: the lock is kept while the failure is written.
        with transaction.atomic():
            outcome = _done(subject, now)
    except Exception as error:  # whatever a receiver raises must not stop the others
        if connection.needs_rollback:
            raise  # the savepoint is lost: so is the connection
        record_failure(item, _title(subject), error, _object_to_be(subject))
        return RunResult(failed=1)
    if failure:
        failure.delete()
    return outcome


def _done(subject: Any, now: datetime) -> RunResult:
    """Do what the moment asks for."""
    if isinstance(subject, Revision):
        return _publish(subject, now)
    if isinstance(subject, TimedModel):
        came_due.send(sender=type(subject), instance=subject, now=now)
        return RunResult(published=1) if subject.goes_live else RunResult(expired=1)
    return _expire(subject)


def lock_row(model: type[Model], object_id: str) -> bool:
    """Lock the object as an UPDATE would (not its key: rows that refer to it may come and go)."""
    rows = every_row(model).select_for_update(no_key=True).filter(pk=object_id)
    return rows.values_list("pk").first() is not None


def _still_due(item: DueItem, base_model: type[Model]) -> Any:
    """Return the locked revision, or the object, if its moment is still the one that was listed."""
    if issubclass(base_model, TimedModel):
        return every_row(base_model).filter(pk=item.object_id, due_at=item.due_at).first()
    if item.action == PUBLISH:
        revisions = Revision.objects.select_for_update(no_key=True)
        return revisions.filter(pk=item.revision_id, approved_go_live_at=item.due_at).first()
    obj = every_row(base_model).filter(pk=item.object_id, live=True, expire_at=item.due_at).first()
    return obj.specific if isinstance(obj, Page) else obj


def _publish(revision: Revision, now: datetime) -> RunResult:
    obj, moment = revision.content_object, revision.approved_go_live_at
    # A lock of one's own is no obstacle to oneself; somebody else's means "not now".
    if getattr(obj, "locked", False) and (obj.locked_by_id is None or obj.locked_by_id != revision.user_id):
        raise HeldBackError(_("Bài đang bị người khác khoá; khi được mở khoá, bài sẽ tự lên trang."))
    revision.publish(log_action="wagtail.publish.scheduled")
    if revision.approved_go_live_at != moment:
        return RunResult()  # the content named a later moment, and Wagtail has put it off until then
    outcome = RunResult(published=1)
    ends_at = parse_datetime(revision.content.get("expire_at") or "")
    if ends_at and ends_at <= now:
        # The runner stood still for the whole time of the object: the public must not see it for a moment.
        outcome += _expire(every_row(type(obj)).get(pk=obj.pk))
    return outcome


def _expire(obj: Any) -> RunResult:
    """Take the object down. Wagtail also cancels its next version's schedule; that one stays."""
    scheduled = obj.revisions.select_for_update(no_key=True).filter(approved_go_live_at__isnull=False)
    next_versions = list(scheduled.order_by("pk").values_list("pk", "approved_go_live_at"))
    obj.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
    for pk, moment in next_versions:
        Revision.objects.filter(pk=pk).update(approved_go_live_at=moment)
    return RunResult(expired=1)


def _forget(item: DueItem) -> RunResult:
    """Drop the schedule of an object that was deleted and left its revision behind (none has the number 0)."""
    Revision.objects.filter(pk=item.revision_id).update(approved_go_live_at=None)
    return RunResult()


def _object_to_be(subject: Any) -> Model | None:
    """Return the object with the words that were to go live, for the reason; None if they cannot be read."""
    with suppress(Exception), transaction.atomic():
        return subject.as_object() if isinstance(subject, Revision) else subject
    return None


def _title(subject: Any) -> str:
    return subject.object_str if isinstance(subject, Revision) else str(subject)


def _stored_title(item: DueItem) -> str:
    if item.revision_id:
        return Revision.objects.filter(pk=item.revision_id).values_list("object_str", flat=True).first() or ""
    return str(
        ContentType.objects.get_for_id(item.content_type_id).get_object_for_this_type(pk=item.object_id)
    )
