"""Noting what changes: every statement that writes a row which public pages may show, on every connection.

No signal is needed for it, so that ``update()``, bulk writes and plain SQL are seen as well as ``save()``. What was
written is named in a row of `Change` within the same transaction: it is there exactly when the change is, and a
process that ends between the commit and the clearing loses nothing.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from typing import Any

from django.conf import settings
from django.db import transaction

from core.statements import ALL_ROWS, PAGE_TABLE, Table, Write, row_names, written
from pagestore.models import EVERYTHING, MIGRATED, Change

logger = logging.getLogger(__name__)

MOST_NAMES = 2000
"""A transaction that changes more is taken to change everything."""
MOST_ROWS = 300
"""A statement that changes more rows is taken to change all of its table."""
UNSEEN = {
    PAGE_TABLE: {
        "draft_title",
        "expire_at",
        "expired",
        "go_live_at",
        "has_unpublished_changes",
        "latest_revision_created_at",
        "latest_revision_id",
        "locked",
        "locked_at",
        "locked_by_id",
        "numchild",
        "owner_id",
    },
    "core_schoolimage": {"is_shown"},
    "people_person": {"account_id"},
}
"""Columns that no public page shows: a draft that saves itself is no change."""
TAKING = ("people_", "honors_commendation", "core_schoolrendition", "wagtailcore_pageviewrestriction")
"""Tables in which any change may mean that somebody or something is not to be shown any more."""

_paused = False


def pause(plan: Sequence[Any], **kwargs: Any) -> None:
    """Note nothing while tables are being made; a start that finds nothing to migrate changes nothing."""
    global _paused  # noqa: PLW0603  # one for the process, as the command that migrates is
    _paused = bool(plan)


def resume(plan: Sequence[Any] | None = None, **kwargs: Any) -> None:
    """Note again; what a migration has changed may be anything. Without a plan the tables were emptied."""
    global _paused  # noqa: PLW0603
    _paused = False
    if settings.PAGE_STORE is not None and (plan or plan is None):
        with transaction.atomic():
            note({MIGRATED} if plan else {EVERYTHING}, takes_away=plan is None)


def watch(connection: Any, **kwargs: Any) -> None:
    """Look at every statement of a new connection.

    ``execute_wrappers`` is where Django's own ``execute_wrapper`` puts a wrapper for the time of a block; this one is
    there for good. tests/integration/test_page_store_changes.py guards it.
    """
    if connection.alias == "default" and _see not in connection.execute_wrappers:
        connection.execute_wrappers.append(_see)


def _see(execute: Callable[..., Any], sql: str, params: Any, many: Any, context: dict[str, Any]) -> Any:
    if sql.startswith("SELECT") or settings.PAGE_STORE is None or _paused:
        return execute(sql, params, many, context)
    write = written(sql, None if many else params)
    if write is None or (write.columns and UNSEEN.get(write.table.name, set()).issuperset(write.columns)):
        return execute(sql, params, many, context)
    connection = context["connection"]
    # SQLite cannot commit while what an INSERT returns is unread: the row and its note end in one commit after this.
    is_unread = connection.vendor == "sqlite" and " RETURNING " in sql
    with nullcontext() if connection.in_atomic_block or is_unread else transaction.atomic():
        names, number = (_any_row(write.table), None) if many else _names_of(write, connection)
        result = execute(sql, params, many, context)
        if number is not None and context["cursor"].rowcount != number:
            names |= _any_row(write.table)  # others wrote in between, and it met other rows
        if names:
            note(names, takes_away=write.verb == "DELETE" or write.table.name.startswith(TAKING))
    return result


def _any_row(table: Table) -> set[str]:
    """Return the names of a change that may be of any row."""
    if table.is_page:
        return {f"page:{ALL_ROWS}"}
    return {table.name, f"{table.name}:{ALL_ROWS}"} | ({f"page:{ALL_ROWS}"} if table.owners else set())


def _names_of(write: Write, connection: Any) -> tuple[set[str], int | None]:
    """Return the names that a statement changes, asked before it is executed, and how many rows if they were asked."""
    table = write.table
    keys, number = write.known_keys(), None
    if keys is None and write.verb != "INSERT":
        keys = _column(table.key, write, connection)
        if keys == []:
            return set(), 0  # nothing is there to be changed
        number = None if keys is None else len(keys)
    if keys is None or len(keys) > MOST_ROWS:
        return _any_row(table), None
    names = row_names(table, keys)
    if not table.is_page:
        names.add(table.name)
    for column in table.owners:
        owners = write.inserted.get(column) if write.verb == "INSERT" else _column(column, write, connection)
        if owners is None:
            owners = [ALL_ROWS]
        names |= {f"page:{owner}" for owner in owners}
    return names, number


def _column(column: str, write: Write, connection: Any) -> list[Any] | None:
    """Return a column of the rows that a statement is about to change; None when they are too many."""
    sql = f'SELECT DISTINCT "{column}" FROM "{write.table.name}"'  # noqa: S608  # names of columns and tables of ours
    values: list[Any] = []
    if write.where is not None:
        sql, values = f"{sql} WHERE {write.where[0]}", write.where[1]
    with connection.cursor() as cursor:
        cursor.execute(f"{sql} LIMIT {MOST_ROWS + 1}", values)
        rows = cursor.fetchall()
    return [row[0] for row in rows] if len(rows) <= MOST_ROWS else None


class Noted:
    """Stands among what waits for the commit, and goes with the savepoint that its change is taken back with."""

    def __init__(self, names: set[str]) -> None:
        self.names = names

    def __call__(self) -> None:
        """The change is in the database; clearing it is `clear_after_commit`'s."""


def note(names: set[str], *, takes_away: bool) -> None:
    """Write down what the transaction changes, once, and have it cleared after the commit."""
    sign = "-" if takes_away else "+"
    marked = {f"{sign}{name}" for name in names}
    waiting = [function for _savepoints, function, _robust in transaction.get_connection().run_on_commit]
    known: set[str] = set().union(*(one.names for one in waiting if isinstance(one, Noted)))
    if len(known) > MOST_NAMES:
        marked = {sign + EVERYTHING}
    if marked <= known or sign + EVERYTHING in known:
        return
    Change.objects.create(names=sorted(one[1:] for one in marked - known), takes_away=takes_away)
    if not transaction.get_connection().in_atomic_block:
        return  # the statement is not at its end: the keeper clears
    transaction.on_commit(Noted(marked - known))
    if clear_after_commit not in waiting:
        transaction.on_commit(clear_after_commit)


def clear_after_commit() -> None:
    """Clear at once, in the process that has just committed; what goes wrong here the keeper does a moment later."""
    from pagestore.clearing import clear_pending  # noqa: PLC0415  # it changes pages' rows itself

    try:
        clear_pending()
    except Exception:
        logger.exception("Chưa dọn được kho trang; bộ giữ trang sẽ dọn.")
