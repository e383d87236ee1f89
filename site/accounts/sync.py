"""Write the table of roles into the database."""

from __future__ import annotations

from collections.abc import Iterable

from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Task, Workflow

from accounts.roles import FILES, ROLES, SECTIONS, Grant, Role

STOCK_GROUPS = ("Editors", "Moderators")
STOCK_WORKFLOW = "Moderators approval"
"""Its one task is called the same."""


class UnknownPermissionError(LookupError):
    """The table names a permission that no model has."""


class _Permissions:
    """Every permission there is, read once: the table names hundreds."""

    def __init__(self) -> None:
        self._known = {
            (
                permission.content_type.app_label,
                permission.content_type.model,
                permission.codename,
            ): permission
            for permission in Permission.objects.select_related("content_type")
        }

    def of(self, model: str, action: str) -> Permission:
        """Return the permission to do this with objects of the model."""
        app_label, name = apps.get_model(model)._meta.label_lower.split(".")
        return self.named(app_label, name, f"{action}_{name}")

    def named(self, app_label: str, model: str, codename: str) -> Permission:
        """Return the permission of this name."""
        try:
            return self._known[app_label, model, codename]
        except KeyError:
            raise UnknownPermissionError(f"{app_label}.{model}: {codename}") from None

    def of_app(self, app_label: str, codenames: Iterable[str]) -> list[Permission]:
        """Return an app's permissions with these names."""
        return [
            permission
            for (app, _model, codename), permission in self._known.items()
            if app == app_label and codename in codenames
        ]


def _model_permissions(grant: Grant, known: _Permissions) -> list[Permission]:
    wanted = [known.named("wagtailadmin", "admin", "access_admin")]
    for model, actions in grant.models.items():
        wanted += [known.of(model, action) for action in actions]
    return wanted


def _sync_pages(group: Group, grant: Grant, known: _Permissions) -> None:
    wanted = set()
    for section, codenames in grant.pages.items():
        model = apps.get_model(SECTIONS[section])
        permissions = known.of_app("wagtailcore", codenames)
        wanted |= {
            (page, permission)
            for page in model.objects.values_list("pk", flat=True)
            for permission in permissions
        }
    held = {
        (row.page_id, row.permission): row
        for row in GroupPagePermission.objects.filter(group=group).select_related("permission")
    }
    for key, row in held.items():
        if key not in wanted:
            row.delete()
    for page, permission in wanted - held.keys():
        GroupPagePermission.objects.create(group=group, page_id=page, permission=permission)


def _sync_files(group: Group, grant: Grant, known: _Permissions) -> None:
    root = Collection.get_first_root_node()
    wanted = set()
    for model in FILES:
        wanted |= {known.of(model, action) for action in grant.files}
    held = {
        row.permission: row
        for row in GroupCollectionPermission.objects.filter(group=group).select_related("permission")
    }
    for permission, row in held.items():
        if permission not in wanted or row.collection_id != root.pk:
            row.delete()
            continue
        wanted.discard(permission)
    for permission in wanted:
        GroupCollectionPermission.objects.create(group=group, collection=root, permission=permission)


@transaction.atomic
def sync_roles() -> None:
    """Make the groups of the roles hold what the table says, no more and no less; other groups stay as they are.

    Wagtail's own "Editors" and "Moderators", and the workflow that they moderate with its task, go as long as
    nobody uses them: they would offer a way round the table.

    Raises:
        UnknownPermissionError: The table names a permission that does not exist.
    """
    Workflow.objects.filter(name=STOCK_WORKFLOW, workflow_states__isnull=True).delete()
    Task.objects.filter(name=STOCK_WORKFLOW, workflow_tasks__isnull=True, task_states__isnull=True).delete()
    Group.objects.filter(name__in=STOCK_GROUPS, user__isnull=True).delete()
    known = _Permissions()
    for role in Role:
        grant = ROLES[role]
        group, _created = Group.objects.get_or_create(name=role.group_name)
        group.permissions.set(_model_permissions(grant, known))
        _sync_pages(group, grant, known)
        _sync_files(group, grant, known)
