"""The worker as a process of its own: it does what waits, takes back what was cut off, and ends when told."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.db import connection
from django_tasks import TaskResultStatus, task_backends
from django_tasks_db import DatabaseBackend
from django_tasks_db.models import DBTaskResult

from papers import worker
from papers.jobs import BACKEND, Produced, register_producer, run_job, start_job
from papers.models import JobState, PrintJob
from papers.worker import MOST_ATTEMPTS, Stop, take_back, work
from tests import factories

ROOT = Path(__file__).resolve().parents[2]
IS_POSTGRESQL = connection.vendor == "postgresql"


@pytest.fixture(autouse=True)
def database_backend(settings, tmp_path):
    """Let jobs wait in the database, which other tests spare themselves."""
    settings.PRIVATE_ROOT = tmp_path / "private"
    immediate = task_backends[BACKEND]
    task_backends[BACKEND] = DatabaseBackend(BACKEND, {})
    yield
    task_backends[BACKEND] = immediate


@pytest.fixture(autouse=True)
def producers(monkeypatch):
    monkeypatch.setattr("papers.jobs._PRODUCERS", {})
    register_producer("hello", lambda arguments, progress: Produced(b"hello", "hello.txt"))


class StopAfter(Stop):
    """Ends the loop when nothing waits any more."""

    def is_asked(self) -> bool:
        return not DBTaskResult.objects.ready().exists()


@pytest.mark.django_db(transaction=True)
class TestInTheProcess:
    def test_what_waits_is_done(self, tmp_path):
        job = start_job("hello", {}, factories.user())
        assert job.state == JobState.WAITING
        assert DBTaskResult.objects.ready().count() == 1
        work(StopAfter(), tmp_path / "beat", "worker-1")
        job.refresh_from_db()
        assert job.state == JobState.DONE
        assert DBTaskResult.objects.successful().count() == 1
        assert (tmp_path / "beat").is_file()

    def test_a_job_that_fails_stops_nothing(self, tmp_path):
        register_producer("fail", lambda arguments, progress: 1 / 0)
        account = factories.user()
        failing, good = start_job("fail", {}, account), start_job("hello", {}, account)
        work(StopAfter(), tmp_path / "beat", "worker-1")
        assert PrintJob.objects.get(pk=failing.pk).state == JobState.FAILED
        assert PrintJob.objects.get(pk=good.pk).state == JobState.DONE

    def test_what_a_killed_worker_had_begun_is_done_again(self, tmp_path):
        job = start_job("hello", {}, factories.user())
        DBTaskResult.objects.get().claim("killed-worker")
        PrintJob.objects.update(state=JobState.WORKING, done=1, total=9)
        assert not DBTaskResult.objects.ready().exists()
        take_back()
        work(StopAfter(), tmp_path / "beat", "worker-2")
        job.refresh_from_db()
        assert job.state == JobState.DONE
        assert DBTaskResult.objects.get().worker_ids == ["killed-worker", "worker-2"]

    def test_what_ends_every_worker_is_given_up(self):
        job = start_job("hello", {}, factories.user())
        for number in range(MOST_ATTEMPTS):
            take_back()
            DBTaskResult.objects.get().claim(f"worker-{number}")
        take_back()
        job.refresh_from_db()
        assert DBTaskResult.objects.get().status == TaskResultStatus.FAILED
        assert job.state == JobState.FAILED
        assert "ngắt nhiều lần" in job.message

    def test_looking_takes_no_lock(self, django_assert_num_queries, tmp_path, monkeypatch):
        """An idle worker asks one plain question a look."""
        looks = iter([False, False, True])
        stop = Stop()
        monkeypatch.setattr(stop, "is_asked", lambda: next(looks))
        monkeypatch.setattr(worker, "LOOK_SECONDS", 0)
        monkeypatch.setattr(worker, "close_old_connections", lambda: None)
        with django_assert_num_queries(3):  # what was cut off, then two looks
            work(stop, tmp_path / "beat", "worker-1")

    def test_the_task_can_be_found_by_its_path(self):
        assert run_job.module_path == "papers.jobs.run_job"


def test_the_end_of_the_parent_ends_the_work():
    assert Stop(os.getppid()).is_asked() is False
    assert Stop(os.getppid() + 1).is_asked() is True
    stop = Stop()
    assert stop.is_asked() is False
    stop.ask(signal.SIGTERM, None)
    assert stop.is_asked() is True


# --- The command --------------------------------------------------------------------------------


def wait_until(is_so, seconds=40.0):
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end, "waited too long"
        time.sleep(0.05)


def environment_of(folder: Path) -> dict[str, str]:
    """Return the environment of a real process that works on this test's data.

    SQLite's test database lives in this process's memory: the other process gets a copy in a file.
    """
    environment = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    if IS_POSTGRESQL:
        url = urlsplit(os.environ["DATABASE_URL"])
        name = connection.settings_dict["NAME"]
        return environment | {
            "DATABASE_URL": urlunsplit(url._replace(path=f"/{name}")),
            "DJANGO_SETTINGS_MODULE": "config.settings.test",
            "TMPDIR": str(folder),
        }
    with sqlite3.connect(folder / "db.sqlite3") as copy:
        connection.connection.backup(copy)
    copy.close()
    return environment | {"DJANGO_SETTINGS_MODULE": "config.settings.dev", "DATA_DIR": str(folder)}


def states_in(folder: Path) -> list[str]:
    """Return the states of all jobs in the database that the other process writes."""
    if IS_POSTGRESQL:
        return list(PrintJob.objects.values_list("state", flat=True))
    database = sqlite3.connect(folder / "db.sqlite3")
    try:
        return [state for (state,) in database.execute("SELECT state FROM papers_printjob")]
    finally:
        database.close()


def beat_in(folder: Path) -> float:
    """Return the time of the worker's last sign of life, 0 when there was none."""
    return max((path.stat().st_mtime for path in folder.rglob(worker.LOCK_NAME)), default=0)


@pytest.mark.django_db(transaction=True)
class TestCommand:
    @pytest.fixture
    def command(self, tmp_path):
        """A function that starts ``run_tasks``; what still runs at the end is killed."""
        environment = environment_of(tmp_path)
        started = []

        def start(*arguments):
            process = subprocess.Popen(
                [sys.executable, str(ROOT / "manage.py"), "run_tasks", *arguments],
                env=environment,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
            )
            started.append(process)
            return process

        yield start
        for process in started:
            if process.poll() is None:
                process.kill()
            process.communicate()

    @pytest.fixture
    def job(self):
        """A job that no producer of the real site knows: it ends as failed, and that can be seen."""
        return start_job("hello", {}, factories.user())

    @pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
    def test_it_works_and_ends_when_told(self, job, command, tmp_path, number):
        process = command()
        wait_until(lambda: states_in(tmp_path) == [JobState.FAILED])
        asked_at = time.monotonic()
        process.send_signal(number)
        assert process.wait(10) == 0
        assert time.monotonic() - asked_at < 2
        output = process.stdout.read()
        assert output.startswith("Bộ việc nền đang chạy.")
        assert output.rstrip().endswith("Bộ việc nền đã dừng.")

    def test_it_ends_with_its_parent(self, command):
        process = command("--parent-pid", str(os.getpid() + 1))
        assert process.wait(20) == 0

    def test_a_second_one_waits_until_the_first_is_killed(self, command, tmp_path):
        first = command()
        wait_until(lambda: beat_in(tmp_path))
        second = command()
        assert second.stdout.readline().strip() == "Bộ việc nền đang chạy."
        first.kill()
        first.wait()
        before = beat_in(tmp_path)
        wait_until(lambda: beat_in(tmp_path) > before)
        second.terminate()
        assert second.wait(10) == 0
