"""One data folder with the whole demo, made once for all suites: loading it and its pictures takes a minute."""

import fcntl
import hashlib
import shutil
import sqlite3
import time
from contextlib import closing
from pathlib import Path

from django.apps import apps

from tests.migrated_database import MigratedDatabase
from tests.running_site import ROOT, RunningSite

FOLDER = ROOT / ".build" / "tests" / "demo"
SOURCES = ("home", "news", "honors", "resources", "site")
PICTURES_SECONDS = 300
LOOK_SECONDS = 0.5


def stamp() -> str:
    """Return what changes when a source file does."""
    files = sorted(path for name in SOURCES for path in (ROOT / name).rglob("*") if path.is_file())
    lines = [
        f"{path} {path.stat().st_mtime_ns} {path.stat().st_size}" for path in files if path.suffix != ".pyc"
    ]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]


def waiting_jobs(data: Path) -> int:
    """Return how many sizes of pictures are still to be made."""
    with closing(sqlite3.connect(data / "db.sqlite3", timeout=30)) as database:
        waiting = (
            "SELECT COUNT(*) FROM django_tasks_database_dbtaskresult WHERE status IN ('READY', 'RUNNING')"
        )
        return database.execute(waiting).fetchone()[0]


def make(data: Path) -> None:
    """Start the product for the first time, wait for its pictures, and stop it.

    Where tests have run the migrations already, it begins with what they left; from nothing it begins in
    ``tests/integration/conftest.py``. Each copy fills its page store by itself: it has an address of its own.
    """
    if apps.ready and (migrated := MigratedDatabase().file).exists():
        data.mkdir(parents=True)
        shutil.copyfile(migrated, data / "db.sqlite3")
    site = RunningSite(data, demo=True, PAGE_STORE="")
    site.start()
    try:
        site.wait_until_ready()
        deadline = time.monotonic() + PICTURES_SECONDS
        while waiting_jobs(data):
            assert time.monotonic() < deadline, "the pictures are not ready"
            time.sleep(LOOK_SECONDS)
    finally:
        code = site.stop()
    assert code == 0, f"the server ended with {code}: {site.output()[-2000:]}"
    assert "Traceback" not in site.output(), site.output()[-4000:]


def copy_of_the_demo(data: Path) -> Path:
    """Copy the demo to a new data folder and return it; whoever comes first makes what is copied."""
    made = FOLDER / stamp()
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (FOLDER / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            for old in FOLDER.iterdir():
                if old.is_dir():
                    shutil.rmtree(old)
            make(FOLDER / "draft")
            (FOLDER / "draft").rename(made)
    shutil.copytree(made, data, symlinks=True)
    return data
