"""The full text tables beside `SearchEntry`, which Django has no fields for; made by core's migration.

PostgreSQL: two generated ``tsvector`` columns with a GIN index each. SQLite: two FTS5 tables that read their text
from the entries and are kept by triggers. Titles have one of their own: a word may be in every body and in few
titles. A later migration that alters `SearchEntry` on SQLite makes the table anew and must call `create` again.
"""

from __future__ import annotations

from typing import Any

TABLE = "core_searchentry"
COLUMNS = {"titles": ("title_words", "marks"), "words": ("title_words", "lead_words", "body_words", "marks")}


def create(apps: Any, schema_editor: Any) -> None:
    """Make the tables of this database."""
    for statement in _statements(schema_editor.connection.vendor):
        schema_editor.execute(statement, params=None)


def drop(apps: Any, schema_editor: Any) -> None:
    """Take them away; PostgreSQL's go with the table."""
    if schema_editor.connection.vendor == "sqlite":
        for name in COLUMNS:
            schema_editor.execute(f"DROP TABLE IF EXISTS {TABLE}_{name}", params=None)


def _statements(vendor: str) -> list[str]:
    made = []
    for name, columns in COLUMNS.items():
        if vendor == "postgresql":
            text = " || ' ' || ".join(columns)
            vector = f"tsvector GENERATED ALWAYS AS (to_tsvector('simple'::regconfig, {text})) STORED"
            made += [
                f"ALTER TABLE {TABLE} ADD COLUMN {name}_vector {vector}",
                f"CREATE INDEX {TABLE}_{name} ON {TABLE} USING gin ({name}_vector) WITH (fastupdate = off)",
            ]
        else:
            made += _sqlite_statements(name, columns)
    return made


def _sqlite_statements(name: str, columns: tuple[str, ...]) -> list[str]:
    table, listed = f"{TABLE}_{name}", ", ".join(columns)
    old, new = (", ".join(f"{row}.{column}" for column in columns) for row in ("old", "new"))
    take = f"INSERT INTO {table} ({table}, rowid, {listed}) VALUES ('delete', old.moment, {old});"  # noqa: S608  # names of ours
    put = f"INSERT INTO {table} (rowid, {listed}) VALUES (new.moment, {new});"  # noqa: S608  # names of ours
    return [
        f"CREATE VIRTUAL TABLE {table} USING fts5({listed}, content='{TABLE}', content_rowid='moment')",
        f"CREATE TRIGGER {table}_in AFTER INSERT ON {TABLE} BEGIN {put} END",
        f"CREATE TRIGGER {table}_out AFTER DELETE ON {TABLE} BEGIN {take} END",
        f"CREATE TRIGGER {table}_new AFTER UPDATE ON {TABLE} BEGIN {take} {put} END",
    ]
