"""Do in the background what takes seconds: printing, sizes of pictures."""

import logging
import os
import signal
import socket
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import Error as DatabaseFailure
from django.db import connection

from papers.worker import Stop, sole_worker, work

CONNECT_TIMEOUT_SECONDS = 5
LONGEST_NAME = 64


class Command(BaseCommand):
    """`run_tasks` runs until told to stop; the task at hand is finished first."""

    help = "Làm những việc nền: in giấy khen và văn bản, tạo các cỡ ảnh."
    requires_system_checks = []  # a missing template elsewhere must not keep papers from being printed

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the option."""
        parser.add_argument(
            "--parent-pid", type=int, metavar="PID", help="Kết thúc khi tiến trình mẹ này không còn."
        )

    def handle(self, *_args: Any, parent_pid: int | None = None, **_options: Any) -> None:
        """Run until SIGTERM, SIGINT or the end of the parent.

        Raises:
            CommandError: The database does not answer; whoever keeps the worker running starts it again.
        """
        if connection.vendor == "postgresql":
            # One thread needs one connection; a pool's wait for a database that is gone could not be ended.
            connection.close()
            database_options = connection.settings_dict["OPTIONS"]
            database_options.pop("pool", None)
            database_options.setdefault("connect_timeout", CONNECT_TIMEOUT_SECONDS)
        # What a task does wrong is in our own log, in words; its beginning and end are no news.
        logging.getLogger("django_tasks_db").setLevel(logging.WARNING)
        stop = Stop(parent_pid)
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, stop.ask)
        name = f"{socket.gethostname()}:{os.getpid()}"[-LONGEST_NAME:]
        self.stdout.write("Bộ việc nền đang chạy.")
        try:
            with sole_worker(Path(settings.DATA_DIR), stop) as beat_file:
                if beat_file is not None:
                    work(stop, beat_file, name)
        except DatabaseFailure as error:
            raise CommandError(f"Chưa dùng được cơ sở dữ liệu: {' '.join(str(error).split())}") from error
        self.stdout.write("Bộ việc nền đã dừng.")
