"""What of the front rooms may show a task of the plan: activities, plain pages, and what was shared where."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from home.models import ActivityPage, StandardPage
from ledger.evidence import EvidenceItem, EvidenceKind, register_kind
from ledger.page_kinds import page_kind
from sharing.models import RecordState, ShareRecord
from week.models import PlanTask

SEE_SHARES = "sharing.view_sharerecord"


def register_kinds() -> None:
    """Let them be evidence."""
    register_kind(page_kind(ActivityPage, tasks_field="tasks", doers=("organiser",)))
    register_kind(page_kind(StandardPage, is_suggested=False))
    register_kind(
        EvidenceKind(
            ShareRecord, _("Lượt chia sẻ"), shares, may_attach=may_attach_share, suggested=shares_of_week
        )
    )


def may_attach_share(user: Any, record: ShareRecord) -> bool:
    """Return whether the user may look at what was shared."""
    return user.has_perm(SEE_SHARES)


def shares(keys: Collection[int]) -> dict[int, EvidenceItem]:
    """Return the records; what has to go, or is gone, is not for the public."""
    return {
        record.pk: EvidenceItem(
            kind=str(_("Lượt chia sẻ")),
            title=f"{record.page_title} – {record.place}",
            url=record.url if record.state == RecordState.ONLINE else "",
            thing=record,
            date=timezone.localtime(record.shared_at).date(),
            is_public=record.state == RecordState.ONLINE,
            model=ShareRecord._meta.label_lower,
            pk=record.pk,
            permission=SEE_SHARES,
        )
        for record in ShareRecord.objects.filter(pk__in=keys).select_related("page")
    }


def shares_of_week(task: PlanTask) -> QuerySet:
    """Return what was shared of the Week, the newest first."""
    days = (task.edition.start_date, task.edition.end_date)
    return ShareRecord.objects.filter(shared_at__date__range=days).select_related("page")
