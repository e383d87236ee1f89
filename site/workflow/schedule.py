"""The schedule runner: publishes and takes down what is due, in order of time, and lives through anything."""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime, timedelta

from django.db import Error as DatabaseFailure
from django.db import connection, reset_queries
from django.utils import timezone

from core.clock import went_on
from workflow.due import DueItem, due_items
from workflow.failures import postponed
from workflow.heartbeat import Heartbeat
from workflow.taking import RunResult, take

__all__ = ["RunResult", "run_due", "run_forever"]

logger = logging.getLogger(__name__)

LOOK_EVERY = timedelta(seconds=0.5)
"""The longest sleep: a moment that was set meanwhile is found in time."""
COMPLAIN_EVERY_SECONDS = 60
SQLITE_GAP_SECONDS = 0.003


def run_due(now: datetime | None = None) -> RunResult:
    """Do everything that is due, in order of time, except what waits for its next attempt.

    Raises:
        django.db.Error: The database does not answer. What was done until then stays done.
    """
    now = now or timezone.now()
    return _work(due_items(now), now)


def _work(
    due: Sequence[DueItem], now: datetime, go_on: Callable[[RunResult], bool] = lambda _outcome: True
) -> RunResult:
    """Take the items one by one; ``go_on`` hears what came of each and says whether to take the next."""
    result = RunResult()
    waiting = postponed(due, now)
    for item in due:
        if item.key in waiting:
            continue
        outcome = take(item, now)
        result += outcome
        if not go_on(outcome):
            break
        if connection.vendor == "sqlite":
            # Who waits for SQLite's only lock polls for it: without a gap an editor would wait for all items.
            time.sleep(SQLITE_GAP_SECONDS)
    return result


def run_forever(stop: threading.Event, *, parent_pid: int | None = None) -> None:
    """Do what becomes due until ``stop`` is set, or until the process's parent is no longer ``parent_pid``.

    It looks at least twice a second and wakes at the next known moment. A database that does not answer is
    waited for; the log says so once a minute.
    """
    _Runner(stop, parent_pid).run()


class _Runner:
    def __init__(self, stop: threading.Event, parent_pid: int | None) -> None:
        self.stop = stop
        self.parent_pid = parent_pid
        self.heartbeat = Heartbeat()
        self.complained_at = float("-inf")

    def run(self) -> None:
        while not self.has_to_end():
            try:
                reset_queries()
                pause = self.look()
            except DatabaseFailure as error:
                self.complain(error)
                with suppress(DatabaseFailure):
                    connection.close()
                pause = LOOK_EVERY.total_seconds()
            self.stop.wait(pause)
        with suppress(DatabaseFailure):
            self.heartbeat.beat()

    def has_to_end(self) -> bool:
        return self.stop.is_set() or (self.parent_pid is not None and os.getppid() != self.parent_pid)

    def look(self) -> float:
        """Do what is due and return for how many seconds to sleep."""
        now = timezone.now()
        items = due_items(now + LOOK_EVERY)
        due = [item for item in items if item.due_at <= now]
        if self.heartbeat.is_due():
            self.heartbeat.beat()
            went_on.send_robust(sender=None)
            if not due:
                postponed((), now)  # forgets the failures of what editors have solved by hand
        if due and _work(due, now, self.go_on):
            return 0  # time has passed: look again at once
        until = items[len(due)].due_at if len(items) > len(due) else now + LOOK_EVERY
        return max(0.0, min((until - timezone.now()).total_seconds(), LOOK_EVERY.total_seconds()))

    def go_on(self, outcome: RunResult) -> bool:
        self.heartbeat.count(outcome.published, outcome.expired)
        if self.heartbeat.is_due():
            self.heartbeat.beat()
        return not self.has_to_end()

    def complain(self, error: Exception) -> None:
        if time.monotonic() - self.complained_at >= COMPLAIN_EVERY_SECONDS:
            self.complained_at = time.monotonic()
            logger.error(
                "Bộ hẹn giờ chưa dùng được cơ sở dữ liệu và sẽ thử lại liên tục: %s.",
                " ".join(str(error).split()).rstrip("."),
            )
