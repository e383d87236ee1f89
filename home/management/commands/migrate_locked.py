"""``manage.py migrate_locked``: bring a shared database up to date while other containers may do the same."""

from __future__ import annotations

import contextlib
import time
from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor

from home.setup import setup_school

LOCK = 7_302_009_120
"""Any number will do, as long as nothing else in the database asks for the same advisory lock."""
LOOK_EVERY_SECONDS = 1.0
CONNECT_TIMEOUT_SECONDS = 5


class Command(BaseCommand):
    """Wait for the database, then migrate and set up the school under a lock that all containers share.

    With ``--wait-only`` it changes nothing: it waits until another container has done it.
    """

    help = "Chờ cơ sở dữ liệu rồi cập nhật nó; nhiều máy cùng chạy một lúc thì chỉ một máy làm."
    requires_system_checks = []  # a missing template must not keep the site from starting

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the options."""
        parser.add_argument(
            "--wait", type=float, default=60, metavar="GIÂY", help="Chờ cơ sở dữ liệu tối đa chừng này giây."
        )
        parser.add_argument(
            "--wait-for-others",
            type=float,
            default=600,
            metavar="GIÂY",
            help="Chờ máy khác cập nhật xong tối đa chừng này giây.",
        )
        parser.add_argument(
            "--wait-only", action="store_true", help="Chỉ chờ máy khác cập nhật xong, không tự cập nhật."
        )

    def handle(
        self, *args: Any, wait: float, wait_for_others: float, wait_only: bool = False, **options: Any
    ) -> None:
        """Run.

        Raises:
            CommandError: The database does not answer, or others are not done, within the time.
        """
        self._wait_for_database(wait)
        if wait_only:
            self._wait_until(
                lambda: not self._is_behind(),
                wait_for_others,
                "Cơ sở dữ liệu chưa được cập nhật sau {seconds:g} giây; hãy xem nhật ký của máy chủ web.",
            )
            return
        with self._lock(wait_for_others):
            is_behind = self._is_behind()
            if is_behind:
                self.stdout.write("Đang cập nhật cơ sở dữ liệu…")
            # Also with nothing to do: a start that was killed may not have come to the roles and permissions.
            call_command("migrate", interactive=False, verbosity=0, skip_checks=True)
            call_command("make_renditions", verbosity=0)  # this version's pages may ask for other sizes
            setup_school()
            if is_behind:
                self.stdout.write("Đã cập nhật xong cơ sở dữ liệu.")

    def _wait_for_database(self, seconds: float) -> None:
        if connection.vendor == "postgresql":
            # A pool would hide why the database does not answer, and could not be told to stop trying.
            database_options = connection.settings_dict["OPTIONS"]
            database_options.pop("pool", None)
            database_options.setdefault("connect_timeout", CONNECT_TIMEOUT_SECONDS)
        reason = ""

        def answers() -> bool:
            nonlocal reason
            try:
                connection.ensure_connection()
            except OperationalError as error:
                reason = " ".join(str(error).split())
                return False
            return True

        self._wait_until(
            answers,
            seconds,
            "Cơ sở dữ liệu không trả lời sau {seconds:g} giây; hãy kiểm tra DATABASE_URL và máy chủ dữ liệu "
            "({reason}).",
            lambda: reason,
        )

    def _wait_until(
        self,
        is_done: Callable[[], bool],
        seconds: float,
        sentence: str,
        reason: Callable[[], str] = str,
    ) -> None:
        """Look again and again; when the time is up, end with the sentence."""
        deadline = time.monotonic() + seconds
        while not is_done():
            if time.monotonic() >= deadline:
                raise CommandError(sentence.format(seconds=seconds, reason=reason()))
            time.sleep(LOOK_EVERY_SECONDS)

    @contextlib.contextmanager
    def _lock(self, seconds: float) -> Iterator[None]:
        """Hold PostgreSQL's advisory lock; SQLite is never shared between machines and needs none.

        The lock has a connection of its own and ends with it, so that a killed container leaves none behind.
        """
        if connection.vendor != "postgresql":
            yield
            return
        holder = connection.copy()

        def is_taken() -> bool:
            with holder.cursor() as cursor:
                cursor.execute("SELECT pg_try_advisory_lock(%s)", [LOCK])
                return bool(cursor.fetchone()[0])

        try:
            self._wait_until(
                is_taken,
                seconds,
                "Một máy khác đang cập nhật cơ sở dữ liệu và chưa xong sau {seconds:g} giây; "
                "hãy xem nhật ký của máy đó.",
            )
            yield
            with holder.cursor() as cursor:
                # The server lets go of a closed connection's locks a moment later: the next one should not wait.
                cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])
        finally:
            holder.close()

    def _is_behind(self) -> bool:
        """Return whether any migration of this version is missing from the database."""
        executor = MigrationExecutor(connection)
        return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
