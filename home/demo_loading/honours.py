"""People and commendations, decided through the real workflow."""

from __future__ import annotations

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Workflow, WorkflowContentType

from accounts.models import User
from accounts.roles import Role
from home.demo_loading.files import read
from honors.models import Commendation, CommendationRound, ProfilePage
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


def _sign_off() -> Workflow:
    content_type = ContentType.objects.get_for_model(Commendation)
    return WorkflowContentType.objects.get(content_type=content_type).workflow


def load_commendations(edition: WeekEdition, people: dict[str, Person], users: dict[Role, User]) -> int:
    """Make the missing commendations: proposed by the editor, some approved by the principal."""
    data = read("commendations")
    rounds = {
        row["key"]: CommendationRound.objects.get_or_create(
            edition=edition, title=row["title"], defaults={"note": row["note"]}
        )[0]
        for row in data["rounds"]
    }
    workflow = _sign_off()
    made = 0
    for row in data["commendations"]:
        recipient = {
            "round": rounds[row["round"]],
            "person": people[row["person"]] if row["person"] else None,
            "collective_name": row["collective_name"],
        }
        if Commendation.objects.filter(**recipient).exists():
            continue
        commendation = Commendation(
            **recipient,
            award_kind=row["award_kind"],
            citation=row["citation"],
            profile=ProfilePage.objects.filter(slug=row["profile"]).first() if row["profile"] else None,
            live=False,
        )
        commendation.full_clean()
        commendation.save()
        commendation.save_revision(user=users[Role.EDITOR], log_action=True)
        made += 1
        if row["state"] != "draft":
            state = workflow.start(commendation, users[Role.EDITOR])
            if row["state"] == "approved":
                state.current_task_state.specific.approve(user=users[Role.PRINCIPAL])
    return made
