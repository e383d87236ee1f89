"""``manage.py serve`` as a person meets it: starting, stopping, being killed, and refusing in one sentence."""

import json
import os
import shutil
import signal
import socket
import sqlite3
import stat
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from core.serving.address import listen
from tests.running_site import RunningSite, descendants, is_running, wait_until_gone

SECOND_START_SECONDS = 10
"""Counted as processor time: the machine that runs the tests may be busy with something else."""
ORPHAN_SECONDS = 8
"""The promise is about two seconds; the machine that runs the tests may be busy."""
PASSWORD = "mot-cau-dai-de-nho-2023"


@pytest.fixture(scope="module")
def empty_school(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder as a first start without demo and without a terminal leaves it."""
    site = RunningSite(tmp_path_factory.mktemp("empty") / "data", demo=False)
    site.start()
    try:
        site.wait_until_ready()
        assert "create_administrator" in site.output()
        assert site.get("/")[0] == 200
        assert site.get("/tin-bai/")[0] == 200
    finally:
        code = site.stop()
    assert code == 0
    return site.data_dir


@pytest.fixture
def data(empty_school: Path, tmp_path: Path) -> Path:
    """A copy of that folder."""
    return Path(shutil.copytree(empty_school, tmp_path / "data"))


@pytest.fixture
def site_of() -> Iterator[Callable[..., RunningSite]]:
    """A function that makes a site; whatever still runs at the end is killed."""
    made: list[RunningSite] = []

    def make(folder: Path, **options) -> RunningSite:
        made.append(RunningSite(folder, demo=False, **options))
        return made[-1]

    yield make
    for site in made:
        if site.process is not None and site.process.poll() is None:
            for pid in site.family():
                os.kill(pid, signal.SIGKILL)
            site.process.wait()


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
    def test_second_start_is_quick_and_both_parts_run(self, site_of, data):
        site = site_of(data).start().wait_until_ready()
        assert site.processor_seconds() < SECOND_START_SECONDS
        commands = [Path(f"/proc/{pid}/cmdline").read_text() for pid in descendants(site.process.pid)]
        assert sum("gunicorn" in command for command in commands) == 3
        assert sum("run_schedule" in command for command in commands) == 1
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


class TestKilled:
    def test_killed_supervisor_leaves_no_orphan_and_a_free_port(self, site_of, data):
        site = site_of(data).start().wait_until_ready()
        family = site.family()
        assert len(family) >= 5
        site.process.kill()
        site.process.wait()
        assert wait_until_gone(family, ORPHAN_SECONDS) == set()
        again = site_of(data, port=site.port).start().wait_until_ready()
        assert again.stop() == 0

    def test_next_start_waits_for_the_port_of_a_killed_one(self, site_of, data):
        site = site_of(data).start().wait_until_ready()
        site.process.kill()
        site.process.wait()
        again = site_of(data, port=site.port).start().wait_until_ready()
        assert again.stop() == 0

    @pytest.mark.parametrize("moment", [0.3, 1.2, 2.5])
    def test_killed_while_starting(self, site_of, data, moment):
        site = site_of(data).start()
        time.sleep(moment)
        family = site.family()
        site.process.kill()
        site.process.wait()
        assert wait_until_gone(family, ORPHAN_SECONDS) == set()
        again = site_of(data, port=site.port).start().wait_until_ready()
        assert again.stop() == 0

    def test_ends_with_its_parent(self, site_of, data):
        site = site_of(data)
        command = " ".join([*RunningSite.command(site.port), "--parent-pid $$", "& echo $!; sleep 60"])
        parent = subprocess.Popen(
            ["/bin/sh", "-c", command],
            cwd=RunningSite.folder,
            env=site.environment,
            stdout=subprocess.PIPE,
            text=True,
        )
        server = int(parent.stdout.readline())
        deadline = time.monotonic() + 60
        while len(descendants(server)) < 4 and time.monotonic() < deadline:
            time.sleep(0.1)
        family = {server} | descendants(server)
        parent.kill()
        assert wait_until_gone(family, ORPHAN_SECONDS + 2) == set()
        for pid in descendants(parent.pid):
            os.kill(pid, signal.SIGKILL)
        parent.wait()
        parent.stdout.close()

    @pytest.mark.parametrize("part", ["run_schedule", "gunicorn"])
    def test_a_part_that_dies_is_started_again(self, site_of, data, part):
        site = site_of(data).start().wait_until_ready()
        victim = next(
            pid
            for pid in sorted(descendants(site.process.pid))
            if part in Path(f"/proc/{pid}/cmdline").read_text() and parent_of(pid) == site.process.pid
        )
        os.kill(victim, signal.SIGKILL)
        deadline = time.monotonic() + 30
        while "đang chạy lại" not in site.output() and time.monotonic() < deadline:
            time.sleep(0.1)
        assert wait_until_gone({victim}, 2) == set()
        while time.monotonic() < deadline:
            commands = [
                Path(f"/proc/{pid}/cmdline") for pid in descendants(site.process.pid) if is_running(pid)
            ]
            if any(part in command.read_text() for command in commands if command.exists()):
                break
            time.sleep(0.1)
        assert site.get("/healthz", timeout=20)[0] == 200
        assert site.stop() == 0


def parent_of(pid: int) -> int:
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])


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


class TestDemo:
    def test_accounts_are_private_and_a_cut_off_load_is_done_again(self, tmp_path):
        site = RunningSite(tmp_path / "data", demo=True)
        try:
            site.start().wait_until_ready()
            accounts = site.data_dir / "demo-accounts.json"
            assert stat.S_IMODE(accounts.stat().st_mode) == 0o600
            assert set(json.loads(accounts.read_text())) == {
                "editor",
                "librarian",
                "principal",
                "clerk",
                "privacy",
                "admin",
            }
            assert site.accounts["editor"]["password"] in site.output()
            assert site.stop() == 0
            count = "from wagtail.models import Page; print(Page.objects.count())"
            pages = site.manage("shell", "-c", count)
            # Killed after the rows were written and before the accounts file was.
            accounts.unlink()
            (site.data_dir / "demo.unfinished").touch()
            site.start().wait_until_ready()
            assert accounts.is_file()
            assert site.manage("shell", "-c", count) == pages
            assert not (site.data_dir / "demo.unfinished").exists()
        finally:
            code = site.stop()
        assert code == 0
