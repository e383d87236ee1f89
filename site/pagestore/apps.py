"""The page store."""

from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate, pre_migrate


class PageStoreConfig(AppConfig):
    """Public pages as files."""

    name = "pagestore"
    verbose_name = "Kho trang"

    def ready(self) -> None:
        """Watch every connection for changes; a migration may come before there is a table to note them in."""
        from pagestore import changes  # noqa: PLC0415  # the models are loaded first

        connection_created.connect(changes.watch, dispatch_uid="pagestore.changes")
        pre_migrate.connect(changes.pause, sender=self, dispatch_uid="pagestore.pause")
        post_migrate.connect(changes.resume, sender=self, dispatch_uid="pagestore.resume")
