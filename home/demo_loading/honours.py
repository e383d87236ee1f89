"""People and commendations, taken through the real steps of a round."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone
from wagtail.models import Site

from accounts.models import User
from accounts.roles import Role
from home.demo_loading.files import day, read
from honors import approval, steps
from honors.models import Commendation, CommendationRound, HonorsSettings, Nomination, ProfilePage
from honors.publication import publish
from honors.register import assign_number
from people.models import Person
from week.models import WeekEdition


def load_people() -> dict[str, Person]:
    """Return the people by key; make those that are missing."""
    return {
        row["key"]: Person.objects.get_or_create(
            full_name=row["full_name"],
            unit=row["unit"],
            defaults={name: row[name] for name in ("display_name", "kind", "is_illustration")},
        )[0]
        for row in read("people")
    }


def load_commendations(edition: WeekEdition, people: dict[str, Person], users: dict[Role, User]) -> int:
    """Make the missing rounds with their commendations, and return how many commendations were made."""
    data = read("commendations")
    settings = HonorsSettings.for_site(Site.objects.get(is_default_site=True))
    settings.decision_symbol = data["decision_symbol"]
    settings.save()
    made = 0
    for row in data["rounds"]:
        if CommendationRound.objects.filter(edition=edition, title=row["title"]).exists():
            continue
        commendation_round = CommendationRound.objects.create(
            edition=edition, title=row["title"], note=row["note"], meeting_date=day(row["meeting_date"])
        )
        commendation_round.legal_bases.set(edition.legal_bases.all())
        items = [item for item in data["commendations"] if item["round"] == row["key"]]
        for position, item in enumerate(items, start=1):
            _add(commendation_round, position, item, people, users[Role.EDITOR])
        made += len(items)
        _take_through(commendation_round, row, users)
    return made


def load_nominations() -> int:
    """Make the missing nominations, and return how many were made."""
    made = 0
    for row in read("nominations"):
        _row, is_new = Nomination.objects.get_or_create(
            nominee_name=row["nominee_name"],
            unit=row["unit"],
            defaults={name: row[name] for name in ("kind", "deed", "nominator_name")},
        )
        made += is_new
    return made


def _add(
    commendation_round: CommendationRound,
    position: int,
    row: dict[str, Any],
    people: dict[str, Person],
    editor: User,
) -> None:
    commendation = Commendation(
        round=commendation_round,
        position=position,
        person=people[row["person"]] if row["person"] else None,
        collective_name=row["collective_name"],
        award_kind=row["award_kind"],
        citation=row["citation"],
        evidence=row.get("evidence", ""),
        profile=ProfilePage.objects.filter(slug=row["profile"]).first() if row["profile"] else None,
        added_by=editor,
    )
    commendation.full_clean()
    commendation.save()


def _take_through(
    commendation_round: CommendationRound, row: dict[str, Any], users: dict[Role, User]
) -> None:
    """Bring the round as far as the file says: draft, with_principal or live."""
    if row["state"] == "draft":
        return
    steps.propose(commendation_round, users[Role.EDITOR])
    steps.submit(commendation_round, users[Role.EDITOR])
    if row["state"] == "with_principal":
        return
    steps.decide(
        commendation_round,
        users[Role.PRINCIPAL],
        shown=approval.shown_hash(commendation_round),
        approved=list(commendation_round.commendations.values_list("pk", flat=True)),
        returned={},
    )
    signed_on: date = day(row["decision_date"]) or timezone.localdate()
    assign_number(
        commendation_round,
        users[Role.CLERK],
        number=row["decision_number"],
        day=signed_on,
        site=Site.objects.get(is_default_site=True),
        skipped_are_used=True,
    )
    publish(commendation_round, users[Role.EDITOR])
