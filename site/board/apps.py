"""The app of electronic boards."""

from django.apps import AppConfig
from django.db.models.signals import post_delete, post_save


class BoardConfig(AppConfig):
    """Boards and what they show."""

    name = "board"
    verbose_name = "Bảng điện tử"

    def ready(self) -> None:
        """Have the pictures of boards made in their sizes, like those of live pages."""
        from board.consents import pictures_shown  # noqa: PLC0415  # needs the app registry
        from board.models import BoardItem  # noqa: PLC0415
        from core import live_use  # noqa: PLC0415

        live_use.also_shown(pictures_shown)
        for signal, moment in ((post_save, "saved"), (post_delete, "deleted")):
            signal.connect(
                live_use.look_again_later, sender=BoardItem, dispatch_uid=f"board.picture.{moment}"
            )
