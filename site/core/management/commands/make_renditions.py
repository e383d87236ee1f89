"""Have the sizes of pictures made that pages need and that are missing."""

from typing import Any

from django.core.management.base import BaseCommand

from core.live_use import look_again
from core.renditions import AFTER_PRINTING, pictures_without_their_sizes, queue


class Command(BaseCommand):
    """`make_renditions` asks the worker; it makes nothing itself, and asking twice does no harm."""

    help = "Nhờ bộ việc nền tạo các cỡ ảnh còn thiếu."

    def handle(self, *_args: Any, verbosity: int = 1, **_options: Any) -> None:
        """Ask for every picture, those before the public first."""
        look_again()
        missing = pictures_without_their_sizes()
        queue(missing, AFTER_PRINTING)
        if verbosity:
            self.stdout.write(f"Ảnh còn thiếu cỡ: {len(missing)}.")
