"""A PostgreSQL cluster that lives as long as one test run."""

import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from core.serving.processes import end_with_parent
from tests.running_site import free_port

START_SECONDS = 60
PREPARED = "prepared"
OPTIONS = {
    # A test database may be lost: nothing waits for the disk.
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "50",
    "listen_addresses": "127.0.0.1",
}


class NoPostgresqlError(Exception):
    """PostgreSQL is not there, or does not start."""


def find_programs() -> Path | None:
    """Return the folder of initdb and postgres; Debian keeps one for each version, the newest wins."""
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[4]))
    if versions:
        return versions[-1].parent
    found = shutil.which("initdb")
    return Path(found).resolve().parent if found else None


def _owner() -> dict[str, Any]:
    """Return how to start PostgreSQL's programs: they refuse to run as root."""
    return {"user": "postgres", "group": "postgres", "extra_groups": []} if os.geteuid() == 0 else {}


@contextlib.contextmanager
def running_cluster(kept: Path | None = None) -> Iterator[str]:
    """Start a cluster in a temporary folder, yield the address of a database in it, and remove both.

    Args:
        kept: A folder of its own instead, which stays and is used again.

    Raises:
        NoPostgresqlError: It cannot be started.
    """
    programs = find_programs()
    if programs is None:
        raise NoPostgresqlError("initdb was not found")
    folder = kept or Path(tempfile.mkdtemp(prefix="tuan-le-postgresql-"))
    folder.mkdir(parents=True, exist_ok=True)
    if os.geteuid() == 0:
        account = pwd.getpwnam("postgres")
        os.chown(folder, account.pw_uid, account.pw_gid)
    port = free_port()
    server = None
    try:
        if not (folder / PREPARED).exists():
            _prepare(programs, folder)
            (folder / PREPARED).touch()
        options = {**OPTIONS, "port": str(port), "unix_socket_directories": str(folder)}
        words = [word for name, value in options.items() for word in ("-c", f"{name}={value}")]
        me = os.getpid()
        with (folder / "server.log").open("wb") as log:
            server = subprocess.Popen(
                [programs / "postgres", "-D", folder / "data", *words],
                cwd=folder,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                process_group=0,
                # Its fast stop is SIGINT, also when this process is killed.
                preexec_fn=lambda: end_with_parent(me, signal.SIGINT),  # noqa: PLW1509  # no threads here
                **_owner(),
            )
        _wait(programs, folder, port, server)
        yield f"postgresql://postgres@127.0.0.1:{port}/tuan_le"
    finally:
        if server is not None:
            server.send_signal(signal.SIGINT)
            try:
                server.wait(20)
            except subprocess.TimeoutExpired:
                server.send_signal(signal.SIGQUIT)
                server.wait(20)
        if kept is None:
            shutil.rmtree(folder, ignore_errors=True)


def _prepare(programs: Path, folder: Path) -> None:
    shutil.rmtree(folder / "data", ignore_errors=True)  # of a start that was cut off
    made = subprocess.run(
        [
            programs / "initdb",
            "-D",
            folder / "data",
            *["-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"],
        ],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        **_owner(),
    )
    if made.returncode:
        raise NoPostgresqlError(made.stdout + made.stderr)


def _wait(programs: Path, folder: Path, port: int, server: subprocess.Popen[bytes]) -> None:
    ask = [programs / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(port)]
    deadline = time.monotonic() + START_SECONDS
    while subprocess.run(ask, check=False).returncode:
        if server.poll() is not None or time.monotonic() > deadline:
            raise NoPostgresqlError((folder / "server.log").read_text())
        time.sleep(0.1)
