"""Keep the public pages as files."""

import os
import signal
import sys
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.db import connection

from pagestore.keeper import Keeper, sole_keeper

CONNECT_TIMEOUT_SECONDS = 5


class Command(BaseCommand):
    """`keep_pages` runs until told to stop; the page at hand is finished first."""

    help = "Giữ các trang công khai thành tệp dựng sẵn, luôn đúng với nội dung mới nhất."
    requires_system_checks: list[str] = []  # a missing template elsewhere must not leave old pages lying

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the option."""
        parser.add_argument(
            "--parent-pid", type=int, metavar="PID", help="Kết thúc khi tiến trình mẹ này không còn."
        )

    def handle(self, *_args: Any, parent_pid: int | None = None, **_options: Any) -> None:
        """Run until SIGTERM, SIGINT or the end of the parent."""
        if settings.PAGE_STORE is None:
            self.stderr.write("Kho trang đang tắt (PAGE_STORE để trống).")
            sys.exit(1)
        if connection.vendor == "postgresql":
            # One thread needs one connection; a pool's wait for a database that is gone could not be ended.
            connection.close()
            options = connection.settings_dict["OPTIONS"]
            options.pop("pool", None)
            options.setdefault("connect_timeout", CONNECT_TIMEOUT_SECONDS)
        asked: list[int] = []
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda caught, _frame: asked.append(caught))

        def is_over() -> bool:
            return bool(asked) or parent_pid not in {None, os.getppid()}

        self.stdout.write("Bộ giữ trang đang chạy.")
        with sole_keeper(is_over) as mine:
            if mine:
                Keeper().run(is_over)
        self.stdout.write("Bộ giữ trang đã dừng.")
