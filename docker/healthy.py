"""Is the container well: ``healthy.py web``, ``runner``, ``worker``, ``keeper`` or ``proxy``; exit code 0 means yes.

Plain Python without Django, because it runs every few seconds.
"""

from __future__ import annotations

import os
import socket
import sys
import time
import urllib.request
from pathlib import Path

import psycopg

WEB = "http://127.0.0.1:8000/healthz"
PROXY = "http://127.0.0.1:8080/proxy-alive"
SECONDS = 4
LONGEST_JOB_SECONDS = 300
LONGEST_RENDERING_SECONDS = 60
KEEPER_BEAT = "pages/keeper.beat"
LAST_BEAT = """
    SELECT count(*) FROM workflow_runnerheartbeat
    WHERE starts_with(name, %s) AND beat_at > now() - interval '30 seconds'
"""


def allowed_host() -> str:
    """Return a host name that the site answers to."""
    first = os.environ.get("ALLOWED_HOSTS", "").split(",")[0].strip().lstrip(".")
    return first if first not in {"", "*"} else "localhost"


def answers(address: str) -> bool:
    """Return whether the server of this container answers; any error is raised."""
    request = urllib.request.Request(address, headers={"Host": allowed_host()})  # noqa: S310  # our own http
    with urllib.request.urlopen(request, timeout=SECONDS):  # noqa: S310
        return True


def runner_beats() -> bool:
    """Return whether the schedule runner of this container has given a sign of life of late."""
    with psycopg.connect(os.environ["DATABASE_URL"], connect_timeout=SECONDS) as database:
        row = database.execute(LAST_BEAT, [f"{socket.gethostname()[:40]}:"]).fetchone()
        return row is not None and row[0] > 0


def worker_beats() -> bool:
    """Return whether the worker has given a sign of life of late; a long job keeps it from doing so."""
    beat = Path(os.environ["DATA_DIR"]) / "run-tasks.lock"
    return time.time() - beat.stat().st_mtime < LONGEST_JOB_SECONDS


def keeper_beats() -> bool:
    """Return whether the keeper of the page store has given a sign of life of late."""
    beat = Path(os.environ["DATA_DIR"]) / KEEPER_BEAT
    return time.time() - beat.stat().st_mtime < LONGEST_RENDERING_SECONDS


def main() -> None:
    """Look, and end with 0 or 1; what is wrong is one line that the container's state shows."""
    checks = {
        "web": lambda: answers(WEB),
        "proxy": lambda: answers(PROXY),
        "runner": runner_beats,
        "worker": worker_beats,
        "keeper": keeper_beats,
    }
    try:
        is_well = checks[sys.argv[1]]()
    except (OSError, psycopg.Error) as error:
        sys.exit(str(error))
    sys.exit(0 if is_well else "No sign of life of late.")


if __name__ == "__main__":
    main()
