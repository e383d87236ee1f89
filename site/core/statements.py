"""What an SQL statement reads or writes, as names: ``<table>``, ``<table>:<key>``, ``page:<key>``, ``structure``.

Only statements as Django, Wagtail and treebeard write them need be understood well; any other is taken to read or
write the whole table. Any kind of page is ``page:<key>``, whichever of its tables it is about. The tree itself
(``FROM wagtailcore_page``) is ``structure``; joined to the table of a kind of page it says nothing more.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.apps import apps
from django.db.models import ForeignKey, Model
from modelcluster.fields import ParentalKey
from wagtail.models import Page

STRUCTURE = "structure"
PAGE_TABLE = "wagtailcore_page"
ALL_ROWS = "*"

_APPS = {"home", "news", "honors", "resources", "people", "week", "ledger", "core", "wagtailredirects"}
_TABLES = {PAGE_TABLE, "wagtailcore_site", "wagtailcore_pageviewrestriction", "wagtailcore_locale"}
_HIDDEN = (
    "news_article",
    "news_word",
    "news_writer",
    "honors_decisionnumber",
    "honors_nomination",
    "home_report",
    "home_sentreport",
    "home_storyprofile",
    "core_search",
    "ledger_reminder",
)
"""Tables, or beginnings of their names, that no page reads but a search."""

_SOURCE = re.compile(r'\b(FROM|JOIN) "(\w+)"(?: ([A-Z]+\d+)\b)?(?: ON \(([^()]*)\))?')
_KEYS = r"(?:= %s|IN \(%s(?:, %s)*\))"
_END = r"(?: ORDER BY [^()]*)?(?: LIMIT \d+)?(?: FOR UPDATE\b.*)?"
_WRITE = re.compile(r'\s*(INSERT(?: OR IGNORE)? INTO|UPDATE|DELETE FROM)\s+"?(\w+)"?', re.IGNORECASE)
_ASSIGNED = re.compile(r'(?:^|, )"?(\w+)"?\s*=')
_COLUMNS = re.compile(r"\(([^()]*)\)")


@dataclass(frozen=True)
class Table:
    """A table that public pages show.

    Attributes:
        key: Column of the primary key.
        is_page: Whether its rows are pages.
        owners: Columns that say which page a row is part of: such rows are written with their page.
    """

    name: str
    key: str
    is_page: bool
    owners: tuple[str, ...] = ()


@cache
def tables() -> dict[str, Table]:
    """Return the tables that public pages show, by name."""
    found = {}
    for model in apps.get_models(include_auto_created=True):
        name = model._meta.db_table
        if (model._meta.app_label in _APPS and not name.startswith(_HIDDEN)) or name in _TABLES:
            key = str(model._meta.pk.column)
            found[name] = Table(name, key, issubclass(model, Page), _owners(model))
    return found


def _owners(model: type[Model]) -> tuple[str, ...]:
    if issubclass(model, Page):
        return ()
    return tuple(
        one.column
        for one in model._meta.get_fields()
        if isinstance(one, ForeignKey)
        and issubclass(one.related_model, Page)
        and (isinstance(one, ParentalKey) or model._meta.auto_created)
    )


@cache
def _table_of(model: type[Model]) -> Table | None:
    return tables().get(model._meta.concrete_model._meta.db_table)  # type: ignore[union-attr]  # never None on a real model


def row_name(model: type[Model], key: Any) -> str:
    """Return the name of a row; empty for one without a key and for what no public page shows."""
    table = _table_of(model)
    return "" if table is None or key is None else _row(table, key)


def _row(table: Table, key: Any) -> str:
    return f"page:{key}" if table.is_page else f"{table.name}:{key}"


def is_write(sql: str) -> bool:
    """Return whether the statement changes rows."""
    return _WRITE.match(sql) is not None


def names_read(sql: str, params: Sequence[Any] | None, *, lists: bool = True) -> set[str]:
    """Return what the answer to a question depends on.

    Args:
        sql: The question.
        params: Its values.
        lists: Whether to name the tables whose rows it looks through.
    """
    names: set[str] = set()
    values = list(params or ())
    for number, source in enumerate(_SOURCE.finditer(sql)):
        kind, name, alias, condition = source.groups()
        table = tables().get(name)
        if table is None or (kind == "JOIN" and name == PAGE_TABLE):
            continue
        alias = alias or f'"{name}"'
        if number == 0 and (keys := _keys_asked(sql, alias, table, values)) is not None:
            names.update(_row(table, key) for key in keys)
        elif (pages := _pages_asked(sql, alias, table, values)) is not None:
            names.update(f"page:{key}" for key in pages)
        elif lists and not (kind == "JOIN" and _is_only_shown(sql, alias, table, condition or "")):
            names.add(STRUCTURE if name == PAGE_TABLE else name)
    return names


def _keys_asked(sql: str, alias: str, table: Table, values: list[Any]) -> list[Any] | None:
    """Return the keys of a question for rows by their key and by nothing else."""
    match = re.search(rf' WHERE {re.escape(alias)}\."{table.key}" ({_KEYS}){_END}$', sql)
    if match is None or " WHERE " in sql[: match.start()] or " UNION " in sql:
        return None
    return values[-match[1].count("%s") :]


def _pages_asked(sql: str, alias: str, table: Table, values: list[Any]) -> list[Any] | None:
    """Return the pages whose parts are asked for, when the question is for parts of known pages."""
    if not table.owners or " OR " in sql or "NOT (" in sql:
        return None
    for column in table.owners:
        match = re.search(rf'{re.escape(alias)}\."{column}" ({_KEYS})', sql)
        if match is not None:
            before = sql[: match.start()].count("%s")
            return values[before : before + match[1].count("%s")]
    return None


def _is_only_shown(sql: str, alias: str, table: Table, condition: str) -> bool:
    """Return whether a table is joined by its key only to build its rows, so that each names itself."""
    key = f'{alias}."{table.key}"'
    chosen, _from, rest = sql.partition(" FROM ")
    _joins, _where, choice = rest.partition(" WHERE ")
    return condition.endswith(f"= {key}") and key in chosen and f"{alias}." not in choice


@dataclass
class Write:
    """A statement that changes rows of a table that pages show.

    Attributes:
        columns: Columns that are set; empty when rows go, or when they are not known.
        where: The condition with its values: which rows. None for new rows, and for all rows.
        inserted: Values by column of new rows; empty when they are not known.
        overwrites: Whether new rows may take the place of old ones.
    """

    table: Table
    verb: str
    columns: tuple[str, ...] = ()
    where: tuple[str, list[Any]] | None = None
    inserted: dict[str, list[Any]] = field(default_factory=dict)
    overwrites: bool = False

    def known_keys(self) -> list[Any] | None:
        """Return the keys of the rows, when the condition is these keys; none of new rows whose keys are given later."""
        if self.verb == "INSERT":
            known = bool(self.inserted) and not self.overwrites
            return self.inserted.get(self.table.key, []) if known else None
        if self.where is None:
            return None
        pattern = rf'(?:"{self.table.name}"\.)?"{self.table.key}" {_KEYS}'
        return self.where[1] if re.fullmatch(pattern, self.where[0].strip()) else None


def written(sql: str, params: Sequence[Any] | None) -> Write | None:
    """Return what a statement changes; None when no public page shows it."""
    match = _WRITE.match(sql)
    table = match and tables().get(match[2].lower())
    if not match or table is None:
        return None
    verb = match[1].split()[0].upper()
    rest, values = sql[match.end() :], list(params or ())
    if verb == "INSERT":
        return Write(table, verb, inserted=_inserted(rest, values), overwrites="DO UPDATE" in rest)
    head, condition = _split_at_where(rest)
    columns = tuple(_ASSIGNED.findall(head.strip().removeprefix("SET "))) if verb == "UPDATE" else ()
    if not condition:
        return Write(table, verb, columns)
    count = condition.count("%s")
    return Write(table, verb, columns, (condition, values[len(values) - count :]))


def _split_at_where(text: str) -> tuple[str, str]:
    """Split at the WHERE that stands in no bracket."""
    for match in re.finditer(r"\sWHERE\s", text):
        before = text[: match.start()]
        if before.count("(") == before.count(")"):
            return before, text[match.end() :]
    return text, ""


def _inserted(rest: str, values: list[Any]) -> dict[str, list[Any]]:
    """Return the values of new rows by column: ``(…) VALUES (%s, …), (%s, …)``, or arrays to unnest."""
    match = _COLUMNS.match(rest.strip())
    if match is None:
        return {}
    columns = [column.strip().strip('"') for column in match[1].split(",")]
    arrays = " UNNEST(" in rest
    if len(values) % len(columns) or not (arrays or f"({', '.join(['%s'] * len(columns))})" in rest):
        return {}
    found: dict[str, list[Any]] = {column: [] for column in columns}
    for start in range(0, len(values), len(columns)):
        for column, value in zip(columns, values[start : start + len(columns)], strict=True):
            found[column] += value if arrays else [value]
    return found


def row_names(table: Table, keys: Iterable[Any]) -> set[str]:
    """Return the names of rows."""
    return {_row(table, key) for key in keys}
