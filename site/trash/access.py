"""Who sees what of the bin, and who may do what with it."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from trash.binning import target_of
from trash.models import DeletedPage

VIEW, DELETE = "trash.view_deletedpage", "trash.delete_deletedpage"
EDITING = {"add", "change"}


def may_enter(user: Any) -> bool:
    """Return whether the user has anything to look for in the bin."""
    return user.has_perm(VIEW) or page_permission_policy.user_has_any_permission(user, EDITING)


def visible_to(user: Any) -> QuerySet[DeletedPage]:
    """Return what was deleted where the user edits; everything for who looks after the bin."""
    rows = DeletedPage.objects.select_related("page", "former_parent", "section", "deleted_by")
    if user.has_perm(VIEW):
        return rows
    places = page_permission_policy.instances_user_has_any_permission_for(user, EDITING).values("pk")
    return rows.filter(Q(former_parent__in=places) | Q(section__in=places))


def may_restore(user: Any, parent: Page) -> bool:
    """Return whether the user may put a page below ``parent``. No query: Wagtail keeps the user's permissions."""
    return page_permission_policy.user_has_permission_for_instance(user, "add", parent)


def may_publish(user: Any, parent: Page) -> bool:
    """Return whether the user may let a page be public below ``parent``."""
    return page_permission_policy.user_has_permission_for_instance(user, "publish", parent)


def place_of(row: DeletedPage, user: Any) -> Page | None:
    """Return where the user may put the page back; None if there is no such place."""
    parent = target_of(row)
    return parent if parent is not None and may_restore(user, parent) else None
