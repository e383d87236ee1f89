"""What takes long to count and changes seldom: remembered until anything that public pages show is written.

Every process of a server shares it. What is remembered bears a token; a write takes a new one after its commit, so
that what a reader counted of the old rows, however late he puts it down, is never read again. Writes are seen as
statements (``core.statements``): ``update()`` and bulk writes count as well as ``save()``.
"""

from __future__ import annotations

from collections.abc import Callable
from secrets import token_hex
from threading import local
from typing import Any, TypeVar

from django.core.cache import cache
from django.db import transaction
from django.db.backends.signals import connection_created

from core.dependence import depends_on, unnoted
from core.statements import written

Value = TypeVar("Value")
PREFIX = "remembered"
SECONDS = 60
"""A process that dies between its commit and the new token leaves no old number behind for longer."""
_own = local()


def remembered(
    name: str, tables: tuple[str, ...], compute: Callable[[], Value], seconds: int = SECONDS
) -> Value:
    """Return what ``compute`` returned since the last write, or have it computed.

    Args:
        name: What it is, unlike anything else that is remembered.
        tables: Tables that it is computed from; an answer that shows it depends on them.
        compute: Asks the database; must not depend on who asks.
        seconds: After which it is computed anew in any case.
    """
    depends_on(*tables)
    token = _token()
    found = cache.get(f"{PREFIX}:{name}")
    if found is not None and found[0] == token:
        return found[1]
    with unnoted():
        value = compute()
    cache.set(f"{PREFIX}:{name}", (token, value), seconds)
    return value


def forget() -> None:
    """Let nothing be remembered: rows were written."""
    cache.set(PREFIX, token_hex(8), None)


def _token() -> str:
    """Return what is valid now; a transaction that has written sees its own rows, and so do its savepoints."""
    connection = transaction.get_connection()
    if connection.in_atomic_block and _waits_for_commit(connection):
        return f"{_own.token}{connection.savepoint_ids}"
    token = cache.get(PREFIX)
    if token is None:
        # Whoever comes first makes it; it is lost when the cache runs full, and all that bears it with it.
        cache.add(PREFIX, token_hex(8), None)
        token = cache.get(PREFIX)
    return token


def connect() -> None:
    """Look at every statement of every connection; called once, when Django starts."""
    connection_created.connect(_watch, dispatch_uid="core.remembered")


def _watch(connection: Any, **kwargs: Any) -> None:
    """Put our look among those of the connection.

    ``execute_wrappers`` is where Django's own ``execute_wrapper`` puts one for the time of a block; this one is there
    for good. tests/integration/test_remembered.py guards it.
    """
    if connection.alias == "default" and _see not in connection.execute_wrappers:
        connection.execute_wrappers.append(_see)


def _see(execute: Callable[..., Any], sql: str, params: Any, many: Any, context: dict[str, Any]) -> Any:
    result = execute(sql, params, many, context)
    if not sql.startswith("SELECT") and written(sql, None) is not None:
        connection = context["connection"]
        if not connection.in_atomic_block:
            forget()
            return result
        _own.token = token_hex(8)
        if not _waits_for_commit(connection):
            transaction.on_commit(forget)
    return result


def _waits_for_commit(connection: Any) -> bool:
    return any(function is forget for _savepoints, function, _robust in connection.run_on_commit)
