"""Where a whole run keeps what it throws away: in memory, when the machine has room.

Tests make and delete tens of thousands of files, and on some disks each deletion takes milliseconds.
"""

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

MEMORY = Path("/dev/shm")
NEEDED = 2 * 1024**3
"""Bytes: several times what a run holds at its fullest."""
PREFIX = "tuan-le-tests-"


@contextlib.contextmanager
def folders_in_memory(memory: Path = MEMORY) -> Iterator[Path | None]:
    """Have this process and those it starts keep temporary files in memory; yield the folder, or None without room.

    The folder goes at the end, and with it those of runs that were killed.
    """
    for left in memory.glob(f"{PREFIX}*"):
        if not Path("/proc", left.name.removeprefix(PREFIX)).exists():
            shutil.rmtree(left, ignore_errors=True)
    if not has_room(memory):
        yield None
        return
    folder = memory / f"{PREFIX}{os.getpid()}"
    folder.mkdir(mode=0o711)  # PostgreSQL runs as somebody else, and looks for its own folder inside
    before = os.environ.get("TMPDIR")
    os.environ["TMPDIR"], tempfile.tempdir = str(folder), None
    try:
        yield folder
    finally:
        os.environ.pop("TMPDIR")
        if before is not None:
            os.environ["TMPDIR"] = before
        tempfile.tempdir = None
        shutil.rmtree(folder, ignore_errors=True)


def has_room(memory: Path) -> bool:
    """Whether files may lie there: it is memory, a test's programs may be started from it, and both limits leave enough."""
    try:
        place = os.statvfs(memory)
        lines = Path("/proc/meminfo").read_text().splitlines()
    except OSError:
        return False
    if place.f_flag & (os.ST_NOEXEC | os.ST_RDONLY):
        return False
    kibibytes = {name: int(rest.split()[0]) for name, _, rest in (line.partition(":") for line in lines)}
    free = min(place.f_bavail * place.f_frsize, kibibytes.get("MemAvailable", 0) * 1024)
    return free >= NEEDED
