"""Accounts, roles and when they are written."""

from typing import Any

from django.apps import AppConfig, apps
from django.db import connections
from django.db.models.signals import post_migrate, post_save


class AccountsConfig(AppConfig):
    """Users and roles."""

    name = "accounts"
    verbose_name = "Người dùng và vai trò"

    def ready(self) -> None:
        """Sync the roles after the last app has its permissions, and when a section's page is made."""
        from accounts.roles import SECTIONS  # noqa: PLC0415

        last = [config for config in apps.get_app_configs() if config.models_module][-1]
        post_migrate.connect(roles_after_migrate, sender=last, dispatch_uid="accounts.roles")
        for label in SECTIONS.values():
            post_save.connect(roles_after_section, sender=label, dispatch_uid=f"accounts.roles.{label}")


def roles_after_migrate(using: str, **kwargs: Any) -> None:
    """Sync once every table is there (a migration backwards may have taken some away)."""
    from accounts.stored_names import name_stored_rows  # noqa: PLC0415
    from accounts.sync import sync_roles  # noqa: PLC0415

    existing = set(connections[using].introspection.table_names())
    if all(model._meta.db_table in existing for model in apps.get_models() if model._meta.managed):
        _create_missing_permissions(using)
        name_stored_rows()
        sync_roles()


def _create_missing_permissions(using: str) -> None:
    """Permissions are made app by app, after ours; a first migrate needs them all now."""
    from django.contrib.auth.management import create_permissions  # noqa: PLC0415

    for config in apps.get_app_configs():
        create_permissions(config, verbosity=0, using=using)


def roles_after_section(created: bool, **kwargs: Any) -> None:  # noqa: FBT001  # Django's signal
    """A new section needs its grants."""
    from accounts.sync import sync_roles  # noqa: PLC0415

    if created and not kwargs.get("raw"):
        sync_roles()
