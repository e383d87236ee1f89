"""A round and the public: now, by the clock, or off the page again."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from core.vietnamese import spelled
from honors.models import Commendation, CommendationRound, RoundState
from honors.rules import Action
from honors.steps import check, locked, must_hold, note, step
from people.gate import missing_consents
from people.models import Channel, Person, Purpose
from people.page_people import children, is_named

LONGEST_WAIT = timedelta(days=366)


def not_showable(commendation_round: CommendationRound) -> list[tuple[Commendation, str]]:
    """Return the items that are to be on the website though somebody in them may not be, with the reason.

    That is the person commended, and any child whom the citation or the collective's name names.
    """
    standing = commendation_round.commendations.standing().select_related("person")
    items = [item for item in standing if item.is_public]
    pupils = children()
    people = {
        item.pk: named_in(item, pupils) | ({item.person} if item.person is not None else set())
        for item in items
    }
    everybody = set().union(*people.values())
    missing = {gap.person.pk: gap.why for gap in missing_consents(everybody, Purpose.HONOUR, Channel.WEBSITE)}
    found = []
    for item in items:
        whys = [
            missing[person.pk] if person == item.person else f"{person.full_name}: {missing[person.pk]}"
            for person in people[item.pk]
            if person.pk in missing
        ]
        if whys:
            found.append((item, "; ".join(whys)))
    return found


def named_in(item: Commendation, pupils: Iterable[Person]) -> set[Person]:
    """Return the pupils whom the public words of an item name."""
    text = spelled(f"{item.citation} \n {item.collective_name}")
    return {person for person in pupils if is_named(person, text)}


def take_off_board(person: Person, forbidden: set[Purpose], user: Any = None, **kwargs: Any) -> None:
    """Leave off the board every award whose words name somebody who may be shown no more."""
    if Purpose.HONOUR not in forbidden:
        return
    shown = Commendation.objects.filter(is_public=True, round__state=RoundState.LIVE)
    for item in shown.select_related("person"):
        if named_in(item, [person]):
            item.is_public = False
            item.save(update_fields=["is_public"])
            log(instance=item, action="honors.set_aside", user=user, data={"reason": str(person)})


def _must_be_showable(commendation_round: CommendationRound) -> None:
    if gaps := not_showable(commendation_round):
        raise ValidationError(
            {
                "set_aside": [
                    _("%(person)s: %(why)s.") % {"person": item.person or item.collective_name, "why": why}
                    for item, why in gaps
                ]
            }
        )


def _set_aside(commendation_round: CommendationRound, user: Any) -> None:
    for item, why in not_showable(commendation_round):
        item.is_public = False
        item.save(update_fields=["is_public"])
        log(instance=item, action="honors.set_aside", user=user, data={"reason": why})


def schedule(
    commendation_round: CommendationRound, user: Any, moment: datetime, *, set_aside: bool = False
) -> None:
    """Have the clock publish the round.

    Args:
        commendation_round: A numbered round.
        user: Who schedules it.
        moment: When, in the future.
        set_aside: Whether who may not be named is left off the page (and commended all the same).

    Raises:
        ValidationError: The moment has passed, the approval is void, or somebody may not be named.
    """
    if moment <= timezone.now():
        raise ValidationError({"moment": _("Giờ công bố đã qua. Hãy chọn một giờ sắp tới.")})
    if moment > timezone.now() + LONGEST_WAIT:
        raise ValidationError({"moment": _("Giờ công bố xa hơn một năm: xin xem lại.")})
    with step(user, Action.SCHEDULE, commendation_round) as current:
        must_hold(current)
        if set_aside:
            _set_aside(current, user)
        _must_be_showable(current)
        current.state, current.due_at = RoundState.SCHEDULED, moment
        note(current, "schedule", user, moment=moment.isoformat())


def unschedule(commendation_round: CommendationRound, user: Any) -> None:
    """Forget the moment."""
    with step(user, Action.UNSCHEDULE, commendation_round) as current:
        current.state, current.due_at = RoundState.NUMBERED, None
        note(current, "unschedule", user)


def publish(commendation_round: CommendationRound, user: Any = None, *, set_aside: bool = False) -> None:
    """Make the whole round public in one transaction.

    Args:
        commendation_round: A numbered or scheduled round.
        user: Who publishes it; None for the clock.
        set_aside: As for ``schedule``.

    Raises:
        ValidationError: The approval is void, or somebody may not be named.
    """
    with locked(commendation_round) as current:
        if user is not None:
            check(user, Action.PUBLISH, current)
        elif current.state != RoundState.SCHEDULED:
            raise ValidationError(_("Đợt không còn ở tình trạng hẹn giờ."), code="not_now")
        must_hold(current)
        if set_aside:
            _set_aside(current, user)
        _must_be_showable(current)
        current.state, current.due_at, current.published_at = RoundState.LIVE, None, timezone.now()
        current.save()
        note(current, "publish", user)


def publish_when_due(instance: CommendationRound, **kwargs: Any) -> None:
    """The round's moment has come.

    Raises:
        ValidationError: As for ``publish``.
    """
    publish(instance)


def unpublish(commendation_round: CommendationRound, user: Any) -> None:
    """Take the round off the public pages; the awards stand."""
    with step(user, Action.UNPUBLISH, commendation_round) as current:
        current.state = RoundState.NUMBERED
        note(current, "unpublish", user)
