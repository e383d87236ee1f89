"""The same session again, every day or every week, as drafts."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone

from home.models import ActivityPage

MOST_COPIES = 30
LONGEST_SLUG = 200
"""Of the session that is repeated: the day comes behind it."""


def repetitions(
    activity: ActivityPage, step: dt.timedelta, times: int | None, until: dt.date | None
) -> list[dt.timedelta]:
    """Return how much later each repetition is; one more than `MOST_COPIES` at most, so that too many can be told.

    Args:
        activity: The session that is repeated.
        step: From one to the next.
        times: How many repetitions; None to go on until a day.
        until: The last day on which one may begin.
    """
    if times is not None:
        return [step * number for number in range(1, min(times, MOST_COPIES + 1) + 1)]
    found: list[dt.timedelta] = []
    first = timezone.localtime(activity.starts_at).date()
    while until is not None and first + step * (len(found) + 1) <= until and len(found) <= MOST_COPIES:
        found.append(step * (len(found) + 1))
    return found


def later(moment: dt.datetime, shift: dt.timedelta) -> dt.datetime:
    """Return the same time by the school's clock on a later day."""
    return timezone.make_aware(timezone.make_naive(moment) + shift)


@dataclass
class Repeated:
    """What was made.

    Attributes:
        made: The drafts.
        there: Beginnings at which there is such a session already.
    """

    made: list[ActivityPage] = field(default_factory=list)
    there: list[dt.datetime] = field(default_factory=list)


@transaction.atomic
def repeat(activity: ActivityPage, shifts: list[dt.timedelta], user: Any) -> Repeated:
    """Copy a session as drafts; one that is there already is left out.

    Args:
        activity: Its newest version, as an editor sees it.
        shifts: How much later each copy is.
        user: Who makes them; may they add there, is asked before.
    """
    parent = activity.get_parent()
    taken = set(parent.get_children().values_list("slug", flat=True))
    known = set(
        ActivityPage.objects.child_of(parent).filter(title=activity.title).values_list("starts_at", flat=True)
    )
    repeated = Repeated()
    for shift in shifts:
        starts_at = later(activity.starts_at, shift)
        if starts_at in known:
            repeated.there.append(starts_at)
            continue
        slug = _free(f"{activity.slug[:LONGEST_SLUG]}-{timezone.localtime(starts_at):%d-%m-%Y}", taken)
        taken.add(slug)
        repeated.made.append(
            activity.copy(
                update_attrs={
                    "slug": slug,
                    "starts_at": starts_at,
                    "ends_at": later(activity.ends_at, shift),
                    "owner": user,
                    # The moments of the first session's publishing are not theirs.
                    "go_live_at": None,
                    "expire_at": None,
                },
                copy_revisions=False,
                keep_live=False,
                user=user,
            )
        )
    return repeated


def _free(slug: str, taken: set[str]) -> str:
    free, number = slug, 2
    while free in taken:
        free, number = f"{slug}-{number}", number + 1
    return free
