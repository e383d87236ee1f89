"""The lock under which pages are cleared, dropped and placed, on all machines one after the other."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from pagestore.models import Ledger

LOCK_SECONDS = 10
IDLE_SECONDS = 20
"""Longer than anything is done with files under the lock."""


@contextmanager
def ledger() -> Iterator[Ledger]:
    """Hold the lock; what is done inside is one transaction.

    On PostgreSQL whoever waits too long gives up with an error: an editor's publishing must not hang with a keeper
    that does. What was not cleared waits in its `Change` row. And whoever is frozen while holding the lock loses it,
    with the transaction: nothing could be taken out of the public's sight any more. SQLite has a time limit of its own.
    """
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(f"SET LOCAL lock_timeout = '{LOCK_SECONDS}s'")
                cursor.execute(f"SET LOCAL idle_in_transaction_session_timeout = '{IDLE_SECONDS}s'")
        row = Ledger.objects.select_for_update().filter(pk=1).first()
        if row is None:
            Ledger.objects.get_or_create(pk=1)
            row = Ledger.objects.select_for_update().get(pk=1)
        yield row
