"""The tests' database as the migrations leave it, made once and then copied: running them all takes half a minute.

On SQLite the copy stays in ``.build`` for the next run; on PostgreSQL it lives as long as its cluster. Only one
process makes it, the others wait. Django still runs ``migrate`` on the copy: it finds nothing to do, and what is
told after it (permissions, roles) is told.
"""

from __future__ import annotations

import fcntl
import hashlib
import re
import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from typing import IO, Any

import psycopg
from django.apps import apps
from django.db import connection

from tests.running_site import ROOT

FOLDER = ROOT / ".build" / "tests" / "database"
IMPORTED = re.compile(r"^(?:import|from) ([\w.]+)", re.MULTILINE)


def stamp() -> str:
    """Return what changes with any migration, with what migrations import of ours, and with the installed packages."""
    migrations = [
        path
        for config in apps.get_app_configs()
        for path in sorted(Path(config.path).glob("migrations/*.py"))
    ]
    digest = hashlib.sha256(sqlite3.sqlite_version.encode())
    named = {name for path in migrations for name in IMPORTED.findall(path.read_text())}
    files = {getattr(sys.modules.get(name), "__file__", None) for name in named} - {None}
    ours = [path for path in map(Path, sorted(files)) if ROOT in path.parents]
    indexes = ROOT / "site" / "core" / "page_indexes.py"  # made after every migration
    packages = ROOT / "requirements.txt"
    for path in [*migrations, *ours, indexes, packages]:
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


class MigratedDatabase:
    """Call `take` before Django makes its test database and `keep` after it; in between others wait."""

    def __init__(self) -> None:
        self.name = f"migrated_{stamp()}"
        self.is_missing = True
        self._lock: IO[str] | None = None
        self._open: sqlite3.Connection | None = None

    def take(self) -> None:
        """Lay the copy where Django makes its test database, if there is a copy."""
        FOLDER.mkdir(parents=True, exist_ok=True)
        self._lock = (FOLDER / f"{connection.vendor}.lock").open("w")
        fcntl.flock(self._lock, fcntl.LOCK_EX)
        if connection.vendor == "sqlite":
            self._take_file()
        else:
            self._take_template()
        if not self.is_missing:
            self._lock.close()

    def keep(self) -> None:
        """Keep what Django has made, unless it was a copy already."""
        if self.is_missing and connection.vendor == "sqlite":
            self._keep_file()
        elif self.is_missing:
            self._keep_template()
        if self._open is not None:
            self._open.close()
        if self._lock is not None:
            self._lock.close()

    @property
    def file(self) -> Path:
        """Where the copy stays on SQLite; it may not be there yet."""
        return FOLDER / f"{self.name}.sqlite3"

    def _take_file(self) -> None:
        # A database in memory lasts as long as somebody has it open: Django opens it in a moment.
        name = f"file:{self.name}?mode=memory&cache=shared"
        connection.settings_dict["TEST"]["NAME"] = name
        self._open = sqlite3.connect(name, uri=True)
        if self.file.exists():
            with closing(sqlite3.connect(self.file)) as kept:
                kept.backup(self._open)
            self.is_missing = False

    def _keep_file(self) -> None:
        for old in FOLDER.glob("*.sqlite3"):
            old.unlink()
        draft = self.file.with_suffix(".draft")
        draft.unlink(missing_ok=True)
        connection.ensure_connection()
        with closing(sqlite3.connect(draft)) as kept:
            connection.connection.backup(kept)
        draft.rename(self.file)

    def _ask(self, question: str, *values: Any) -> bool:
        """Ask the cluster, at its own database; return whether there is an answer with a row."""
        settings = connection.settings_dict
        names = {"host": "HOST", "port": "PORT", "user": "USER", "password": "PASSWORD"}
        words = {word: settings[name] for word, name in names.items() if settings[name]}
        with psycopg.connect(**words, dbname="postgres", autocommit=True) as server:
            answer = server.execute(question, values or None)  # type: ignore[arg-type]  # our own words
            return bool(answer.description and answer.fetchone())

    def _take_template(self) -> None:
        if self._ask("SELECT 1 FROM pg_database WHERE datname = %s", self.name):
            connection.settings_dict["TEST"]["TEMPLATE"] = self.name
            self.is_missing = False

    def _keep_template(self) -> None:
        made = connection.settings_dict["NAME"]
        connection.close()  # a database with visitors cannot be copied
        self._ask(f'CREATE DATABASE "{self.name}" TEMPLATE "{made}"')
