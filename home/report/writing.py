"""Saving what the office writes in the report, without losing what somebody else has written meanwhile."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from home.models import Report
from home.models.reports import PARTS
from week.models import WeekEdition


class ChangedMeanwhileError(Exception):
    """Somebody else has saved since the writer began.

    Attributes:
        stored: What is stored now.
    """

    def __init__(self, stored: Report) -> None:
        super().__init__()
        self.stored = stored


@transaction.atomic
def save_words(edition: WeekEdition, words: dict[str, Any], user: Any) -> Report:
    """Store the parts that the office wrote.

    Args:
        edition: The Week.
        words: The parts, and in ``seen`` the version that the writer began with.
        user: Who writes.

    Raises:
        ChangedMeanwhileError: There is another version now, and it says something else.
    """
    WeekEdition.objects.select_for_update().get(pk=edition.pk)
    report = Report.of(edition)
    is_same = all(getattr(report, name) == words[name].strip() for name in PARTS)
    if report.version != words["seen"] and not is_same:
        raise ChangedMeanwhileError(report)
    for name in PARTS:
        setattr(report, name, words[name])
    report.version += 1
    report.changed_by, report.changed_at = user, timezone.now()
    report.save()
    return report
