"""``manage.py serve`` as a person meets it: starting, stopping, and refusing in one sentence."""

import signal
import socket
import sqlite3
import subprocess
import time
from pathlib import Path

import pytest

from core.serving.address import listen
from tests.running_site import RunningSite, descendants

SECOND_START_SECONDS = 10
"""Counted as processor time: the machine that runs the tests may be busy with something else."""
PARTS = 6
"""The web server and its two workers, the schedule runner, the worker of background tasks, the keeper of pages."""
PARTS_SECONDS = 10
PASSWORD = "mot-cau-dai-de-nho-2023"


def refusal(site: RunningSite) -> str:
    """Return the one sentence that a start which must fail leaves on standard error."""
    done = subprocess.run(
        RunningSite.command(site.port),
        cwd=RunningSite.folder,
        env=site.environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode != 0
    assert "Traceback" not in done.stdout + done.stderr
    lines = done.stderr.strip().splitlines()
    assert len(lines) == 1, lines
    return lines[0]


class TestStartAndStop:
    def test_second_start_is_quick_and_all_parts_run(self, site_of, data):
        site = site_of(data).start().wait_until_ready()
        assert site.processor_seconds() < SECOND_START_SECONDS
        # The first worker answers before the second is there.
        deadline = time.monotonic() + PARTS_SECONDS
        while len(descendants(site.process.pid)) < PARTS and time.monotonic() < deadline:
            time.sleep(0.05)
        commands = [Path(f"/proc/{pid}/cmdline").read_text() for pid in descendants(site.process.pid)]
        assert len(commands) == PARTS
        assert sum("gunicorn" in command for command in commands) == 3
        assert sum("run_schedule" in command for command in commands) == 1
        assert sum("run_tasks" in command for command in commands) == 1
        assert sum("keep_pages" in command for command in commands) == 1
        assert site.stop() == 0

    @pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGHUP])
    def test_every_polite_signal_stops_everything(self, site_of, data, number):
        site = site_of(data).start().wait_until_ready()
        assert site.stop(number) == 0
        listen("127.0.0.1", site.port, patience=0).close()

    def test_announcement_says_where_and_how_to_stop(self, site_of, data):
        site = site_of(data).start().wait_until_ready()
        assert f"{site.url}/" in site.output()
        assert f"{site.url}/admin/" in site.output()
        assert f"kill {site.process.pid}" in site.output()
        assert site.stop() == 0
        assert site.output().rstrip().endswith("Đã dừng.")


class TestRefusals:
    def test_busy_port(self, site_of, data):
        with socket.socket() as other:
            other.bind(("127.0.0.1", 0))
            other.listen()
            port = other.getsockname()[1]
            sentence = refusal(site_of(data, port=port))
        assert f"Cổng {port}" in sentence
        assert f"PORT={port + 1}" in sentence

    def test_a_port_that_is_none(self, site_of, data):
        assert "PORT" in refusal(site_of(data, port="tám nghìn"))

    def test_a_wrong_choice_of_demo(self, site_of, data):
        assert "DEMO" in refusal(site_of(data, DEMO="có"))

    def test_a_file_in_the_folder_s_place(self, site_of, tmp_path):
        place = tmp_path / "data"
        place.write_text("not a folder")
        assert str(place) in refusal(site_of(place))

    def test_a_folder_that_cannot_be_made(self, site_of):
        # Nobody makes folders there, not even root.
        assert "/proc/tuan-le" in refusal(site_of(Path("/proc/tuan-le")))

    def test_a_file_that_is_no_database(self, site_of, data):
        (data / "db.sqlite3").write_bytes(b"<html>not a database</html>" * 400)
        assert "không phải là cơ sở dữ liệu SQLite" in refusal(site_of(data))

    def test_a_damaged_database(self, site_of, data):
        path = data / "db.sqlite3"
        with sqlite3.connect(path) as database:
            database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        database.close()
        content = bytearray(path.read_bytes())
        content[8192 : len(content) // 2] = b"\xa5" * (len(content) // 2 - 8192)
        path.write_bytes(content)
        assert "đã hỏng" in refusal(site_of(data))

    def test_a_folder_in_use(self, site_of, data):
        site = site_of(data).start().wait_until_ready()
        sentence = refusal(site_of(data))
        assert "đang được một máy chủ khác dùng" in sentence
        assert str(site.process.pid) in sentence
        assert site.stop() == 0


class TestFirstAdministrator:
    def test_from_the_environment(self, site_of, data):
        site = site_of(data, ADMIN_USERNAME="quantri", ADMIN_PASSWORD=PASSWORD, ADMIN_NAME="Trần Thị Bình")
        site.start().wait_until_ready()
        question = "from accounts.models import User; u = User.objects.get(); "
        question += "print(u.username, u.is_superuser, u.get_full_name(), u.first_name, sep='|')"
        assert "quantri|True|Trần Thị Bình|Bình" in site.manage("shell", "-c", question)
        assert site.stop() == 0

    def test_a_weak_password_is_refused_in_vietnamese(self, site_of, data):
        sentence = refusal(site_of(data, ADMIN_USERNAME="quantri", ADMIN_PASSWORD="12345"))
        assert "quantri" in sentence
        assert "Mật khẩu" in sentence
