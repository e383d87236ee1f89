"""Whose the things with a schedule are: who sees them on the calendar, and who may change their moment."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Model, Q, QuerySet
from wagtail.models import Page
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import page_permission_policy

from core.timed import TimedModel
from workflow.due import schedulable_models, timed_models

EDITING = ("change", "publish")


def editable_pages(user: Any) -> QuerySet[Page]:
    """Return the pages that the user may edit or publish; a superuser's are those of the website alone.

    What lies outside of every site (a bin, a page that somebody left at the root) has no place on a calendar.
    """
    pages = page_permission_policy.instances_user_has_any_permission_for(user, EDITING)
    roots = Page.objects.filter(sites_rooted_here__isnull=False).values_list("path", flat=True)
    below = [Q(path__startswith=path) for path in set(roots)]
    return pages.filter(reduce(or_, below)) if below else pages.none()


def may_edit(user: Any, model: type[Model]) -> bool:
    """Return whether the user may edit objects of a model that is no page."""
    return ModelPermissionPolicy(model).user_has_any_permission(user, EDITING)


def may_publish(user: Any, obj: Model) -> bool:
    """Return whether the user may bring this very object to the public, or take it away."""
    if isinstance(obj, Page):
        return page_permission_policy.user_has_permission_for_instance(user, "publish", obj)
    # What the clock only ends (a consent) has nothing to publish.
    ends_only = isinstance(obj, TimedModel) and not obj.goes_live
    return ModelPermissionPolicy(type(obj)).user_has_any_permission(
        user, EDITING if ends_only else ("publish",)
    )


def may_open_calendar(user: Any) -> bool:
    """Return whether something on the calendar could be the user's."""
    if page_permission_policy.user_has_any_permission(user, EDITING):
        return True
    others = [model for model in schedulable_models() if model is not Page]
    others += [model for model in timed_models() if model.goes_live]
    return any(may_edit(user, model) for model in others)
