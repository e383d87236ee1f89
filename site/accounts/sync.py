"""Write the table of roles into the database."""

from __future__ import annotations

from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Task, Workflow

from accounts.roles import FILES, ROLES, SECTIONS, Grant, Role

STOCK_GROUPS = ("Editors", "Moderators")
STOCK_WORKFLOW = "Moderators approval"
"""Its one task is called the same."""


class UnknownPermissionError(LookupError):
    """The table names a permission that no model has."""


def _permission(model: str, action: str) -> Permission:
    app_label, name = model.split(".")
    content_type = ContentType.objects.get_for_model(apps.get_model(app_label, name))
    try:
        return Permission.objects.get(content_type=content_type, codename=f"{action}_{name}")
    except Permission.DoesNotExist:
        raise UnknownPermissionError(f"{model}: {action}") from None


def _model_permissions(grant: Grant) -> list[Permission]:
    wanted = [Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin")]
    for model, actions in grant.models.items():
        wanted += [_permission(model, action) for action in actions]
    return wanted


def _sync_pages(group: Group, grant: Grant) -> None:
    wanted = set()
    for section, codenames in grant.pages.items():
        model = apps.get_model(SECTIONS[section])
        permissions = Permission.objects.filter(content_type__app_label="wagtailcore", codename__in=codenames)
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


def _sync_files(group: Group, grant: Grant) -> None:
    root = Collection.get_first_root_node()
    wanted = set()
    for model in FILES:
        wanted |= {_permission(model, action) for action in grant.files}
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
    """Make the six groups hold what the table says, no more and no less; other groups stay as they are.

    Wagtail's own "Editors" and "Moderators", and the workflow that they moderate with its task, go as long as
    nobody uses them: they would offer a way round the table.

    Raises:
        UnknownPermissionError: The table names a permission that does not exist.
    """
    Workflow.objects.filter(name=STOCK_WORKFLOW, workflow_states__isnull=True).delete()
    Task.objects.filter(name=STOCK_WORKFLOW, workflow_tasks__isnull=True, task_states__isnull=True).delete()
    Group.objects.filter(name__in=STOCK_GROUPS, user__isnull=True).delete()
    for role in Role:
        grant = ROLES[role]
        group, _created = Group.objects.get_or_create(name=role.group_name)
        group.permissions.set(_model_permissions(grant))
        _sync_pages(group, grant)
        _sync_files(group, grant)
