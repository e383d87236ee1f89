"""A run's temporary files lie in memory, go at its end, and stay on disk where there is no room."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from tests import temporary
from tests.temporary import PREFIX, folders_in_memory


@pytest.fixture(autouse=True)
def unchanged_place(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever a test changes is put back."""
    monkeypatch.setenv("TMPDIR", tempfile.gettempdir())
    monkeypatch.setattr(tempfile, "tempdir", None)


@pytest.fixture
def gone() -> int:
    """The number of a process that has ended."""
    child = subprocess.Popen([sys.executable, "-c", ""])
    child.wait()
    return child.pid


def test_temporary_files_lie_there_and_go_at_the_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of this process and of those it starts."""
    monkeypatch.setattr(temporary, "NEEDED", 0)
    before = tempfile.gettempdir()
    ask = [sys.executable, "-c", "import tempfile; print(tempfile.mkdtemp())"]
    with folders_in_memory(tmp_path) as folder:
        assert folder is not None
        assert folder.parent == tmp_path
        made = Path(tempfile.mkdtemp())
        theirs = Path(subprocess.run(ask, capture_output=True, text=True, check=True).stdout.strip())
        assert made.parent == theirs.parent == folder
    assert not folder.exists()
    assert tempfile.gettempdir() == os.environ["TMPDIR"] == before


def test_a_killed_runs_files_are_removed_and_a_living_ones_stay(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, gone: int
) -> None:
    """Memory is not filled run by run."""
    monkeypatch.setattr(temporary, "NEEDED", 0)
    left, living = tmp_path / f"{PREFIX}{gone}", tmp_path / f"{PREFIX}{os.getppid()}"
    for folder in (left, living):
        (folder / "media").mkdir(parents=True)
    with folders_in_memory(tmp_path):
        assert not left.exists()
        assert (living / "media").is_dir()


@pytest.mark.parametrize("memory", ["full", "missing"])
def test_without_room_they_stay_where_they_were(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, memory: str
) -> None:
    """A container's shared memory is small."""
    before = tempfile.gettempdir()
    if memory == "full":
        monkeypatch.setattr(temporary, "NEEDED", 2**63)
    with folders_in_memory(tmp_path if memory == "full" else tmp_path / "nowhere") as folder:
        assert folder is None
        assert tempfile.gettempdir() == before
    assert not list(tmp_path.iterdir())
