"""Data folders and servers for the tests of ``manage.py serve``."""

import fcntl
import os
import shutil
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.running_site import RunningSite


def make_empty_school(folder: Path) -> None:
    """Make a data folder as a first start without demo and without a terminal leaves it."""
    site = RunningSite(folder, demo=False)
    site.start()
    try:
        site.wait_until_ready()
        assert "create_administrator" in site.output()
        assert site.get("/")[0] == 200
        assert site.get("/tin-bai/")[0] == 200
    finally:
        code = site.stop()
    assert code == 0


@pytest.fixture(scope="session")
def empty_school(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """That folder, made once for all workers: whoever comes second waits for it."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base
    folder = shared / "empty-school"
    with (shared / "empty-school.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            make_empty_school(shared / "empty-school-draft")
            (shared / "empty-school-draft").rename(folder)
    return folder


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
