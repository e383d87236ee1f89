"""Settings: each one is read by somebody, and production starts only with its secrets."""

import importlib
import importlib.util
import os
import re
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from django.conf import global_settings
from django.core.exceptions import ImproperlyConfigured

from config.secrets_file import secret_key

ROOT = Path(__file__).resolve().parents[2]
SETTINGS = sorted(
    path.stem for path in (ROOT / "site/config/settings").glob("*.py") if path.stem != "__init__"
)
READERS = ("wagtail", "taggit", "whitenoise", "modelsearch", "django_tasks", "django.contrib.staticfiles")
OURS = ("site", "home", "news", "honors", "resources", "bootstrap.py", "manage.py")
NAME = re.compile(r"\b[A-Z][A-Z0-9_]{2,}\b")


def names_in(folder: Path) -> set[str]:
    """Return every upper-case word in the Python files of a folder, or in one file."""
    files = [folder] if folder.is_file() else folder.rglob("*.py")
    return {
        name for path in files for name in NAME.findall(path.read_text(encoding="utf-8", errors="ignore"))
    }


@pytest.fixture(scope="module")
def known_names() -> set[str]:
    """Return the names that Django, Wagtail and its parts, or our own code read."""
    known = {name for name in dir(global_settings) if name.isupper()}
    for package in READERS:
        known |= names_in(Path(importlib.util.find_spec(package).origin).parent)
    for folder in OURS:
        root = ROOT / folder
        for path in [root] if root.is_file() else root.rglob("*.py"):
            if "settings" not in path.parts:
                known |= names_in(path)
    return known


def written_names(module: str) -> set[str]:
    """Return what a settings file assigns itself."""
    text = (ROOT / f"site/config/settings/{module}.py").read_text(encoding="utf-8")
    names = set()
    for line in text.splitlines():
        if match := re.match(r"^ *([A-Z][A-Z0-9_]+(?: *= *[A-Z][A-Z0-9_]+)*)(?::[^=]+)? *= *\S", line):
            names |= set(NAME.findall(match.group(1)))
    return names


LOCAL = {"ROOT", "SITE", "DATA_DIR"}
"""Paths that settings files share with each other."""


@pytest.mark.parametrize("module", SETTINGS)
def test_somebody_reads_every_setting(module, known_names):
    written = written_names(module)
    assert len(written) >= 5, "a sweep that sweeps nothing"
    assert written - known_names - LOCAL == set()


def test_a_misspelt_setting_would_be_noticed(known_names):
    assert "WAGTAILIMAGES_EXTENSION" not in known_names
    assert "STATICFILES_STORAGE" not in written_names("base")


def start(**environment: str) -> subprocess.CompletedProcess[str]:
    """Load the production settings in a process with this environment and no other variables of ours."""
    keep = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return subprocess.run(
        [sys.executable, "-c", "import config.settings.production"],
        env={**keep, "PYTHONIOENCODING": "utf-8", **environment},
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )


@pytest.mark.parametrize(
    ("environment", "missing"),
    [
        ({"DATABASE_URL": "postgresql://u@h/n"}, "SECRET_KEY"),
        ({"SECRET_KEY": "x" * 60}, "DATABASE_URL"),
    ],
)
def test_production_refuses_to_start_without_its_secrets_and_says_so_in_one_sentence(environment, missing):
    process = start(**environment)
    assert process.returncode != 0
    last = process.stderr.strip().splitlines()[-1]
    assert last.endswith(f"ImproperlyConfigured: Thiếu biến môi trường {missing}.")


def test_production_starts_with_its_secrets_and_is_strict():
    code = (
        "import config.settings.production as s;"
        "print(s.DEBUG, s.ALLOWED_HOSTS, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SECURE_HSTS_SECONDS > 0)"
    )
    process = subprocess.run(
        [sys.executable, "-c", code],
        env={"PATH": os.environ["PATH"], "SECRET_KEY": "x" * 60, "DATABASE_URL": "postgresql://u@h/n"},
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    assert process.stdout.split() == ["False", "[]", "True", "True", "True"]


def test_another_database_than_postgresql_is_refused_in_production():
    process = start(SECRET_KEY="x" * 60, DATABASE_URL="mysql://u@h/n")
    assert "DATABASE_URL phải bắt đầu bằng postgresql://." in process.stderr


def test_production_is_what_the_web_server_starts_by_default():
    assert "config.settings.production" in (ROOT / "manage.py").read_text()
    assert "config.settings.production" in (ROOT / "site/config/wsgi.py").read_text()


def test_a_data_folder_gets_its_secret_once_and_its_owner_alone_reads_it(tmp_path):
    folder = tmp_path / "data"
    key = secret_key(folder)
    assert len(key) >= 50
    assert stat.S_IMODE((folder / "secret-key").stat().st_mode) == 0o600
    assert secret_key(folder) == key
    assert secret_key(tmp_path / "another") != key


def test_a_secret_cut_off_while_writing_is_made_anew(tmp_path):
    (tmp_path / "secret-key").write_text("short")
    key = secret_key(tmp_path)
    assert len(key) >= 50
    assert (tmp_path / "secret-key").read_text() == key


def test_a_secret_that_another_process_is_writing_is_waited_for(tmp_path):
    path = tmp_path / "secret-key"
    path.write_text("")
    other = threading.Timer(0.2, path.write_text, ["k" * 50])
    other.start()
    assert secret_key(tmp_path) == "k" * 50
    other.join()


def test_a_data_folder_that_cannot_be_used_is_one_sentence(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(ImproperlyConfigured, match=r"^Không dùng được thư mục dữ liệu .*file/data: .*"):
        secret_key(tmp_path / "file" / "data")


@pytest.mark.parametrize("module", ["base", "dev", "test"])
def test_a_settings_file_can_be_loaded(module, monkeypatch, tmp_path):
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    # A fresh copy: the test run's own settings stay as they are.
    spec = importlib.util.find_spec(f"config.settings.{module}")
    settings = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(settings)
    assert settings.LANGUAGE_CODE == "vi"
    assert settings.TIME_ZONE == "Asia/Ho_Chi_Minh"
    assert settings.DEBUG is False
