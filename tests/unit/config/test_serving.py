"""The parts of ``manage.py serve`` that need no server: folder, database file, address, words."""

import errno
import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.db import OperationalError

from core.serving import data_folder
from core.serving.address import listen, parse_port
from core.serving.announcement import announcement
from core.serving.data_folder import check_folder, sole_use, unfinished, was_cut_off
from core.serving.database import check_database_file
from core.serving.processes import Child, Supervisor
from core.serving.refusal import CannotStartError, why_database_fails, why_folder_fails
from tests.running_site import wait_until_gone


class TestDataFolder:
    def test_missing_folder_is_made(self, tmp_path):
        check_folder(tmp_path / "a" / "b")
        assert (tmp_path / "a" / "b").is_dir()
        assert list((tmp_path / "a" / "b").iterdir()) == []

    def test_file_in_its_place(self, tmp_path):
        (tmp_path / "data").write_text("")
        with pytest.raises(CannotStartError, match="tệp trùng tên"):
            check_folder(tmp_path / "data")

    def test_nearly_full_disk(self, tmp_path, monkeypatch):
        usage = type("Usage", (), {"free": 5 * 2**20})
        monkeypatch.setattr(data_folder.shutil, "disk_usage", lambda folder: usage)
        with pytest.raises(CannotStartError, match="còn 5 MB"):
            check_folder(tmp_path)

    @pytest.mark.parametrize(
        ("number", "words"),
        [
            (errno.ENOSPC, "đã đầy"),
            (errno.EROFS, "Không ghi được"),
            (errno.EACCES, "Không ghi được"),
            (errno.ENOTDIR, "tệp trùng tên"),
            (errno.EIO, "Không dùng được"),
        ],
    )
    def test_every_failure_is_one_sentence(self, number, words):
        sentence = why_folder_fails(OSError(number, os.strerror(number)), Path("/data"))
        assert words in sentence
        assert "/data" in sentence
        assert "\n" not in sentence

    def test_only_one_may_use_it(self, tmp_path):
        refused = pytest.raises(CannotStartError, match=f"tiến trình {os.getpid()}")
        with sole_use(tmp_path), refused, sole_use(tmp_path):
            pass
        with sole_use(tmp_path):
            pass

    def test_step_that_was_cut_off_is_remembered(self, tmp_path):
        with pytest.raises(KeyboardInterrupt), unfinished(tmp_path, "demo"):
            raise KeyboardInterrupt
        assert was_cut_off(tmp_path, "demo")
        with unfinished(tmp_path, "demo"):
            pass
        assert not was_cut_off(tmp_path, "demo")


class TestDatabaseFile:
    def test_missing_empty_and_whole_files_pass(self, tmp_path):
        check_database_file(tmp_path / "none")
        (tmp_path / "empty").touch()
        check_database_file(tmp_path / "empty")
        self.make(tmp_path / "whole")
        check_database_file(tmp_path / "whole")

    def test_other_file(self, tmp_path):
        (tmp_path / "page").write_text("<html></html>" * 100)
        with pytest.raises(CannotStartError, match="không phải là cơ sở dữ liệu"):
            check_database_file(tmp_path / "page")

    def test_damaged_file(self, tmp_path):
        path = self.make(tmp_path / "damaged")
        content = bytearray(path.read_bytes())
        content[4096:-4096] = b"\xff" * (len(content) - 8192)
        path.write_bytes(content)
        with pytest.raises(CannotStartError, match="đã hỏng"):
            check_database_file(path)

    def test_folder_in_its_place(self, tmp_path):
        with pytest.raises(CannotStartError):
            check_database_file(tmp_path)

    def test_full_disk_is_seen_through_django_s_error(self, tmp_path):
        database = sqlite3.connect(tmp_path / "small")
        database.execute("CREATE TABLE page (text)")
        database.execute("PRAGMA max_page_count=3")
        with pytest.raises(sqlite3.OperationalError) as caught:
            database.execute("INSERT INTO page VALUES (?)", ["x" * 100_000])
        database.close()
        error = OperationalError("full")
        error.__cause__ = caught.value
        assert "ổ đĩa đã đầy" in why_database_fails(error, tmp_path / "small")

    def test_other_errors_are_not_explained_away(self):
        assert why_database_fails(ValueError("a mistake in the code"), Path("x")) is None
        assert why_database_fails(sqlite3.ProgrammingError("a mistake in the code"), Path("x")) is None

    def make(self, path: Path) -> Path:
        database = sqlite3.connect(path)
        with database:
            database.execute("CREATE TABLE page (text)")
            database.executemany("INSERT INTO page VALUES (?)", [["x" * 900]] * 40)
        database.close()
        return path


class TestAddress:
    @pytest.mark.parametrize("text", ["", "0", "65536", "-1", "８０００", "8000 ", "http"])
    def test_what_is_no_port_is_refused(self, text):
        with pytest.raises(CannotStartError, match="PORT"):
            parse_port(text)

    def test_port(self):
        assert parse_port("8000") == 8000

    def test_busy_port_is_named_and_another_proposed(self):
        with listen("127.0.0.1", 0) as first:
            port = first.getsockname()[1]
            with pytest.raises(CannotStartError, match=f"Cổng {port} .* PORT={port + 1}"):
                listen("127.0.0.1", port, patience=0)

    def test_port_that_comes_free_is_waited_for(self):
        with listen("127.0.0.1", 0) as first:
            port = first.getsockname()[1]
            script = "import socket, sys, time; s = socket.socket(fileno=int(sys.argv[1])); time.sleep(0.7)"
            holder = subprocess.Popen(
                [sys.executable, "-c", script, str(first.fileno())], pass_fds=[first.fileno()]
            )
        try:
            with listen("127.0.0.1", port, patience=10) as second:
                assert second.getsockname()[1] == port
        finally:
            holder.wait()

    def test_address_of_another_machine(self):
        with pytest.raises(CannotStartError, match=r"192\.0\.2\.1"):
            listen("192.0.2.1", 8000, patience=0)


class TestAnnouncement:
    def test_names_addresses_accounts_and_the_way_out(self, tmp_path):
        accounts = tmp_path / "accounts.json"
        accounts.write_text(json.dumps({"librarian": {"username": "thuthu", "password": "bi-mat"}}))
        text = announcement("http://127.0.0.1:8000/", accounts)
        assert "http://127.0.0.1:8000/admin/" in text
        assert "Thủ thư" in text
        assert "thuthu / bi-mat" in text
        assert f"kill {os.getpid()}" in text

    def test_no_demo_no_accounts(self, tmp_path):
        assert "Tài khoản mẫu" not in announcement("http://127.0.0.1:8000/", None)
        assert "Tài khoản mẫu" not in announcement("http://127.0.0.1:8000/", tmp_path / "missing.json")


class TestSupervisor:
    @pytest.fixture(autouse=True)
    def signals_as_before(self):
        before = {
            number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
        }
        yield
        for number, handler in before.items():
            signal.signal(number, handler)

    def child(self, folder: Path, script: str) -> Child:
        return Child("Tiến trình thử", [sys.executable, "-c", script], folder)

    def test_web_server_that_does_not_start_ends_everything(self, tmp_path):
        web = self.child(tmp_path, "raise SystemExit(7)")
        runner = self.child(tmp_path, "import time; time.sleep(60)")
        with pytest.raises(CannotStartError, match="mã 7"):
            Supervisor(web, runner).run(lambda: False)
        assert runner.process is None

    def test_part_that_ignores_the_stop_is_killed(self, tmp_path, monkeypatch):
        monkeypatch.setattr("core.serving.processes.STOP_SECONDS", 0.5)
        deaf = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); open('on', 'w'); time.sleep(60)"
        web = self.child(tmp_path, deaf)
        runner = self.child(tmp_path, "import time; time.sleep(60)")
        supervisor = Supervisor(web, runner)

        def look() -> bool:
            supervisor.stopping = (tmp_path / "on").exists()
            return False

        started = time.monotonic()
        supervisor.run(look)
        assert web.process is None
        assert time.monotonic() - started < 30

    def test_part_that_waits_starts_when_the_site_answers(self, tmp_path, monkeypatch):
        web = self.child(tmp_path, "import time; time.sleep(60)")
        keeper = self.child(tmp_path, "raise SystemExit(0)")
        keeper.waits = True
        supervisor = Supervisor(web, keeper)
        looks = []

        def look() -> bool:
            looks.append(keeper.process)
            return len(looks) == 3

        def start_and_stop() -> None:
            supervisor.stopping = True

        monkeypatch.setattr(keeper, "start", start_and_stop)
        supervisor.run(look)
        assert looks == [None, None, None]

    def test_pauses_grow_while_a_part_keeps_failing(self, tmp_path):
        child = self.child(tmp_path, "raise SystemExit(1)")
        pauses = []
        for _ in range(3):
            child.start()
            child.process.wait()
            pauses.append(child.pause)
            assert child.ended() == 1
        assert pauses == [0.5, 1.0, 2.0]

    def test_orphan_ends_at_once(self, tmp_path):
        script = (
            "from core.serving.processes import end_with_parent\n"
            "import os\n"
            "end_with_parent(os.getppid() + 1)\n"
            "open('survived', 'w')"
        )
        assert subprocess.run([sys.executable, "-c", script], cwd=tmp_path, check=False).returncode == 1
        assert not (tmp_path / "survived").exists()

    def test_a_part_ends_with_a_supervisor_that_a_shell_made_deaf(self, tmp_path):
        """`make run &` in a script starts everything with SIGINT and SIGQUIT ignored."""
        script = (
            "import os, signal, sys\n"
            "from pathlib import Path\n"
            "from core.serving.processes import Child\n"
            "signal.signal(signal.SIGQUIT, signal.SIG_IGN)\n"
            "child = Child('x', ['sleep', '30'], Path('.'), orphan_signal=signal.SIGQUIT)\n"
            "child.start()\n"
            "Path('pid').write_text(str(child.process.pid))\n"
            "os._exit(0)"
        )
        subprocess.run([sys.executable, "-c", script], cwd=tmp_path, check=True)
        assert wait_until_gone({int((tmp_path / "pid").read_text())}, 5) == set()


def test_free_socket_is_given_back(tmp_path):
    with listen("127.0.0.1", 0) as listener:
        port = listener.getsockname()[1]
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", port))
