"""Indexes on Wagtail's table of pages, in the orders that our lists have and the clock asks in.

They are made after every ``migrate`` and not by a migration: SQLite rebuilds a table that a migration of Wagtail's
changes, and would lose what Wagtail does not know.
"""

from __future__ import annotations

from typing import Any

from django.db import connections

# Of live pages only: SQLite sees no "live = 1" in Django's bare "live", but knows the condition of an index again.
INDEXES = {
    "core_page_newest": "content_type_id, first_published_at DESC, id DESC",
    "core_page_by_title": "content_type_id, title, id",
    # The runner asks every second whose time is over.
    "core_page_expiring": "expire_at, id",
}


def make_indexes(using: str = "default", **kwargs: Any) -> None:
    """Make those that are missing."""
    connection = connections[using]
    with connection.cursor() as cursor:
        if "wagtailcore_page" not in connection.introspection.table_names(cursor):
            return
        if connection.vendor == "postgresql":
            # Within a transaction it makes no index on a table that still has a foreign key to look at.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for name, columns in INDEXES.items():
            cursor.execute(f"CREATE INDEX IF NOT EXISTS {name} ON wagtailcore_page ({columns}) WHERE live")
