"""The steps of a round's life. Each locks the round, asks the table again, and does all of it or nothing.

Errors are ``ValidationError`` with a sentence for who pressed the button, or ``PermissionDenied``.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from honors import approval, notices
from honors.models import Commendation, CommendationRound, HonorsSettings, ItemState, RoundState
from honors.models.kinds import STANDING
from honors.rules import Action, is_allowed, refusal
from people.takedown import take_down_page

if TYPE_CHECKING:
    from collections.abc import Iterator

TOKEN_BYTES = 16
"""128 bits: a token cannot be guessed."""


@contextmanager
def locked(commendation_round: CommendationRound) -> Iterator[CommendationRound]:
    """Hold the round's row until the end of the block, and give it as it is now.

    PostgreSQL locks the row; on SQLite the transaction itself is the lock (``config.env.sqlite``).
    """
    with transaction.atomic():
        yield CommendationRound.objects.select_for_update(no_key=True).get(pk=commendation_round.pk)


def check(user: Any, action: Action, commendation_round: CommendationRound) -> None:
    """Do nothing, or say why the user may not.

    Raises:
        PermissionDenied: The user's role never may.
        ValidationError: Not now, or not this user.
    """
    if not is_allowed(user, action):
        raise PermissionDenied
    if why := refusal(user, action, commendation_round):
        raise ValidationError(why, code="not_now")


@contextmanager
def step(user: Any, action: Action, commendation_round: CommendationRound) -> Iterator[CommendationRound]:
    with locked(commendation_round) as current:
        check(user, action, current)
        yield current
        current.save()
        for field in current._meta.concrete_fields:
            setattr(commendation_round, field.attname, getattr(current, field.attname))


def note(commendation_round: CommendationRound, action: str, user: Any, **data: Any) -> None:
    log(instance=commendation_round, action=f"honors.{action}", user=user, data=data or None)


def must_hold(commendation_round: CommendationRound) -> None:
    if not approval.holds(commendation_round):
        raise ValidationError(
            _("Nội dung đã đổi sau khi hiệu trưởng duyệt, phải trình duyệt lại: %(changes)s")
            % {"changes": "; ".join(str(change) for change in approval.changes(commendation_round))},
            code="approval_void",
        )


def _must_have_items(commendation_round: CommendationRound) -> None:
    if not commendation_round.commendations.standing().exists():
        raise ValidationError(_("Đợt chưa có ai được đề nghị khen."), code="empty")


# --- The editors -------------------------------------------------------------------------------


def propose(commendation_round: CommendationRound, user: Any) -> None:
    """Close the list of names for the council's meeting."""
    with step(user, Action.PROPOSE, commendation_round) as current:
        _must_have_items(current)
        current.state = RoundState.PROPOSED
        current.proposed_by, current.proposed_at = user, timezone.now()
        current.return_reason = ""
        note(current, "propose", user)


def submit(commendation_round: CommendationRound, user: Any) -> None:
    """Lay the round before the principal; again, when a change has voided the approval."""
    with step(user, Action.SUBMIT, commendation_round) as current:
        _must_have_items(current)
        if current.is_decided and approval.holds(current):
            raise ValidationError(_("Đợt đã được duyệt và không có gì đổi."), code="unchanged")
        current.state = RoundState.WITH_PRINCIPAL
        current.submitted_by, current.submitted_at = user, timezone.now()
        current.due_at = None
        note(current, "submit", user)
        notices.tell_signers(current)


def send_back(commendation_round: CommendationRound, user: Any, reason: str) -> None:
    """Open the list again, with what has to be added."""
    with step(user, Action.SEND_BACK, commendation_round) as current:
        _return(current, user, reason)


def withdraw(commendation_round: CommendationRound, user: Any) -> None:
    """Take the round back to change it; an approval is void by that."""
    with step(user, Action.WITHDRAW, commendation_round) as current:
        current.state = RoundState.DRAFT
        current.due_at = None
        _void(current)
        note(current, "withdraw", user)


def remove(item: Commendation, user: Any) -> None:
    """Delete an item from a round that is still put together.

    Raises:
        ValidationError: A certificate was numbered for it: what was given out stays on file.
    """
    with step(user, Action.REMOVE_ITEM, item.round):
        if item.certificate_number is not None:
            raise ValidationError(
                _("Giấy này đã có số vào sổ nên không xoá được; khi họp xét hãy bỏ khỏi đợt.")
            )
        log(instance=item, action="wagtail.delete", user=user, deleted=True)
        Commendation.objects.filter(pk=item.pk).delete()


def drop(item: Commendation, user: Any, reason: str) -> None:
    """Leave one item out, as the council decided; it stays on file."""
    with step(user, Action.DROP_ITEM, item.round):
        item.refresh_from_db()
        if item.state not in STANDING:
            raise ValidationError(_("Đề nghị này không còn trong danh sách xét."), code="not_standing")
        item.state, item.drop_reason = ItemState.DROPPED, reason.strip()
        item.save(update_fields=["state", "drop_reason"])
        log(instance=item, action="honors.drop", user=user, data={"reason": item.drop_reason})


def _void(commendation_round: CommendationRound) -> None:
    commendation_round.approved_hash, commendation_round.approved_content = "", {}
    commendation_round.approved_by = commendation_round.approved_at = None


def _return(commendation_round: CommendationRound, user: Any, reason: str) -> None:
    reason = reason.strip()
    if not reason:
        raise ValidationError({"reason": _("Hãy ghi lý do, để người đề nghị biết cần sửa gì.")})
    commendation_round.state = RoundState.RETURNED
    commendation_round.return_reason, commendation_round.returned_by = reason, user
    commendation_round.due_at = None
    _void(commendation_round)
    note(commendation_round, "return", user, reason=reason)
    notices.tell_proposer(commendation_round, user)


# --- The principal -----------------------------------------------------------------------------


def decide(
    commendation_round: CommendationRound,
    user: Any,
    *,
    shown: str,
    approved: Collection[int],
    returned: Mapping[int, str],
) -> CommendationRound | None:
    """Approve all or some; what is returned goes on in a round of its own, with the reasons.

    Args:
        commendation_round: The round that was read.
        user: Who decides.
        shown: The hash of what the screen showed (``approval.shown_hash``).
        approved: Ids of the items approved.
        returned: Ids of the items returned, each with its reason.

    Returns:
        The new draft round of the returned items, or None when none was returned.

    Raises:
        ValidationError: The content has changed since it was shown, an item was left undecided, a reason is
            missing, or nothing is approved (then the round is returned as a whole).
        PermissionDenied: The user holds no such office.
    """
    with step(user, Action.APPROVE, commendation_round) as current:
        if approval.shown_hash(current) != shown:
            raise ValidationError(
                _("Nội dung vừa được sửa trong lúc bạn đọc. Xin đọc lại rồi quyết định."), code="changed"
            )
        standing = set(current.commendations.standing().values_list("pk", flat=True))
        if not standing:
            raise ValidationError(_("Đợt không còn đề nghị nào để duyệt."), code="empty")
        if set(approved) | set(returned) != standing or set(approved) & set(returned):
            raise ValidationError(_("Mỗi đề nghị cần một quyết định: duyệt hoặc trả lại."), code="incomplete")
        if not approved:
            raise ValidationError(_("Không có đề nghị nào được duyệt. Hãy trả lại cả đợt."), code="none")
        if any(not reason.strip() for reason in returned.values()):
            raise ValidationError(_("Đề nghị nào trả lại cũng cần một lý do."), code="reason")
        follow_up = _move_returned(current, user, returned) if returned else None
        content = approval.content_of(current)
        current.approved_content, current.approved_hash = content, approval.hash_of(content)
        current.approved_by, current.approved_at = user, timezone.now()
        current.state = RoundState.APPROVED if current.decision_number is None else RoundState.NUMBERED
        if current.decision_number is not None:
            award(current)
        note(current, "approve", user, approved=len(approved), returned=len(returned))
        notices.tell_proposer(current, user)
    return follow_up


def _move_returned(
    commendation_round: CommendationRound, user: Any, returned: Mapping[int, str]
) -> CommendationRound:
    follow_up = CommendationRound(
        edition=commendation_round.edition,
        title=_("%(title)s (bổ sung)") % {"title": commendation_round.title[:130]},
        state=RoundState.RETURNED,
        follows=commendation_round,
        returned_by=user,
        return_reason=_("Hiệu trưởng trả lại %(count)d đề nghị; lý do ghi ở từng người.")
        % {"count": len(returned)},
        proposed_by=commendation_round.proposed_by,
    )
    follow_up.save()
    follow_up.legal_bases.set(commendation_round.legal_bases.all())
    for item in commendation_round.commendations.filter(pk__in=returned):
        item.round, item.state = follow_up, ItemState.PROPOSED
        item.return_reason = returned[item.pk].strip()
        item.save()
        log(instance=item, action="honors.return", user=user, data={"reason": item.return_reason})
    note(follow_up, "return", user, reason=follow_up.return_reason)
    return follow_up


def return_round(commendation_round: CommendationRound, user: Any, reason: str) -> None:
    """Return the whole round with a reason."""
    with step(user, Action.RETURN, commendation_round) as current:
        _return(current, user, reason)


def revoke(item: Commendation, user: Any, reason: str) -> None:
    """Take an award back: off the board at once with the story that goes with it, and said so at its address."""
    reason = reason.strip()
    if not reason:
        raise ValidationError({"reason": _("Hãy ghi lý do thu hồi.")})
    with step(user, Action.REVOKE, item.round):
        item.refresh_from_db()
        if item.state != ItemState.AWARDED:
            raise ValidationError(_("Chỉ thu hồi được giấy đã cấp."), code="not_awarded")
        item.state, item.revoked_at, item.revoked_by = ItemState.REVOKED, timezone.now(), user
        item.revocation_reason = reason
        item.save(update_fields=["state", "revoked_at", "revoked_by", "revocation_reason"])
        if item.profile is not None and item.profile.live:
            take_down_page(item.profile, item.person, _("Giấy đã bị thu hồi."), user)
        log(instance=item, action="honors.revoke", user=user, data={"reason": reason})


def award(commendation_round: CommendationRound) -> None:
    """Give each standing item that has none its certificate number and its token.

    One settings row for the school: who holds it is alone with the award book.
    """
    list(HonorsSettings.objects.select_for_update().values_list("pk"))
    year = commendation_round.signing_date.year
    last = (
        Commendation.objects.filter(certificate_year=year)
        .order_by("-certificate_number")
        .values_list("certificate_number", flat=True)
        .first()
        or 0
    )
    for item in commendation_round.commendations.standing().order_by("position", "pk"):
        item.state = ItemState.AWARDED
        if item.certificate_number is None:
            last += 1
            item.certificate_year, item.certificate_number = year, last
            item.token = secrets.token_hex(TOKEN_BYTES)
        item.save()
