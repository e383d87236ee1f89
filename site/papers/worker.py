"""The worker: does what waits in the database, one thing after the other.

django-tasks-db's own worker asks for an exclusive transaction at every look, and leaves what a killed worker had
begun as running for ever. This one looks without a lock, and takes back what was cut off.
"""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import close_old_connections
from django_tasks import DEFAULT_TASK_QUEUE_NAME, TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from papers.jobs import BACKEND, give_up, run_job

LOOK_SECONDS = 0.3
BEAT_SECONDS = 5.0
MOST_ATTEMPTS = 3
"""What has ended so many workers is not tried again."""
LOCK_NAME = "run-tasks.lock"


class CutOffError(Exception):
    """Every worker that tried it ended on the way."""


class Stop:
    """Whether to end: asked by a signal, or because the parent has gone."""

    def __init__(self, parent: int | None = None) -> None:
        self.parent = parent
        self.asked = False

    def ask(self, *_signal: object) -> None:
        """Ask for the end, after what is at hand."""
        self.asked = True

    def is_asked(self) -> bool:
        """Return whether to end."""
        return self.asked or self.parent not in {None, os.getppid()}


@contextmanager
def sole_worker(folder: Path, stop: Stop) -> Iterator[Path | None]:
    """Wait until no other worker uses the folder; the system lets go of the lock of one that was killed.

    Yields:
        The lock's file, whose time is the last sign of life; None when the stop came first.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / LOCK_NAME
    with path.open("a") as lock:
        while not stop.is_asked():
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                time.sleep(LOOK_SECONDS)
            else:
                yield path
                return
        yield None


def work(stop: Stop, beat_file: Path, name: str) -> None:
    """Do what waits until the stop.

    Args:
        stop: Looked at between two tasks.
        beat_file: Its time is set now and then, for who looks after the worker.
        name: What to call this worker in the database.
    """
    take_back()
    last_beat = 0.0
    while not stop.is_asked():
        if time.monotonic() - last_beat >= BEAT_SECONDS:
            beat_file.touch()
            last_beat = time.monotonic()
        close_old_connections()
        if DBTaskResult.objects.ready().filter(backend_name=BACKEND).exists():
            _one_task(name).run()
        else:
            time.sleep(LOOK_SECONDS)


def take_back() -> None:
    """Let tasks that a killed worker had begun wait again; called by the only worker, before it begins."""
    for task in DBTaskResult.objects.running().filter(backend_name=BACKEND):
        if len(task.worker_ids) < MOST_ATTEMPTS:
            task.status = TaskResultStatus.READY
            task.save(update_fields=["status"])
        else:
            task.set_failed(CutOffError())
            if task.task_path == run_job.module_path:
                give_up(*task.args_kwargs["args"])


def _one_task(name: str) -> Worker:
    return Worker(
        queue_names=[DEFAULT_TASK_QUEUE_NAME],
        interval=0,
        batch=True,
        backend_name=BACKEND,
        startup_delay=False,
        max_tasks=1,
        worker_id=name,
        excluded_queue_names=[],
    )
