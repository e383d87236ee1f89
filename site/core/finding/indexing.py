"""Keeping the entries and the vocabulary: what is public is in them, what is not is not.

Wagtail's index calls `refresh` for what is saved and by ``update_index``. What changes without a save of the page
itself (a move, a restriction above it) comes by signals, and what came past these is found after each migration
(`fill_gaps`). A search asks the page table again, so that nothing shows
that is no longer public, even before the next refresh.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.apps import apps
from django.db import connection, models, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Exists, OuterRef
from django.db.models.signals import post_delete, post_migrate, post_save
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import post_page_move

from core.finding.entries import entry_of, vocabulary_of
from core.finding.models import SearchEntry, SearchWord, SearchWordVariant
from core.querysets import public_only

BATCH = 400

Changes = dict[str, list[Any]]
"""A word as written, with its folded form and by how much its pages and its titles change."""


def refresh(pages: Iterable[Page]) -> None:
    """Bring the entries of these specific pages up to date: made, changed or taken away."""
    pages = [page for page in pages if page.depth > 1]
    keys = [page.pk for page in pages]
    with transaction.atomic():
        # Two who publish one page at once come one after the other, or its words would be counted twice.
        list(Page.objects.select_for_update().filter(pk__in=keys).order_by("pk").values_list("pk"))
        public = set(public_only(Page.objects.filter(pk__in=keys).live()).values_list("pk", flat=True))
        old = list(SearchEntry.objects.filter(page_id__in=keys))
        new = [entry_of(page) for page in pages if page.pk in public]
        same = {_values(entry) for entry in old} & {_values(entry) for entry in new}
        old, new = ([entry for entry in entries if _values(entry) not in same] for entries in (old, new))
        _erase(SearchEntry, [entry.pk for entry in old])
        SearchEntry.objects.bulk_create(new, batch_size=BATCH)
        changes: Changes = {}
        for entries, sign in ((old, -1), (new, 1)):
            for entry in entries:
                _count(entry, sign, changes)
        _write(changes)


def refresh_below(path: str) -> None:
    """Bring the entries of a page and of all below it up to date."""
    below = Page.objects.filter(path__startswith=path).order_by("pk")
    keys = list(below.values_list("pk", flat=True))
    for start in range(0, len(keys), BATCH):
        refresh(below.filter(pk__in=keys[start : start + BATCH]).specific())


def fill_gaps() -> int:
    """Bring up to date what was written past the signals, and return how many pages that were: seldom any.

    An older database has pages and no entries; a bulk write or a copy of rows sends no signal.
    """
    public = public_only(Page.objects.filter(depth__gt=1).live())
    missing = public.filter(~Exists(SearchEntry.objects.filter(page=OuterRef("pk"))))
    hidden = SearchEntry.objects.filter(~Exists(public.filter(pk=OuterRef("page_id"))))
    keys = [*missing.values_list("pk", flat=True), *hidden.values_list("page_id", flat=True)]
    for start in range(0, len(keys), BATCH):
        refresh(Page.objects.filter(pk__in=keys[start : start + BATCH]).specific())
    return len(keys)


def fill_gaps_after_migrating(using: str, plan: Any = (), **kwargs: Any) -> None:
    """Do so when the tables are as the models are; after a migration to an earlier state they are not."""
    if using != "default":
        return
    if plan:  # none when the tables were only emptied
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            return
    fill_gaps()


def clear() -> None:
    """Empty the entries and the vocabulary."""
    with transaction.atomic():
        for model in (SearchEntry, SearchWord, SearchWordVariant):
            _erase(model)


def connect() -> None:
    """Watch what makes a page public or not without saving it, and look for gaps after ``manage.py migrate``."""
    # Django tells the apps one after another: when it tells the last, all have their content types.
    *_others, last = (config for config in apps.get_app_configs() if config.models_module)
    post_migrate.connect(fill_gaps_after_migrating, sender=last, dispatch_uid="core.finding.gaps")
    post_delete.connect(_entry_deleted, sender=SearchEntry, dispatch_uid="core.finding.deleted")
    post_page_move.connect(_moved, dispatch_uid="core.finding.moved")
    post_save.connect(_restricted, sender=PageViewRestriction, dispatch_uid="core.finding.restricted")
    post_delete.connect(_restricted, sender=PageViewRestriction, dispatch_uid="core.finding.freed")


def _values(entry: SearchEntry) -> tuple[Any, ...]:
    """Return all that is stored of an entry; most saves of a page change none of it."""
    return tuple(getattr(entry, field.attname) for field in SearchEntry._meta.concrete_fields)


def _erase(model: type[models.Model], keys: Sequence[int] | None = None) -> None:
    """Delete all rows, or those with these keys, past Django's signals: the words are counted by whoever calls."""
    statement = f"DELETE FROM {model._meta.db_table}"  # noqa: S608  # a table of ours
    if keys is not None:
        if not keys:
            return
        statement += f" WHERE moment IN ({', '.join(['%s'] * len(keys))})"
    with connection.cursor() as cursor:
        cursor.execute(statement, keys)


def _entry_deleted(instance: SearchEntry, **kwargs: Any) -> None:
    changes: Changes = {}
    _count(instance, -1, changes)
    _write(changes)


def _moved(instance: Page, **kwargs: Any) -> None:
    refresh_below(Page.objects.values_list("path", flat=True).get(pk=instance.pk))


def _restricted(instance: PageViewRestriction, **kwargs: Any) -> None:
    path = Page.objects.filter(pk=instance.page_id).values_list("path", flat=True).first()
    if path is not None:  # the restriction may go with its page
        refresh_below(path)


def _count(entry: SearchEntry, sign: int, changes: Changes) -> None:
    for spelled, (folded, in_title) in vocabulary_of(entry).items():
        change = changes.setdefault(spelled, [folded, 0, 0])
        change[1] += sign
        change[2] += sign * in_title


def _write(changes: Changes) -> None:
    """Add to the counts in the database; in the same order everywhere, so that two writers do not wait in a ring."""
    rows = [(spelled, *values) for spelled, values in sorted(changes.items()) if values[1] or values[2]]
    table = SearchWord._meta.db_table
    with connection.cursor() as cursor:
        for start in range(0, len(rows), BATCH):
            batch = rows[start : start + BATCH]
            places = ", ".join(["(%s, %s, %s, %s)"] * len(batch))
            cursor.execute(
                f"INSERT INTO {table} (spelled, folded, pages, titles) VALUES {places} "  # noqa: S608  # a table of ours; values go as parameters
                f"ON CONFLICT (spelled) DO UPDATE SET pages = {table}.pages + excluded.pages, "
                f"titles = {table}.titles + excluded.titles",
                [value for row in batch for value in row],
            )
    _write_variants({row[1] for row in rows if row[2] > 0}, {row[1] for row in rows if row[2] < 0})


def _write_variants(come: set[str], gone: set[str]) -> None:
    if gone:
        SearchWord.objects.filter(folded__in=gone, pages__lte=0).delete()
        left = set(SearchWord.objects.filter(folded__in=gone).values_list("folded", flat=True))
        SearchWordVariant.objects.filter(folded__in=gone - left).delete()
    known = set(SearchWordVariant.objects.filter(folded__in=come).values_list("folded", flat=True))
    variants = [
        SearchWordVariant(variant=variant, folded=folded)
        for folded in sorted(come - known)
        for variant in sorted(variants_of(folded))
    ]
    SearchWordVariant.objects.bulk_create(variants, batch_size=BATCH, ignore_conflicts=True)


def variants_of(folded: str) -> set[str]:
    """Return the word and what is left of it without any one letter; a number or a single letter has none."""
    if len(folded) < 2 or not folded.isalpha():  # noqa: PLR2004  # one letter less would be nothing
        return set()
    return {folded} | {folded[:place] + folded[place + 1 :] for place in range(len(folded))}
