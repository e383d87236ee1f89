"""Static files of versions that went before: as long as a stored page may ask for them."""

import importlib.util
from pathlib import Path

import pytest

PATH = Path(__file__).resolve().parents[3] / "docker" / "older_static.py"
DAY = 24 * 3600
NOW = 1_800_000_000.0


@pytest.fixture
def keep():
    spec = importlib.util.spec_from_file_location("older_static", PATH)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.keep


def version(tmp_path, digest):
    """Return the static files of an image."""
    static = tmp_path / f"static-{digest}"
    (static / "css").mkdir(parents=True)
    for name in ("css/a.css", f"css/a.{digest}.css", f"css/a.{digest}.css.gz"):
        (static / name).write_text(f"{digest} {name}")
    return static


def kept(tmp_path):
    return {path.name for path in (tmp_path / "older" / "static").rglob("*") if path.is_file()}


def test_each_version_leaves_its_files_with_a_digest(tmp_path, keep):
    keep(version(tmp_path, "0" * 12), tmp_path, NOW)
    keep(version(tmp_path, "1" * 12), tmp_path, NOW)
    assert kept(tmp_path) == {f"a.{d * 12}.css{end}" for d in "01" for end in ("", ".gz")}
    assert (tmp_path / "older/static/css" / f"a.{'0' * 12}.css").read_text().startswith("0" * 12)


def test_a_version_counts_from_the_day_it_was_replaced(tmp_path, keep):
    old, new = version(tmp_path, "0" * 12), version(tmp_path, "1" * 12)
    keep(old, tmp_path, NOW)
    keep(new, tmp_path, NOW + 300 * DAY)  # it ran all the time, without a start
    keep(new, tmp_path, NOW + 329 * DAY)
    assert f"a.{'0' * 12}.css" in kept(tmp_path)
    keep(new, tmp_path, NOW + 331 * DAY)
    assert kept(tmp_path) == {f"a.{'1' * 12}.css", f"a.{'1' * 12}.css.gz"}


def test_a_list_that_was_cut_off_is_no_obstacle(tmp_path, keep):
    keep(version(tmp_path, "0" * 12), tmp_path, NOW)
    (tmp_path / "older" / "static.json").write_text('["css/')
    keep(version(tmp_path, "1" * 12), tmp_path, NOW + DAY)
    assert len(kept(tmp_path)) == 4
