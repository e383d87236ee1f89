"""THE table of a round's life: who may do what in which state. Views, buttons and steps all ask here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import Permission
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.vietnamese import spelled
from honors.models import Commendation, CommendationRound, RoundState

DRAFT, RETURNED, PROPOSED = RoundState.DRAFT, RoundState.RETURNED, RoundState.PROPOSED
WITH_PRINCIPAL, APPROVED = RoundState.WITH_PRINCIPAL, RoundState.APPROVED
NUMBERED, SCHEDULED, LIVE = RoundState.NUMBERED, RoundState.SCHEDULED, RoundState.LIVE


class Action(models.TextChoices):
    """What somebody may do with a round."""

    VIEW = "view", _("Xem đợt")
    EDIT_ROUND = "edit_round", _("Sửa thông tin đợt")
    ADD_ITEM = "add_item", _("Thêm đề nghị")
    EDIT_ITEM = "edit_item", _("Sửa đề nghị")
    REMOVE_ITEM = "remove_item", _("Xoá đề nghị")
    DROP_ITEM = "drop_item", _("Bỏ khỏi đợt")
    PROPOSE = "propose", _("Đề nghị xét")
    SUBMIT = "submit", _("Trình hiệu trưởng")
    SEND_BACK = "send_back", _("Trả lại để bổ sung")
    WITHDRAW = "withdraw", _("Rút về để sửa")
    APPROVE = "approve", _("Duyệt")
    RETURN = "return", _("Trả lại, kèm lý do")
    NUMBER = "number", _("Vào sổ, lấy số")
    DOWNLOAD = "download", _("Tải quyết định")
    PRINT = "print", _("In giấy")
    SCHEDULE = "schedule", _("Hẹn giờ công bố")
    PUBLISH = "publish", _("Công bố ngay")
    UNSCHEDULE = "unschedule", _("Bỏ hẹn giờ")
    UNPUBLISH = "unpublish", _("Gỡ khỏi trang")
    REVOKE = "revoke", _("Thu hồi")


@dataclass(frozen=True)
class Rule:
    """Who may, and when.

    Attributes:
        permission: What a role must hold (``accounts.roles`` says which does).
        states: The states of the round in which it makes sense.
        is_office: Held through a role alone: a superuser has no say by being one.
        is_impartial: Never for one's own proposal, nor for a round in which one is named.
    """

    permission: str
    states: tuple[RoundState, ...]
    is_office: bool = False
    is_impartial: bool = False


SEE = "honors.view_commendationround"
WRITE, WRITE_ROUND = "honors.change_commendation", "honors.change_commendationround"
PROPOSING = "honors.propose_commendationround"
APPROVING = "honors.approve_commendationround"
NUMBERING = "honors.number_commendationround"
PUBLISHING = "honors.publish_commendationround"
ALWAYS = tuple(RoundState)
BEFORE_PRINCIPAL = (DRAFT, RETURNED)

RULES: Mapping[Action, Rule] = {
    Action.VIEW: Rule(SEE, ALWAYS),
    Action.EDIT_ROUND: Rule(WRITE_ROUND, (DRAFT, RETURNED, PROPOSED)),
    Action.ADD_ITEM: Rule("honors.add_commendation", BEFORE_PRINCIPAL),
    Action.EDIT_ITEM: Rule(WRITE, (DRAFT, RETURNED, APPROVED, NUMBERED, SCHEDULED)),
    Action.REMOVE_ITEM: Rule(WRITE, BEFORE_PRINCIPAL),
    Action.DROP_ITEM: Rule(WRITE, (PROPOSED,)),
    Action.PROPOSE: Rule(PROPOSING, BEFORE_PRINCIPAL),
    Action.SUBMIT: Rule(PROPOSING, (PROPOSED, APPROVED, NUMBERED, SCHEDULED)),
    Action.SEND_BACK: Rule(PROPOSING, (PROPOSED,)),
    Action.WITHDRAW: Rule(PROPOSING, (PROPOSED, WITH_PRINCIPAL, APPROVED, NUMBERED, SCHEDULED)),
    Action.APPROVE: Rule(APPROVING, (WITH_PRINCIPAL,), is_office=True, is_impartial=True),
    Action.RETURN: Rule(APPROVING, (WITH_PRINCIPAL, APPROVED, NUMBERED), is_office=True),
    Action.NUMBER: Rule(NUMBERING, (APPROVED,), is_office=True),
    Action.DOWNLOAD: Rule(SEE, (WITH_PRINCIPAL, APPROVED, NUMBERED, SCHEDULED, LIVE)),
    Action.PRINT: Rule(NUMBERING, (NUMBERED, SCHEDULED, LIVE), is_office=True),
    Action.SCHEDULE: Rule(PUBLISHING, (NUMBERED,)),
    Action.PUBLISH: Rule(PUBLISHING, (NUMBERED, SCHEDULED)),
    Action.UNSCHEDULE: Rule(PUBLISHING, (SCHEDULED,)),
    Action.UNPUBLISH: Rule(PUBLISHING, (LIVE,)),
    Action.REVOKE: Rule(APPROVING, (NUMBERED, SCHEDULED, LIVE), is_office=True, is_impartial=True),
}


def holds(user: Any, permission: str, *, is_office: bool = False) -> bool:
    """Return whether the user's roles (or, unless it is an office, being a superuser) give the permission."""
    if not user.is_active:
        return False
    return permission in _held_through_roles(user) if is_office else user.has_perm(permission)


def _held_through_roles(user: Any) -> set[str]:
    """Return what the user's groups give. For a superuser one query, remembered on the user as Django does its own."""
    if not user.is_superuser:
        return user.get_group_permissions()  # type: ignore[no-any-return]
    remembered = vars(user)
    if "held_through_roles" not in remembered:
        rows = Permission.objects.filter(group__user=user).values_list("content_type__app_label", "codename")
        remembered["held_through_roles"] = {f"{app_label}.{codename}" for app_label, codename in rows}
    return remembered["held_through_roles"]


def is_involved(user: Any, commendation_round: CommendationRound) -> bool:
    """Return whether the user has proposed something in the round, or is named in it."""
    if user.pk in {commendation_round.proposed_by_id, commendation_round.submitted_by_id}:
        return True
    own_name = spelled(user.get_full_name())
    items = Commendation.objects.filter(round=commendation_round).standing().select_related("person")
    return any(
        item.added_by_id == user.pk
        or (
            item.person is not None
            and (
                item.person.account_id == user.pk
                or (own_name.strip() and spelled(item.person.full_name) == own_name)
            )
        )
        for item in items
    )


def refusal(user: Any, action: Action, commendation_round: CommendationRound) -> str:
    """Return why the user may not do it now, in words; empty when the user may."""
    rule = RULES[action]
    if not holds(user, rule.permission, is_office=rule.is_office):
        return str(_("Bạn không có quyền làm việc này."))
    if commendation_round.state not in rule.states:
        return str(
            _("Không làm được lúc này: đợt đang ở tình trạng “%(state)s”.")
            % {"state": commendation_round.get_state_display()}
        )
    if rule.is_impartial and is_involved(user, commendation_round):
        return str(_("Bạn là người đề nghị hoặc có tên trong đợt này, nên người khác phải quyết định."))
    return ""


def may(user: Any, action: Action, commendation_round: CommendationRound) -> bool:
    """Return whether the user may do it now."""
    return not refusal(user, action, commendation_round)


def is_allowed(user: Any, action: Action) -> bool:
    """Return whether the user's role has the action at all, whatever the state: else a view answers 403."""
    rule = RULES[action]
    return holds(user, rule.permission, is_office=rule.is_office)


def allowed_actions(user: Any, commendation_round: CommendationRound) -> set[Action]:
    """Return what the user may do with the round now."""
    return {action for action in Action if may(user, action, commendation_round)}
