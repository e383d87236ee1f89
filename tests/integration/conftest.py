"""Data folders and servers for the tests of ``manage.py serve``."""

import os
import shutil
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.running_site import RunningSite


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
