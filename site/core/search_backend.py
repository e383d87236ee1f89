"""Search that ignores tone marks, letter case and punctuation, the same on SQLite and PostgreSQL.

Settings name this module: WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "core.search_backend"}}.
The index holds folded words (`core.vietnamese.fold_words`) and every query is folded the same way, so
"hoc tap suot doi", "HỌC TẬP" and the NFD text of a Mac all find "học tập suốt đời", in pages, images,
documents and snippets alike. After switching to this backend, run `manage.py update_index` once.

What it leans on, beyond modelsearch's documented interface (1.3):
`index_class` builds its rows in `add_items(model, objects)` from `object.pk` and
`object.get_search_fields()`, and reads each field through `field.get_value(object)`;
`_search()` is not touched, queries are folded on their way in. What is written for a page is also written for the
public search (`core.finding.indexing`), so that one command makes both indexes.
tests/integration/test_search.py guards all of it on both databases.

`fields=[...]` of search() is not supported: PostgreSQL would then read the unfolded columns and SQLite
has only two columns. It raises NotImplementedError rather than quietly finding less.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.utils.encoding import force_str
from modelsearch import query as queries
from modelsearch.backends.base import BaseSearchBackend
from modelsearch.index import RelatedFields

from core.vietnamese import fold_words

# A reader types a line, not a page: the rest of a longer query is not looked at. PostgreSQL refuses
# words beyond 2 KB, and each word costs a comparison on SQLite.
MAXIMUM_QUERY_CHARACTERS = 200
MAXIMUM_QUERY_WORDS = 12

# PostgreSQL takes its default configuration from the cluster, often "english", whose stop words
# ("an", "a", "so") are Vietnamese words.
POSTGRESQL_SEARCH_CONFIG = "simple"


# --- Indexing ----------------------------------------------------------------------------------


class _FoldedObject:
    """Stands for a model instance while modelsearch indexes it, and answers in folded words."""

    __slots__ = ("original", "pk")

    def __init__(self, original: Any) -> None:
        self.original = original
        self.pk = original.pk

    def get_search_fields(self) -> list[Any]:
        return [_folded_field(field, nested=False) for field in self.original.get_search_fields()]


def _folded_field(field: Any, *, nested: bool) -> Any:
    """Return a copy of a search field whose `get_value` folds.

    A nested field, inside RelatedFields, is asked about a real object; the others about a `_FoldedObject`.
    """
    folded = copy.copy(field)
    if isinstance(field, RelatedFields):
        folded.fields = [_folded_field(inner, nested=True) for inner in field.fields]
        if not nested:
            folded.get_value = lambda wrapper: field.get_value(wrapper.original)
    elif nested:
        folded.get_value = lambda instance: _folded_value(field.get_value(instance))
    else:
        folded.get_value = lambda wrapper: _folded_value(field.get_value(wrapper.original))
    return folded


def _folded_value(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, Mapping):
        value = list(value.values())
    if isinstance(value, list | tuple | set):
        return " ".join(filter(None, map(_folded_value, value)))
    return fold_words(force_str(value))


# --- Queries -----------------------------------------------------------------------------------


class _QueryFolder:
    """Folds one query and counts its words, so that no nesting gets past MAXIMUM_QUERY_WORDS.

    A part that holds no letter and no digit folds to None and leaves the query: a stray "!" beside a
    phrase does no harm.
    """

    def __init__(self, *, understands_fuzzy: bool) -> None:
        self.words_left = MAXIMUM_QUERY_WORDS
        self.understands_fuzzy = understands_fuzzy

    def text(self, text: str) -> str:
        """Return the first words of `text`, folded. A word cut by the length limit is left out."""
        # Decomposed letters take up to three characters; looking at four times the limit is enough.
        folded = fold_words(text[: 4 * MAXIMUM_QUERY_CHARACTERS])
        if len(folded) > MAXIMUM_QUERY_CHARACTERS:
            cut = folded[: MAXIMUM_QUERY_CHARACTERS + 1]
            folded = cut.rpartition(" ")[0] or cut[:MAXIMUM_QUERY_CHARACTERS]
        words = folded.split()[: self.words_left]
        self.words_left -= len(words)
        return " ".join(words)

    def query(self, query: Any) -> Any:
        """Return `query` folded, or None when nothing of it is left to look for."""
        match query:
            case str():
                return self.text(query) or None
            case queries.PlainText() | queries.Phrase() | queries.Fuzzy():
                return self.words(query)
            case queries.Boost():
                # Neither database backend can boost a part of a query; it changes the order only.
                return self.query(query.subquery)
            case queries.Not() | queries.And() | queries.Or():
                return self.combination(query)
            case _:
                return query

    def words(self, query: queries.PlainText | queries.Phrase | queries.Fuzzy) -> Any:
        """Fold a query made of text; None when no word is left."""
        text = self.text(query.query_string)
        if not text:
            return None
        if isinstance(query, queries.Phrase):
            return queries.Phrase(text)
        if isinstance(query, queries.Fuzzy) and self.understands_fuzzy:
            # Both sides are folded already: the database need not remove accents.
            return queries.Fuzzy(text, operator=query.operator, unaccent=False)
        return queries.PlainText(text, operator=query.operator, boost=getattr(query, "boost", 1))

    def combination(self, query: queries.Not | queries.And | queries.Or) -> Any:
        """Fold a query made of queries. MatchAll in an And or Or, which PostgreSQL refuses, is worked out."""
        if isinstance(query, queries.Not):
            subquery = self.query(query.subquery)
            return None if subquery is None else queries.Not(subquery)
        kind = type(query)
        # "Everything" is neutral in an And and settles an Or; "nothing" is the other way round.
        neutral, settles = _is_everything, _is_nothing
        if kind is queries.Or:
            neutral, settles = settles, neutral
        subqueries = [part for part in map(self.query, query.subqueries) if part is not None]
        for part in subqueries:
            if settles(part):
                return part
        meaningful = [part for part in subqueries if not neutral(part)]
        if not meaningful:
            return subqueries[0] if subqueries else None
        return meaningful[0] if len(meaningful) == 1 else kind(meaningful)


def _is_everything(query: Any) -> bool:
    return isinstance(query, queries.MatchAll)


def _is_nothing(query: Any) -> bool:
    return isinstance(query, queries.Not) and isinstance(query.subquery, queries.MatchAll)


# --- The backend -------------------------------------------------------------------------------


class FoldingMixin:
    """Folds what goes into the index and what is looked up. Comes before a database backend class."""

    understands_fuzzy = False

    def search(self, query: Any, model_or_queryset: Any, fields: None = None, **options: Any) -> Any:
        """Return the objects holding the words of `query`, in any spelling of marks and case.

        Raises:
            NotImplementedError: With `fields`.
        """
        _refuse(fields)
        return super().search(self.folded(query), model_or_queryset, **options)  # type: ignore[misc]

    def autocomplete(self, query: Any, model_or_queryset: Any, fields: None = None, **options: Any) -> Any:
        """Return the objects holding the words of `query`, the last of which may be unfinished.

        Raises:
            NotImplementedError: With `fields`.
        """
        _refuse(fields)
        return super().autocomplete(self.folded(query), model_or_queryset, **options)  # type: ignore[misc]

    def folded(self, query: Any) -> Any:
        """Return the folded query; "" (no results in modelsearch) when there is nothing to look for."""
        if query is None:
            return queries.MATCH_ALL
        folder = _QueryFolder(understands_fuzzy=self.understands_fuzzy)
        folded = folder.query(query)
        return "" if folded is None else folded


class AnyFilterMixin:
    """Lets a queryset be searched whatever it is filtered by. Comes before a query compiler class.

    modelsearch asks for a ``FilterField`` for each filter, for the sake of search engines outside of the database.
    Ours are the database: they keep the queryset's own WHERE. Without this, the chooser of pictures, which leaves
    some out, would answer a search with an error 500 (tests/integration/test_word_import.py guards it).
    """

    def _get_filters_from_queryset(self, *, check_only: bool = False) -> Any:
        return None if check_only else super()._get_filters_from_queryset()  # type: ignore[misc]


def _refuse(fields: Iterable[str] | None) -> None:
    if fields is not None:
        raise NotImplementedError("The folding search backend searches all fields: leave out `fields`.")


@cache
def _backend_class(vendor: str) -> type[BaseSearchBackend]:
    """Return the folding backend class for a database; each vendor's module loads on that vendor only."""
    if vendor == "postgresql":
        from modelsearch.backends.database.postgres import postgres as database  # noqa: PLC0415
    elif vendor == "sqlite":
        from modelsearch.backends.database.sqlite import sqlite as database  # noqa: PLC0415
    else:
        raise ImproperlyConfigured(f"The search backend knows SQLite and PostgreSQL, not {vendor}.")

    from wagtail.models import Page  # noqa: PLC0415  # settings name this module: models are not there yet

    from core.finding import indexing  # noqa: PLC0415

    class FoldingIndex(database.SearchBackend.index_class):  # type: ignore[misc, name-defined]
        def add_items(self, model: Any, objs: Iterable[Any]) -> None:
            objs = list(objs)
            super().add_items(model, [_FoldedObject(instance) for instance in objs])
            if issubclass(model, Page):
                indexing.refresh(objs)

        def reset(self) -> None:
            super().reset()
            indexing.clear()

    backend = database.SearchBackend

    class QueryCompiler(AnyFilterMixin, backend.query_compiler_class):  # type: ignore[misc, name-defined]
        pass

    class AutocompleteCompiler(AnyFilterMixin, backend.autocomplete_query_compiler_class):  # type: ignore[misc, name-defined]
        pass

    class FoldingSearchBackend(FoldingMixin, backend):  # type: ignore[misc, valid-type]
        index_class = FoldingIndex
        query_compiler_class = QueryCompiler
        autocomplete_query_compiler_class = AutocompleteCompiler
        understands_fuzzy = vendor == "postgresql"

    return FoldingSearchBackend


def SearchBackend(params: dict[str, Any]) -> BaseSearchBackend:  # noqa: N802  (the name modelsearch looks for)
    """Return the folding backend for the default database, with the options of WAGTAILSEARCH_BACKENDS.

    Raises:
        ImproperlyConfigured: On a database other than SQLite or PostgreSQL.
    """
    return _backend_class(connection.vendor)({**params, "SEARCH_CONFIG": POSTGRESQL_SEARCH_CONFIG})
