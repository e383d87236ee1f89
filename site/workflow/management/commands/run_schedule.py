"""Publish and take down by the clock."""

import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import Error as DatabaseFailure
from django.db import connection
from wagtail.log_actions import registry

from core.clock import went_on
from workflow.heartbeat import ONCE, Heartbeat
from workflow.schedule import run_due, run_forever

CONNECT_TIMEOUT_SECONDS = 5


class Command(BaseCommand):
    """`run_schedule` runs until told to stop; `--once` does what is due now, for a timer such as cron."""

    help = "Đăng và gỡ bài theo giờ hẹn."
    requires_system_checks = []  # a missing template must not keep stories from going live

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the options."""
        parser.add_argument("--once", action="store_true", help="Làm những việc đã đến giờ rồi kết thúc.")
        parser.add_argument(
            "--parent-pid", type=int, metavar="PID", help="Kết thúc khi tiến trình mẹ này không còn."
        )

    def handle(self, *_args: Any, once: bool = False, parent_pid: int | None = None, **_options: Any) -> None:
        """Run.

        Raises:
            CommandError: With ``--once``: something failed, or the database does not answer.
        """
        if once:
            self.run_once()
        else:
            self.run_until_stopped(parent_pid)

    def run_once(self) -> None:
        """Do what is due and say what was done."""
        heartbeat = Heartbeat(ONCE)
        try:
            result = run_due()
            heartbeat.count(result.published, result.expired)
            heartbeat.beat()
            went_on.send_robust(
                sender=None
            )  # what else the running runner does: reminders, the page store's clock
        except DatabaseFailure as error:
            raise CommandError(f"Chưa dùng được cơ sở dữ liệu: {' '.join(str(error).split())}") from error
        self.stdout.write(f"Đã đăng {result.published}, đã gỡ {result.expired}, chưa xong {result.failed}.")
        if result.failed:
            raise CommandError(
                f"{result.failed} việc chưa xong; lý do ghi ở bàn làm việc của trang quản trị."
            )

    def run_until_stopped(self, parent_pid: int | None) -> None:
        """Run until SIGTERM, SIGINT or the end of the parent; the item at hand is finished first."""
        if connection.vendor == "postgresql":
            # One thread needs one connection; a pool's wait for a database that is gone could not be ended.
            connection.close()
            database_options = connection.settings_dict["OPTIONS"]
            database_options.pop("pool", None)
            database_options.setdefault("connect_timeout", CONNECT_TIMEOUT_SECONDS)
        # The hooks of every app are loaded at the first publishing, which takes a second: now, not at a story's minute.
        registry.scan_for_actions()
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_signal: stop.set())
        self.stdout.write("Bộ hẹn giờ đang chạy.")
        run_forever(stop, parent_pid=parent_pid)
        self.stdout.write("Bộ hẹn giờ đã dừng.")
