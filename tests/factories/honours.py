"""Rounds of commendation, taken through their real steps."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from wagtail.models import Site

from accounts.models import User
from accounts.roles import Role
from honors import steps
from honors.approval import shown_hash
from honors.models import (
    Commendation,
    CommendationRound,
    RoundState,
)
from honors.publication import publish, schedule
from honors.register import assign_number, next_number
from tests.factories.people import consent, edition, person, user
from week.models import WeekEdition


def commendation_round(
    week: WeekEdition | None = None, state: str = "draft", *, items: int | None = None, **fields: Any
) -> CommendationRound:
    """Return a round that has come so far through its real steps.

    Args:
        week: Its Week; a new one when missing.
        state: One of ``RoundState``.
        items: How many commendations of new people it has: none while it is a draft, else one.
        fields: Of the round, and ``editor``, ``principal``, ``clerk``, ``moment`` as for ``bring``.
    """
    actors = {name: fields.pop(name) for name in ("editor", "principal", "clerk", "moment") if name in fields}
    actors.setdefault("editor", user(Role.EDITOR) if state != "draft" or items else None)
    made = CommendationRound.objects.create(edition=week or edition(), **({"title": "Đợt 1"} | fields))
    for _ in range((state != "draft") if items is None else items):
        commendation(round=made, editor=actors["editor"])
    return bring(made, state, **actors)


def commendation(
    state: str = "draft",
    *,
    editor: User | None = None,
    principal: User | None = None,
    clerk: User | None = None,
    **fields: Any,
) -> Commendation:
    """Return a commendation whose round has come so far; a new person's, who may be named, unless one is given.

    Args:
        state: Of the round, which must still be a draft when it is given.
        editor: Who proposes; made when missing.
        principal: Who decides; made when missing.
        clerk: Who numbers; made when missing.
        fields: Of the commendation.
    """
    values = {"award_kind": "letter", "citation": "Đã kiên trì đọc sách mỗi ngày."} | fields
    if not values.get("person") and not values.get("collective_name"):
        values["person"] = person()
        consent(values["person"])
    values["round"] = values.get("round") or commendation_round()
    values.setdefault("position", values["round"].commendations.count() + 1)
    editor = editor or user(Role.EDITOR)
    made = Commendation(added_by=editor, **values)
    made.full_clean()
    made.save()
    bring(made.round, state, editor=editor, principal=principal, clerk=clerk)
    made.refresh_from_db()
    return made


def bring(
    commendation_round: CommendationRound,
    state: str,
    *,
    editor: User | None = None,
    principal: User | None = None,
    clerk: User | None = None,
    moment: datetime | None = None,
) -> CommendationRound:
    """Take a draft through the steps of its life, each by somebody who may, and return it.

    Args:
        commendation_round: A draft with somebody in it.
        state: Where it stops, one of ``RoundState``.
        editor: Who proposes, submits and publishes; made when missing.
        principal: Who decides; made when missing.
        clerk: Who numbers it today, with the next number; made when missing.
        moment: When a scheduled round goes live: in an hour.
    """
    if state == RoundState.DRAFT:
        return commendation_round
    editor = editor or user(Role.EDITOR)
    steps.propose(commendation_round, editor)
    if state == RoundState.PROPOSED:
        return commendation_round
    steps.submit(commendation_round, editor)
    if state == RoundState.WITH_PRINCIPAL:
        return commendation_round
    principal = principal or user(Role.PRINCIPAL)
    if state == RoundState.RETURNED:
        steps.return_round(commendation_round, principal, "Xin ghi rõ thành tích.")
        return commendation_round
    approve(commendation_round, principal)
    if state == RoundState.APPROVED:
        return commendation_round
    number(commendation_round, clerk)
    if state == RoundState.SCHEDULED:
        schedule(commendation_round, editor, moment or timezone.now() + timedelta(hours=1))
    elif state == RoundState.LIVE:
        publish(commendation_round, editor)
    commendation_round.refresh_from_db()
    return commendation_round


def approve(commendation_round: CommendationRound, principal: User | None = None) -> None:
    """Approve everything that stands in the round."""
    steps.decide(
        commendation_round,
        principal or user(Role.PRINCIPAL),
        shown=shown_hash(commendation_round),
        approved=list(commendation_round.commendations.standing().values_list("pk", flat=True)),
        returned={},
    )


def number(commendation_round: CommendationRound, clerk: User | None = None, **fields: Any) -> None:
    """Enter an approved round in the register: today, with the next number, unless told otherwise."""
    day = fields.pop("day", None) or timezone.localdate()
    values = {"number": next_number(day.year), "site": Site.objects.get(is_default_site=True)} | fields
    assign_number(commendation_round, clerk or user(Role.CLERK), day=day, **values)
