"""Reminding the owners of a task: once when three days are left, once when its day has passed."""

from __future__ import annotations

import logging
from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.notices import in_school_language, notify
from core.vietnamese import format_date
from ledger.models import Reminder
from week.models import DUE_DAYS, PlanTask

logger = logging.getLogger(__name__)

HOUR = 7
"""Not before the school wakes."""
LONGEST_LATE = timedelta(days=60)
"""What is late for longer is the last Week's, and no news to anybody."""

_looked_on: date | None = None


def remind_each_morning(**kwargs: object) -> None:
    """Look once a day, from seven on; called every few seconds by the schedule runner.

    A runner that is started again looks again, and reminds nobody twice: what was sent is a row.
    """
    global _looked_on  # noqa: PLW0603  # one for the process, as the runner is
    now = timezone.localtime()
    if now.hour < HOUR or _looked_on == now.date():
        return
    remind(now.date())
    _looked_on = now.date()


def open_tasks(today: date) -> QuerySet[PlanTask]:
    """Return what is not done and due within three days, or late, but not for months; the earliest first."""
    span = (today - LONGEST_LATE, today + timedelta(days=DUE_DAYS))
    tasks = PlanTask.objects.exclude(status=PlanTask.Status.DONE).filter(due_date__range=span)
    return tasks.order_by("due_date", "sort_order", "pk")


def remind(today: date) -> int:
    """Tell the owners of open tasks what they have not been told; return of how many tasks."""
    late = Q(due_date__lt=today)
    told = Reminder.objects.filter(task__due_date=F("due_date"))
    kinds = {kind: told.filter(kind=kind).values("task") for kind in Reminder.Kind}
    waiting = open_tasks(today).exclude(late & Q(pk__in=kinds[Reminder.Kind.LATE]))
    waiting = waiting.exclude(~late & Q(pk__in=kinds[Reminder.Kind.DUE]))
    return sum(_remind(task, today) for task in waiting.select_related("owner").prefetch_related("co_owners"))


def _remind(task: PlanTask, today: date) -> bool:
    owners = [user for user in (task.owner, *task.co_owners.all()) if user is not None and user.is_active]
    due = task.due_date
    if not owners or due is None:
        return False  # whoever becomes its owner is told the next morning
    kind = Reminder.Kind.LATE if task.is_late(today) else Reminder.Kind.DUE
    try:
        with transaction.atomic():
            # Two runners: the second waits here for the first, and is refused.
            Reminder.objects.create(task=task, kind=kind, due_date=due)
            with in_school_language():
                notify(owners, _subject(task, due, today), url=reverse("ledger:task", args=[task.pk]))
    except IntegrityError:
        logger.info("Việc %d đã được nhắc.", task.pk)
        return False
    return True


def _subject(task: PlanTask, due: date, today: date) -> str:
    words = {"task": task.title, "day": format_date(due)}
    if task.is_late(today):
        return _("Việc đã trễ hạn (%(day)s): %(task)s") % words
    if due == today:
        return _("Hôm nay là hạn: %(task)s") % words
    return _("Việc sắp đến hạn (%(day)s): %(task)s") % words
