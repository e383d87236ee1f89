"""``manage.py serve``: the whole site on this machine, by one command."""

import io
import os
import signal
import socket
import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.db import DatabaseError, connections

from core.serving import administrator, database
from core.serving.address import listen, parse_port
from core.serving.announcement import Announcer
from core.serving.data_folder import check_folder, sole_use, unfinished, was_cut_off
from core.serving.processes import Child, Supervisor, end_with_parent
from core.serving.refusal import (
    NO_ROOM,
    NOT_WRITABLE,
    CannotStartError,
    why_database_fails,
    why_folder_fails,
)
from core.serving.static_files import collect_if_changed
from core.serving.terminal import complain, say

WEB_OPTIONS = [
    "--worker-class=gthread",
    "--workers=2",
    "--threads=4",
    "--keep-alive=5",
    "--timeout=60",
    "--graceful-timeout=2",  # an orphan must let go of the port soon
    "--preload",
    "--no-control-socket",  # it would lie in the home folder, where a second server finds it taken
    "--log-level=warning",
]
ACCOUNTS_NAME = "demo-accounts.json"


class Command(BaseCommand):
    """Bring the data up to date, start web server and companions, and stay until told to stop."""

    help = "Chạy cả trang web trên máy này: dữ liệu, máy chủ web, bộ hẹn giờ, bộ việc nền, bộ giữ trang. Dừng bằng Ctrl-C."
    requires_system_checks: list[str] = []  # `make lint` runs them; here they would only cost time

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the address."""
        parser.add_argument("--host", default="127.0.0.1", help="Địa chỉ (mặc định 127.0.0.1).")
        parser.add_argument("--port", default=os.environ.get("PORT", "8000"), help="Cổng (mặc định 8000).")
        parser.add_argument(
            "--demo",
            default=os.environ.get("DEMO", "1"),
            help="1: nạp dữ liệu mẫu khi chưa có gì; 0: trường trống.",
        )
        parser.add_argument("--parent-pid", type=int, help="Dừng khi tiến trình cha này không còn.")

    def handle(
        self, *args: Any, host: str, port: str, demo: str, parent_pid: int | None, **options: Any
    ) -> None:
        """Run; whatever keeps the site from starting is one sentence and exit code 1."""
        if parent_pid is not None:
            end_with_parent(parent_pid)
        folder = Path(settings.DATA_DIR)
        try:
            if demo not in {"0", "1"}:
                self._refuse(f"DEMO phải là 1 hoặc 0, không phải “{demo}”.")
            number = parse_port(port)
            check_folder(folder)
            with sole_use(folder), listen(host, number) as listener:
                address = f"http://{'127.0.0.1' if host == '0.0.0.0' else host}:{number}/"  # noqa: S104
                self._use_address(address)
                accounts = self._prepare(folder, demo=demo == "1")
                self._serve(listener, Announcer(address, accounts), parent_pid)
        except CannotStartError as error:
            self._refuse(str(error))
        except KeyboardInterrupt:
            complain("\nĐã dừng.")
            sys.exit(130)
        except OSError as error:
            if error.errno not in NO_ROOM | NOT_WRITABLE:
                raise
            self._refuse(why_folder_fails(error, folder))
        except DatabaseError as error:
            sentence = why_database_fails(error, database.database_file() or folder)
            if sentence is None:
                raise
            self._refuse(sentence)
        say("Đã dừng.")

    def _refuse(self, sentence: str) -> None:
        complain(sentence)
        sys.exit(1)

    def _use_address(self, address: str) -> None:
        """Let links in feeds and messages name this address, here and in the processes to come."""
        if "SITE_URL" not in os.environ:
            os.environ["SITE_URL"] = settings.WAGTAILADMIN_BASE_URL = address.rstrip("/")

    def _prepare(self, folder: Path, *, demo: bool) -> Path | None:
        """Do whatever is not done yet; return the file of the demo's accounts when there is a demo."""
        file = database.database_file()
        if file is not None:
            database.check_database_file(file)
        say("Đang chuẩn bị dữ liệu…")
        database.migrate_if_needed(folder)
        call_command("setup_school", stdout=io.StringIO(), skip_checks=True)
        accounts = folder / ACCOUNTS_NAME
        is_empty = not database.has_accounts()
        if was_cut_off(folder, "demo") or (demo and is_empty):
            say("Đang nạp dữ liệu mẫu (chỉ lần đầu, khoảng nửa phút)…")
            with unfinished(folder, "demo"):
                call_command("load_demo", accounts=accounts, skip_checks=True)
        elif is_empty:
            administrator.make_first()
        if not settings.DEBUG:
            say("Đang kiểm tra các tệp giao diện…")
            collect_if_changed()
        connections.close_all()
        return accounts if demo else None

    def _serve(self, listener: socket.socket, announcer: Announcer, parent_pid: int | None) -> None:
        root = Path(settings.ROOT)
        handle = listener.fileno()
        gunicorn = [
            sys.executable,
            "-m",
            "gunicorn",
            "config.wsgi:application",
            f"--bind=fd://{handle}",
            *WEB_OPTIONS,
        ]
        web = Child("Máy chủ web", gunicorn, root, handles=(handle,), orphan_signal=signal.SIGQUIT)
        runner = self._companion("Bộ hẹn giờ", "run_schedule", root)
        later = [self._companion("Bộ việc nền", "run_tasks", root, waits=True)]
        if settings.PAGE_STORE is not None:
            later.append(self._companion("Bộ giữ trang", "keep_pages", root, waits=True))
        say("Đang khởi động máy chủ web…")
        Supervisor(web, runner, *later, parent=parent_pid).run(announcer)

    def _companion(self, name: str, command: str, root: Path, *, waits: bool = False) -> Child:
        """Return a command of ours that runs beside the web server and ends with this process."""
        program = [sys.executable, str(root / "manage.py"), command, f"--parent-pid={os.getpid()}"]
        return Child(name, program, root, waits=waits)
