"""The database of a served site: is it whole, is it up to date, is anybody in it."""

import sqlite3
from contextlib import closing
from pathlib import Path

from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from core.serving.data_folder import unfinished, was_cut_off
from core.serving.refusal import DAMAGED, NO_DATABASE, CannotStartError, why_database_fails, why_folder_fails

SQLITE_HEADER = b"SQLite format 3\0"


def database_file() -> Path | None:
    """Return the file of an SQLite database, None for a database server."""
    return Path(str(connection.settings_dict["NAME"])) if connection.vendor == "sqlite" else None


def check_database_file(path: Path) -> None:
    """Look through an SQLite file before anything writes to it.

    Raises:
        CannotStartError: It is no SQLite database, is damaged, or cannot be read.
    """
    try:
        with path.open("rb") as file:
            header = file.read(len(SQLITE_HEADER))
    except FileNotFoundError:
        return
    except OSError as error:
        raise CannotStartError(why_folder_fails(error, path)) from error
    if not header:
        return
    if header != SQLITE_HEADER:  # asked of the file itself: a log left beside it would make it look damaged
        raise CannotStartError(NO_DATABASE.format(path=path))
    try:
        with closing(sqlite3.connect(path, timeout=5)) as database:
            verdict = database.execute("PRAGMA quick_check(1)").fetchone()[0]
    except sqlite3.Error as error:
        raise CannotStartError(why_database_fails(error, path) or str(error)) from error
    if verdict != "ok":
        raise CannotStartError(DAMAGED.format(path=path))


def migrate_if_needed(folder: Path) -> bool:
    """Bring the tables up to date and return whether there was anything to do.

    The signal after migrating (roles, permissions) comes once, after the last migration: a run that was
    killed between the two is done again.
    """
    executor = MigrationExecutor(connection)
    if not executor.migration_plan(executor.loader.graph.leaf_nodes()) and not was_cut_off(folder, "migrate"):
        return False
    with unfinished(folder, "migrate"):
        call_command("migrate", interactive=False, verbosity=0, skip_checks=True)
        call_command("make_renditions", verbosity=0)  # this version's pages may ask for other sizes
    return True


def has_accounts() -> bool:
    """Return whether anybody has an account: without one the site counts as empty."""
    return get_user_model().objects.exists()
