"""What core sets up when Django starts."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class CoreConfig(AppConfig):
    """Base pages, blocks, pictures, settings and Vietnamese text."""

    name = "core"
    verbose_name = "Nền chung"

    def ready(self) -> None:
        """Register widgets, image formats and the house rules."""
        import pillow_heif  # noqa: PLC0415

        from core import (  # noqa: PLC0415
            autosave,
            checks,  # noqa: F401
            date_input,
            library_signals,
            navigation,
            page_indexes,
            redirect_batches,
            remembered,
            slug_input,
        )
        from core.finding import indexing  # noqa: PLC0415

        pillow_heif.register_heif_opener()
        slug_input.register()
        date_input.register()
        navigation.connect()
        post_migrate.connect(page_indexes.make_indexes, sender=self, dispatch_uid="core.page_indexes")
        remembered.connect()
        indexing.connect()
        library_signals.connect()
        autosave.connect()
        redirect_batches.replace()

        # Last: it loads views, whose forms ask for the widgets above.
        from core import admin_labels  # noqa: PLC0415

        admin_labels.register()
