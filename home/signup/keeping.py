"""Places: taken one after the other under a lock, given back, and forgotten 30 days after the activity."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from home.models import ActivityPage
from home.models.signups import KEPT_FOR, SignUp, SignUpList


class NotKeptError(Exception):
    """Nothing was kept.

    Attributes:
        left: Places that are still free: fewer than were asked for. 0 when it is full or closed.
        is_closed: It takes no sign-ups any more.
    """

    def __init__(self, left: int = 0, *, is_closed: bool = False) -> None:
        super().__init__(left)
        self.left, self.is_closed = left, is_closed


@transaction.atomic
def keep_places(wanted: SignUp) -> SignUp:
    """Save a sign-up if there are places for it, and return it; the same form sent twice is one.

    PostgreSQL: the row of the activity's list is locked, so that who comes second counts the first. SQLite has no row
    locks; its transactions are immediate (config.env.sqlite), so that the atomic block itself is the lock.

    Raises:
        NotKeptError: It is full, has too few places, or takes none any more.
    """
    activity = ActivityPage.objects.get(pk=wanted.activity_id)
    due_at = activity.ends_at + KEPT_FOR
    SignUpList.objects.get_or_create(
        activity=activity, defaults={"due_at": due_at, **SignUpList.sayings(activity)}
    )
    held = SignUpList.objects.select_for_update(no_key=True).get(activity=activity)
    known = SignUp.objects.filter(activity=activity, form_key=wanted.form_key).exclude(form_key="").standing()
    if sent_before := known.first():
        return sent_before
    activity = ActivityPage.objects.get(pk=activity.pk)  # as it is now that the lock is ours
    if not (activity.live and activity.takes_signups and timezone.now() < activity.starts_at):
        raise NotKeptError(is_closed=True)
    if activity.capacity is not None:
        left = activity.capacity - SignUp.objects.filter(activity=activity).standing().people()
        if wanted.people > left:
            raise NotKeptError(max(left, 0))
    if not SignUp.objects.filter(activity=activity).standing().exists():
        held.say(activity)  # nobody was told what changed while nobody meant to come
    wanted.save(force_insert=True)
    if held.due_at is None:  # what was deleted once begins anew: the activity was put off by weeks
        SignUpList.objects.filter(pk=held.pk).update(due_at=due_at)
    return wanted


def give_back(sign_up: SignUp) -> bool:
    """Cancel a sign-up; return whether it still stood."""
    standing = SignUp.objects.filter(pk=sign_up.pk).standing()
    return bool(standing.update(cancelled_at=timezone.now()))


def follow_the_activity(instance: ActivityPage, **kwargs: Any) -> None:
    """An activity was published: its data go 30 days after the end that it has now."""
    waiting = SignUpList.objects.filter(activity=instance.pk, due_at__isnull=False)
    waiting.exclude(due_at=instance.ends_at + KEPT_FOR).update(due_at=instance.ends_at + KEPT_FOR)


def forget_when_due(instance: SignUpList, now: Any, **kwargs: Any) -> None:
    """The time is over: delete who signed up, keep how many they were. What was put off meanwhile waits on."""
    due_at = instance.activity.ends_at + KEPT_FOR
    if due_at > now:
        SignUpList.objects.filter(pk=instance.pk).update(due_at=due_at)
        return
    signups = SignUp.objects.filter(activity=instance.activity_id)
    instance.people_kept = (instance.people_kept or 0) + signups.standing().people()
    signups.delete()
    instance.due_at = None
    instance.save(update_fields=["people_kept", "due_at"])
