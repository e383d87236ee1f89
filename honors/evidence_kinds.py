"""What of the honours may show a task of the plan: stories of learners, good models, commendations."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from honors.models import Commendation, InitiativePage, ProfilePage
from ledger.evidence import EvidenceItem, EvidenceKind, register_kind
from ledger.page_kinds import page_kind
from week.models import PlanTask

SEE_NAMES = "honors.view_commendation"


def register_kinds() -> None:
    """Let them be evidence."""
    register_kind(page_kind(ProfilePage))
    register_kind(page_kind(InitiativePage, doers=("department",)))
    register_kind(
        EvidenceKind(
            Commendation,
            _("Khen thưởng"),
            commendations,
            may_attach=may_attach_commendation,
            suggested=commendations_of_week,
        )
    )


def may_attach_commendation(user: Any, commendation: Commendation) -> bool:
    """Return whether the user may read who is commended."""
    return user.has_perm(SEE_NAMES)


def commendations(keys: Collection[int]) -> dict[int, EvidenceItem]:
    """Return the commendations by their recipients; the public has those that hang on the board. Two queries."""
    approved = set(
        Commendation.objects.approved().filter(pk__in=keys).order_by().values_list("pk", flat=True)
    )
    rows = Commendation.objects.filter(pk__in=keys).select_related("person", "round")
    return {
        row.pk: EvidenceItem(
            kind=str(_("Khen thưởng")),
            title=str(row),
            url="",
            thing=row.round,
            date=row.round.decision_date or timezone.localtime(row.created_at).date(),
            is_public=row.pk in approved,
            model=Commendation._meta.label_lower,
            pk=row.pk,
            permission=SEE_NAMES,
        )
        for row in rows
    }


def commendations_of_week(task: PlanTask) -> QuerySet:
    """Return the standing commendations of the Week, the newest first."""
    rows = Commendation.objects.standing().filter(round__edition=task.edition_id)
    return rows.select_related("person", "round").order_by("-pk")
