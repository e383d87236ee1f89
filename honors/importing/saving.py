"""Saving an import that somebody has looked at: all that was shown, or nothing."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from honors.importing.plan import Line, Plan, make_plan
from honors.importing.rows import Row
from honors.models import Commendation, CommendationRound
from honors.recipients import next_position, shown_name
from honors.rules import Action
from honors.steps import check, locked
from people.models import Person

SALT = "honors.importing"
LONGEST_AGE_SECONDS = 24 * 3600


@dataclass(frozen=True)
class Shown:
    """What the screen before the saving showed.

    Attributes:
        rows: The rows of the list.
        good: The numbers of those that could be imported.
    """

    rows: list[Row]
    good: list[int]


class PlanChangedError(Exception):
    """What would be saved now is not what was shown.

    Attributes:
        plan: What an import would do now.
        is_done: Every row shown as good is in the round already: the same list was sent twice.
    """

    def __init__(self, plan: Plan, *, is_done: bool) -> None:
        super().__init__()
        self.plan = plan
        self.is_done = is_done


def sign(plan: Plan, commendation_round: CommendationRound, user: Any) -> str:
    """Return the plan's rows for a hidden field: nobody but the site can have written them."""
    content = {
        "round": commendation_round.pk,
        "user": user.pk,
        "rows": [line.row.packed() for line in plan.lines],
        "good": plan.good_numbers,
    }
    return signing.dumps(content, salt=SALT, compress=True)


def unsign(text: str, commendation_round: CommendationRound, user: Any) -> Shown:
    """Return what was signed for this round and user.

    Raises:
        ValidationError: It is older than a day, or not ours.
    """
    try:
        content = signing.loads(text, salt=SALT, max_age=LONGEST_AGE_SECONDS)
    except signing.BadSignature as error:  # SignatureExpired is one
        raise _outdated() from error
    if (content["round"], content["user"]) != (commendation_round.pk, user.pk):
        raise _outdated()
    return Shown([Row(**row) for row in content["rows"]], content["good"])


def _outdated() -> ValidationError:
    return ValidationError(_("Bản xem trước đã cũ. Hãy chọn lại tệp."), code="outdated")


def save_import(
    shown: Shown, commendation_round: CommendationRound, user: Any, kinds: Collection[str]
) -> list[Commendation]:
    """Put the good rows into the round.

    Raises:
        PlanChangedError: Something has changed since it was shown; nothing is saved.
        PermissionDenied: The user's role may not.
        ValidationError: The round no longer takes items.
    """
    with locked(commendation_round) as current:
        check(user, Action.ADD_ITEM, current)
        plan = make_plan(shown.rows, current, kinds)
        if plan.good_numbers != shown.good:
            repeated = {line.row.number for line in plan.lines if line.is_repeated}
            raise PlanChangedError(plan, is_done=repeated >= set(shown.good))
        first = next_position(current)
        items = [
            _save_line(line, current, user, position) for position, line in enumerate(plan.good, start=first)
        ]
        log(instance=current, action="honors.import", user=user, data={"number": str(len(items))})
    return items


def _save_line(line: Line, commendation_round: CommendationRound, user: Any, position: int) -> Commendation:
    row = line.row
    item = Commendation(
        round=commendation_round,
        person=None if row.is_collective else line.person or _make_person(row),
        collective_name=row.name if row.is_collective else "",
        award_kind=row.award,
        citation=row.citation,
        evidence=row.evidence,
        position=position,
        added_by=user,
    )
    item.full_clean(exclude=["round", "person", "added_by"], validate_constraints=False)
    item.save()
    return item


def _make_person(row: Row) -> Person:
    return Person.objects.create(
        full_name=row.name,
        display_name=shown_name(row.name, row.kind),
        kind=row.kind,
        unit=row.unit,
        birth_date=row.born_on,
    )
