"""What core sets up when Django starts."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """Base pages, blocks, pictures, settings and Vietnamese text."""

    name = "core"
    verbose_name = "Nền chung"

    def ready(self) -> None:
        """Register widgets, image formats and the house rules."""
        import pillow_heif  # noqa: PLC0415

        from core import checks, navigation, slug_input  # noqa: F401, PLC0415

        pillow_heif.register_heif_opener()
        slug_input.register()
        navigation.connect()
