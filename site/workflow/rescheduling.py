"""Giving a page or a draft another moment, or none: under the lock that the runner takes, through Wagtail's own publishing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.locks import ScheduledForPublishLock
from wagtail.log_actions import log
from wagtail.models import DraftStateMixin, Page, Revision

from workflow.due import PUBLISH, every_row
from workflow.models import ScheduleFailure
from workflow.permissions import may_publish
from workflow.taking import lock_row


@dataclass(frozen=True)
class Move:
    """What was done: the object, and its moment before and after (None: not scheduled)."""

    obj: Any
    before: datetime | None
    after: datetime | None


def find(model: type[Model], object_id: str) -> Any:
    """Return the page (as what it is) or the draft, or None."""
    if not issubclass(model, DraftStateMixin):
        return None
    obj = every_row(model).filter(pk=object_id).first()
    return obj.specific if isinstance(obj, Page) else obj


def scheduled_moment(obj: Any) -> datetime | None:
    """Return when the clock is to publish it. One query."""
    moments = obj.revisions.filter(approved_go_live_at__isnull=False)
    return moments.order_by("pk").values_list("approved_go_live_at", flat=True).first()


def schedule(obj: Any, moment: datetime, user: Any, *, expected: datetime | None) -> Move:
    """Have the clock publish the object at the moment: what is scheduled moves, a draft is scheduled.

    What is published is what was approved for it. It goes the way of every publishing, so that what keeps it from
    the public now is said now. A new version is made of the approved one; where somebody has written on since,
    the approved version itself is given the new moment, so that theirs stays the newest.

    Args:
        obj: The page (as what it is) or another thing with drafts.
        moment: A moment ahead.
        user: Who does it.
        expected: The moment that the user saw; None for a draft.

    Raises:
        PermissionDenied: The user may not publish it.
        ValidationError: Why not, for the form; by field where a field has it.
    """
    if moment <= timezone.now():
        raise ValidationError(_("Giờ này đã qua. Hãy chọn một giờ sắp tới."))
    with transaction.atomic():
        obj, approved = _locked(obj, user, expected)
        if approved is None:
            if obj.live and not obj.has_unpublished_changes:
                raise ValidationError(_("Bài đã lên trang rồi nên không hẹn giờ đăng được nữa."))
            _refuse_if_locked(obj, user)
            version = obj.get_latest_revision_as_object()
        else:
            version = approved.as_object()
        if version.expire_at and version.expire_at <= moment:
            raise ValidationError(
                _("Bài được hẹn gỡ trước giờ đó. Hãy mở bài ra, đổi giờ gỡ rồi hẹn đăng lại.")
            )
        if approved is None or approved.is_latest_revision():
            version.go_live_at = moment
            version.save_revision(user=user).publish(user=user)
        else:
            _move_in_place(obj, approved, moment, user)
        _forget_failure(obj)
    return Move(obj, expected, moment)


def cancel(obj: Any, user: Any, *, expected: datetime | None) -> Move:
    """Take the schedule back: what was scheduled is a draft without a moment again.

    Raises:
        PermissionDenied: The user may not publish it.
        ValidationError: It is not scheduled for that moment any more.
    """
    with transaction.atomic():
        obj, approved = _locked(obj, user, expected)
        if approved is None:
            raise ValidationError(_("Bài này không còn hẹn giờ."))
        approved.approved_go_live_at = None
        approved.save(user=user, update_fields=["approved_go_live_at"])  # Wagtail writes it to the history
        for version in {approved, obj.get_latest_revision()}:
            _write_moment(version, None)
        every_row(type(obj)).filter(pk=obj.pk, live=False).update(go_live_at=None)
        _forget_failure(obj)
    return Move(obj, expected, None)


def _locked(obj: Any, user: Any, expected: datetime | None) -> tuple[Any, Revision | None]:
    """Lock the object as the runner does and read it again, with its approved version if that is still due then."""
    base_model = Page if isinstance(obj, Page) else type(obj)
    if not lock_row(base_model, str(obj.pk)):
        raise ValidationError(_("Bài này không còn nữa."))
    obj = find(base_model, str(obj.pk))
    if not may_publish(user, obj):
        raise PermissionDenied
    approved = (
        obj.revisions.select_for_update(no_key=True)
        .filter(approved_go_live_at__isnull=False)
        .order_by("pk")
        .first()
    )
    if (approved.approved_go_live_at if approved else None) != expected:
        raise ValidationError(
            _("Bài này vừa đăng xong hoặc vừa có người đổi giờ. Hãy tải lại lịch rồi làm lại.")
        )
    if getattr(obj, "locked", False) and obj.locked_by_id != user.pk:
        raise ValidationError(_("Bài đang bị người khác khoá. Hãy nhờ người đó mở khoá trước."))
    return obj, approved


def _refuse_if_locked(obj: Any, user: Any) -> None:
    lock = obj.get_lock() if hasattr(obj, "get_lock") else None
    if lock is not None and not isinstance(lock, ScheduledForPublishLock) and lock.for_user(user):
        raise ValidationError(_("Bài đang chờ duyệt. Duyệt xong mới hẹn giờ được."))


def _move_in_place(obj: Any, approved: Revision, moment: datetime, user: Any) -> None:
    before = approved.approved_go_live_at
    newest = obj.get_latest_revision()
    approved.approved_go_live_at = moment
    approved.save(update_fields=["approved_go_live_at"])
    _write_moment(approved, moment)
    if newest.as_object().go_live_at == before:
        _write_moment(newest, moment)
    every_row(type(obj)).filter(pk=obj.pk, live=False).update(go_live_at=moment)
    log(
        instance=obj,
        action="wagtail.publish.schedule",
        user=user,
        revision=approved,
        data={
            "revision": {
                "id": approved.pk,
                "created": approved.created_at.isoformat(),
                "go_live_at": moment.isoformat(),
                "has_live_version": obj.live,
            }
        },
    )


def _write_moment(version: Revision, moment: datetime | None) -> None:
    stored = moment.astimezone(UTC).isoformat() if moment else None
    version.content = {**version.content, "go_live_at": stored}
    version.save(update_fields=["content"])


def _forget_failure(obj: Any) -> None:
    ScheduleFailure.objects.filter(
        content_type=ContentType.objects.get_for_model(obj, for_concrete_model=False),
        object_id=str(obj.pk),
        action=PUBLISH,
    ).delete()
