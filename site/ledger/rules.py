"""Who may look at a task's evidence, and who may say what shows it."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from week.models import PlanTask

VIEW, CHANGE = "week.view_plantask", "week.change_plantask"


def is_owner(user: Any, task: PlanTask) -> bool:
    """Return whether the task is the user's, alone or with others."""
    return task.owner_id == user.pk or task.co_owners.filter(pk=user.pk).exists()


def may_see(user: Any, task: PlanTask) -> bool:
    """Return whether the user may look at the task and what shows it."""
    return user.has_perm(VIEW) or user.has_perm(CHANGE) or is_owner(user, task)


def may_attach(user: Any, task: PlanTask) -> bool:
    """Return whether the user may attach evidence: who keeps the plan, and whose task it is."""
    return user.has_perm(CHANGE) or is_owner(user, task)


def own_tasks(user: Any) -> QuerySet[PlanTask]:
    """Return the tasks that are the user's, alone or with others; each once."""
    shared = PlanTask.co_owners.through.objects.filter(user=user.pk).values("plantask")
    return PlanTask.objects.filter(Q(owner=user.pk) | Q(pk__in=shared))


def attachable_tasks(user: Any) -> QuerySet[PlanTask]:
    """Return the tasks to which the user may attach evidence."""
    return PlanTask.objects.all() if user.has_perm(CHANGE) else own_tasks(user)
