"""bootstrap.py decides what must be installed, with nothing but Python."""

from pathlib import Path

import pytest

import bootstrap


@pytest.fixture
def tree(tmp_path: Path, monkeypatch) -> Path:
    """A project whose environment works."""
    for name in ("requirements.txt", "requirements-dev.txt", "pyproject.toml"):
        (tmp_path / name).write_text(name)
    (tmp_path / ".venv").mkdir()
    monkeypatch.setattr(bootstrap, "ROOT", tmp_path)
    monkeypatch.setattr(bootstrap, "ENVIRONMENT", tmp_path / ".venv")
    monkeypatch.setattr(bootstrap, "UNFINISHED", tmp_path / ".venv" / "unfinished")
    monkeypatch.setattr(bootstrap, "environment_works", lambda: True)
    return tmp_path


def finish(*, dev: bool) -> None:
    bootstrap.stamp_file(dev=dev).write_text(bootstrap.wanted_stamp(dev=dev))


def test_nothing_is_installed_at_first(tree):
    assert not bootstrap.is_installed(dev=False)


def test_stamp_means_installed(tree):
    finish(dev=False)
    assert bootstrap.is_installed(dev=False)
    assert not bootstrap.is_installed(dev=True)


def test_development_includes_the_rest(tree):
    finish(dev=True)
    assert bootstrap.is_installed(dev=False)
    assert bootstrap.is_installed(dev=True)


@pytest.mark.parametrize("name", ["requirements.txt", "pyproject.toml"])
def test_changed_file_asks_for_a_new_installation(tree, name):
    finish(dev=False)
    (tree / name).write_text("changed")
    assert not bootstrap.is_installed(dev=False)


def test_cut_off_installation_does_not_count(tree):
    finish(dev=False)
    bootstrap.UNFINISHED.touch()
    assert not bootstrap.is_installed(dev=False)


def test_environment_that_does_not_start_does_not_count(tree, monkeypatch):
    finish(dev=False)
    monkeypatch.setattr(bootstrap, "environment_works", lambda: False)
    assert not bootstrap.is_installed(dev=False)


def test_moved_tree_does_not_count(tree):
    finish(dev=False)
    stamp = bootstrap.stamp_file(dev=False)
    stamp.write_text("/elsewhere\n" + stamp.read_text().split("\n", 1)[1])
    assert not bootstrap.is_installed(dev=False)


@pytest.mark.parametrize("version", [(3, 10, 14), (3, 14, 0)])
def test_python_of_another_age_is_one_sentence(monkeypatch, version):
    monkeypatch.setattr(bootstrap.sys, "version_info", version)
    with pytest.raises(bootstrap.CannotInstallError, match=r"Cần Python từ 3\.11 đến 3\.13") as caught:
        bootstrap.check_version()
    assert "\n" not in str(caught.value)
