"""What takes long to count and changes seldom: remembered until anything that public pages show is written.

Every process of a server shares it. What is remembered bears a token; a write takes a new one after its commit, so
that what a reader counted of the old rows, however late he puts it down, is never read again. Writes are seen as
statements (``core.statements``): ``update()`` and bulk writes count as well as ``save()``. What takes a second to
make is forgotten only when one of its own tables is written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from secrets import token_hex
from threading import local
from typing import Any, TypeVar

from django.core.cache import cache
from django.db import transaction
from django.db.backends.signals import connection_created
from django.db.models import QuerySet
from django.db.models.signals import post_save
from wagtail.models import Page

from core.dependence import depends_on, unnoted
from core.statements import PAGE_TABLE, Write, written

Value = TypeVar("Value")
PREFIX = "remembered"
SECONDS = 60
"""A process that dies between its commit and the new token leaves no old number behind for longer."""
NARROW_SECONDS = 600
"""What takes long to make is not made every minute: then all who ask meanwhile would make it."""
ANY_PAGE = "any-page"
"""Stands for a write to the pages' common table that no write to the table of their type goes with."""
MEMBERSHIP = {"content_type_id", "first_published_at", "live", "path", "title"}
"""Columns of a page that make it public, put it into a list or change its place there."""
_EVERYTHING = "*"
_own = local()


def remembered(
    name: str,
    tables: tuple[str, ...],
    compute: Callable[[], Value],
    *,
    narrowly: bool = False,
) -> Value:
    """Return what ``compute`` returned since the last write, or have it computed.

    Args:
        name: What it is, unlike anything else that is remembered.
        tables: Tables that it is computed from; an answer that shows it depends on them.
        compute: Asks the database; must not depend on who asks.
        narrowly: Forget it only when one of the tables is written, and keep it for ten minutes, not for one. ANY_PAGE
            may be among the tables, in place of the pages' common table, which every page writes.
    """
    depends_on(*(table for table in tables if table != ANY_PAGE))
    token = _token((_EVERYTHING, *tables) if narrowly else ("",))
    found = cache.get(f"{PREFIX}:{name}")
    if found is not None and found[0] == token:
        return found[1]
    with unnoted():
        value = compute()
    cache.set(f"{PREFIX}:{name}", (token, value), NARROW_SECONDS if narrowly else SECONDS)
    return value


def remembered_keys(name: str, tables: tuple[str, ...], rows: QuerySet) -> list[Any]:
    """Return the keys of rows whose order takes long to find; which of them are still there is asked each time."""
    return remembered(name, tables, lambda: list(rows.values_list("pk", flat=True)))


def forget(tables: Iterable[str] = (_EVERYTHING,)) -> None:
    """Let nothing be remembered, or nothing that is narrowly remembered of these tables: rows were written."""
    token = token_hex(8)
    cache.set_many({_key(table): token for table in ("", *tables)}, None)


def _key(table: str) -> str:
    return f"{PREFIX}-of:{table}"


def _token(tables: tuple[str, ...]) -> str:
    """Return what is valid now; a transaction that has written sees its own rows, and so do its savepoints."""
    connection = transaction.get_connection()
    if connection.in_atomic_block and _waits_for_commit(connection):
        return f"{_own.token}{connection.savepoint_ids}"
    keys = [_key(table) for table in tables]
    found = cache.get_many(keys)
    for key in keys:
        if key not in found:
            # Whoever comes first makes it; it is lost when the cache runs full, and all that bears it with it.
            cache.add(key, token_hex(8), None)
            found[key] = cache.get(key)
    return "".join(str(found[key]) for key in keys)


def connect() -> None:
    """Look at every statement of every connection; called once, when Django starts."""
    connection_created.connect(_watch, dispatch_uid="core.remembered")
    post_save.connect(_page_saved, sender=Page, dispatch_uid="core.remembered.page")


def _watch(connection: Any, **kwargs: Any) -> None:
    """Put our look among those of the connection.

    ``execute_wrappers`` is where Django's own ``execute_wrapper`` puts one for the time of a block; this one is there
    for good. tests/integration/test_remembered.py guards it.
    """
    if connection.alias == "default" and _see not in connection.execute_wrappers:
        connection.execute_wrappers.append(_see)


def _see(execute: Callable[..., Any], sql: str, params: Any, many: Any, context: dict[str, Any]) -> Any:
    result = execute(sql, params, many, context)
    write = None if sql.startswith("SELECT") else written(sql, None)
    if write is not None:
        connection = context["connection"]
        if not connection.in_atomic_block:
            forget(_concerned(write))
            return result
        _own.token = token_hex(8)
        if not _waits_for_commit(connection):
            _own.tables = set()
            transaction.on_commit(_forget_written)
        _own.tables |= _concerned(write)
    return result


def _concerned(write: Write) -> set[str]:
    """Return the tables whose narrowly remembered values a write may change."""
    names = {write.table.name}
    if write.table.name != PAGE_TABLE or write.verb == "INSERT":
        return names
    is_whole = "translation_key" in write.columns  # as ``save()`` writes it, and then the table of the type
    if write.known_keys() is None or not is_whole:
        columns = set(write.columns)
        names |= {ANY_PAGE} if not columns or columns & MEMBERSHIP else set()
    return names


def _page_saved(**kwargs: Any) -> None:
    """A page was saved as a bare `Page`: no table of its type is written."""
    if _waits_for_commit(transaction.get_connection()):
        _own.tables.add(ANY_PAGE)
    else:
        forget((ANY_PAGE,))


def _forget_written() -> None:
    forget(_own.tables)


def _waits_for_commit(connection: Any) -> bool:
    return any(function is _forget_written for _savepoints, function, _robust in connection.run_on_commit)
