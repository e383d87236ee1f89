"""What the answer being made depends on: rows, lists, the clock.

Whoever keeps an answer must know when it stops being true. While somebody listens (`noting`), everything an answer
is made of leaves a name, by itself: every model instance that is built (``<table>:<key>``, any kind of page as
``page:<key>``) and every table whose rows are looked through (``core.statements``). What is remembered in the default
cache is worked out afresh meanwhile, so that nothing comes in unseen. Nobody listens while a visitor is answered:
then each function here is next to nothing.

Three things code has to say by itself:

- the clock: `today` in place of ``timezone.localdate()``, and `valid_until` beside a comparison with
  ``timezone.now()``;
- a list whose change does not concern this answer: `narrowed`, with the name that does;
- what comes from neither database nor clock: `depends_on`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from django.core.cache import caches
from django.core.cache.backends.locmem import LocMemCache
from django.db import connection
from django.db.models.signals import post_init
from django.utils import timezone

from core.statements import is_write, names_read, row_name
from core.vietnamese import midnight

MENU = "menu"
"""What leads on from every page; told of pages that may come to it (``core.navigation.leads_on``)."""


@dataclass
class Notes:
    """What was noted while an answer was made.

    Attributes:
        names: what it depends on; a change that carries one of these names makes it old.
        until: the first moment at which it is no longer true by itself, or None.
    """

    names: set[str] = field(default_factory=set)
    until: dt.datetime | None = None


_notes: ContextVar[Notes | None] = ContextVar("dependence_notes", default=None)
_narrowed: ContextVar[bool] = ContextVar("dependence_narrowed", default=False)
_MEMORY = "dependence"


def is_noted() -> bool:
    """Return whether somebody notes what the work at hand depends on."""
    return _notes.get() is not None


def depends_on(*names: str) -> None:
    """Say that the answer being made depends on these names."""
    notes = _notes.get()
    if notes is not None:
        notes.names.update(names)


def today() -> dt.date:
    """Return the school's date; the answer being made is true until midnight."""
    date = timezone.localdate()
    if is_noted():
        # Also when it has just passed: the answer goes on with the day that was.
        _end(midnight(date + dt.timedelta(days=1)))
    return date


def valid_until(moment: dt.datetime | None) -> None:
    """Say that the answer being made stops being true at ``moment``; one that has passed changes nothing more."""
    if moment is not None and moment > timezone.now():
        _end(moment)


def _end(moment: dt.datetime) -> None:
    notes = _notes.get()
    if notes is not None and (notes.until is None or moment < notes.until):
        notes.until = moment


@contextmanager
def unnoted() -> Iterator[None]:
    """Work that says nothing about the answer."""
    token = _notes.set(None)
    try:
        yield
    finally:
        _notes.reset(token)


@contextmanager
def narrowed(*names: str) -> Iterator[None]:
    """Lists looked through inside depend on these names in place of their tables; rows are noted as ever.

    A name that begins with its table's and a dot (``news_storypage.category=reading``) is also told of changes to
    unknown rows of that table; ``BasePage.list_names`` says which of them a page may come to.
    """
    depends_on(*names)
    token = _narrowed.set(True)
    try:
        yield
    finally:
        _narrowed.reset(token)


@contextmanager
def noting() -> Iterator[Notes]:
    """Note what the work inside depends on; for one thread at a time, as signals are everybody's.

    Returns:
        The notes, complete when the block ends.
    """
    notes = Notes()
    token = _notes.set(notes)
    with ExitStack() as stack:
        stack.callback(_notes.reset, token)
        post_init.connect(_note_row, dispatch_uid="core.dependence")
        stack.callback(post_init.disconnect, dispatch_uid="core.dependence")
        stack.enter_context(connection.execute_wrapper(_note_statement))
        stack.enter_context(_memory_of_its_own())
        yield notes


def _note_row(sender: Any, instance: Any, **kwargs: Any) -> None:
    notes = _notes.get()
    if notes is not None and (name := row_name(sender, instance.pk)):
        notes.names.add(name)


def _note_statement(execute: Callable[..., Any], sql: str, params: Any, many: Any, context: Any) -> Any:
    notes = _notes.get()
    if notes is not None and not is_write(sql):
        notes.names |= names_read(sql, params, lists=not _narrowed.get())
    return execute(sql, params, many, context)


@contextmanager
def _memory_of_its_own() -> Iterator[None]:
    """Let the default cache be empty at first: what others remember may be old, and says not what it is made of."""
    shared = caches["default"]
    memory = LocMemCache(_MEMORY, {})
    memory.clear()
    caches["default"] = memory
    try:
        yield
    finally:
        caches["default"] = shared
