"""``manage.py serve`` killed at any moment: nothing saved is lost, and the next start works."""

import os
import signal
import subprocess
import time
from contextlib import suppress
from pathlib import Path

import pytest

from tests.running_site import RunningSite, descendants, wait_until_gone

ORPHAN_SECONDS = 8
"""The promise is about two seconds; the machine that runs the tests may be busy."""


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
        while len(descendants(server)) < 5 and time.monotonic() < deadline:
            time.sleep(0.1)
        family = {server} | descendants(server)
        parent.kill()
        assert wait_until_gone(family, ORPHAN_SECONDS + 2) == set()
        for pid in descendants(parent.pid):
            os.kill(pid, signal.SIGKILL)
        parent.wait()
        parent.stdout.close()

    def test_a_part_that_dies_is_started_again(self, site_of, data):
        site = site_of(data).start().wait_until_ready()
        for number, part in enumerate(["run_schedule", "run_tasks", "keep_pages", "gunicorn"], start=1):
            victim = part_of(site, part)
            os.kill(victim, signal.SIGKILL)
            deadline = time.monotonic() + 30
            while site.output().count("đang chạy lại") < number and time.monotonic() < deadline:
                time.sleep(0.1)
            assert site.output().count("đang chạy lại") == number, part
            assert wait_until_gone({victim}, 2) == set()
            assert part_of(site, part, seconds=30) != victim
            assert site.get("/healthz", timeout=20)[0] == 200
        assert site.stop() == 0


def part_of(site: RunningSite, name: str, seconds: float = 10) -> int:
    """Return the number of a part as soon as it runs: some start when the site answers."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        for pid in sorted(descendants(site.process.pid)):
            with suppress(FileNotFoundError, ProcessLookupError):  # gone since it was listed
                command = Path(f"/proc/{pid}/cmdline").read_text()
                if name in command and parent_of(pid) == site.process.pid:
                    return pid
        time.sleep(0.05)
    pytest.fail(f"{name} does not run")


def parent_of(pid: int) -> int:
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
