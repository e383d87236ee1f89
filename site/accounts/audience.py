"""Who should hear of something: the holders of a permission, the writers of a page."""

from __future__ import annotations

from django.db.models import QuerySet
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from accounts.models import User


def holders(permission: str) -> QuerySet[User]:
    """Return the active members of the staff whose roles give the permission.

    Superusers by that alone do not count.
    """
    app_label, codename = permission.split(".")
    return User.objects.filter(
        is_active=True,
        groups__permissions__codename=codename,
        groups__permissions__content_type__app_label=app_label,
    ).distinct()


def writers_of(page: Page) -> list[User]:
    """Return who began the page and who saved it last, as far as they may still edit it.

    When neither may, everybody who may edit it: their titles and words are nobody else's to read.
    """
    saved_by = page.latest_revision.user if page.latest_revision else None
    known = {user.pk: user for user in (page.owner, saved_by) if user is not None and user.is_active}
    writers = [user for user in known.values() if page.permissions_for_user(user).can_edit()]
    if writers:
        return writers
    return list(
        page_permission_policy.users_with_any_permission_for_instance(
            {"change"}, page, include_superusers=False
        )
    )
