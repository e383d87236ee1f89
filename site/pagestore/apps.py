"""The page store."""

from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate, pre_migrate

from core.clock import went_on


class PageStoreConfig(AppConfig):
    """Public pages as files."""

    name = "pagestore"
    verbose_name = "Kho trang"

    def ready(self) -> None:
        """Watch every connection for changes; a migration may come before there is a table to note them in."""
        from pagestore import changes, standing_in  # noqa: PLC0415  # the models are loaded first

        connection_created.connect(changes.watch, dispatch_uid="pagestore.changes")
        pre_migrate.connect(changes.pause, sender=self, dispatch_uid="pagestore.pause")
        went_on.connect(standing_in.stand_in, dispatch_uid="pagestore.stand_in")
        post_migrate.connect(changes.resume, sender=self, dispatch_uid="pagestore.resume")
