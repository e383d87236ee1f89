"""The files of pages that are old now, out of the public's sight: see ``pagestore.clearing``."""

from __future__ import annotations

import logging
import shutil

from django.conf import settings
from django.db.models import F, QuerySet

from pagestore import files
from pagestore.lock import ledger
from pagestore.models import StoredPage

logger = logging.getLogger(__name__)

MOST_NAMES = 900
"""Values in one question; SQLite takes 1,000 in older versions."""
MANY_PAGES = 500
"""When so many are old and they are most of the store, all of it is old: one folder is quicker out of the way."""


def set_all_aside() -> None:
    """Set the whole store aside, readable unless there are many in it that may not be read any more."""
    leaving = StoredPage.objects.filter(store=settings.STORE_NAME, must_drop=True, keeps=False)
    are_few = leaving.count() <= MANY_PAGES
    if are_few:
        for row in leaving.only("address"):
            files.remove(row.address)
    files.set_aside(is_readable=are_few, takes_kept=not are_few)


def drop_what_is_public() -> None:
    """Move what is old out of the public's sight; what has been set aside is not in it, and the keeper goes on there."""
    while drop_some_files() and not files.set_asides():
        pass


def drop_files() -> None:
    """Move all files of old pages of this store out of the way, and those of gone ones off the disk."""
    while drop_some_files():
        pass


def drop_some_files() -> bool:
    """Do so for the next few, first what may not be read any more; return whether others wait.

    Where all of this store is old, and much, because somebody cleared it on another machine, it is set aside first.
    """
    waiting = StoredPage.objects.filter(store=settings.STORE_NAME, must_drop=True)
    if not waiting.exists() and not files.set_asides():
        return False
    with ledger():
        if not files.set_asides() and _is_all_old(waiting):
            set_all_aside()
        asides = files.set_asides()
        # What was made lately lies in open/; the others have been set aside.
        ordered = waiting.order_by("keeps", F("rendered_at").desc(nulls_last=True))
        rows = list(ordered.only("pk", "address", "is_gone", "keeps")[:MOST_NAMES])
        numbers = [row.pk for row in rows if _drop(row, asides)]
        these = StoredPage.objects.filter(pk__in=numbers)
        these.filter(is_gone=True).delete()
        these.update(must_drop=False)
        if waiting.exists():
            return bool(numbers)
        gone = [files.let_go(aside) for aside in asides]
    for folder in gone:
        shutil.rmtree(folder, ignore_errors=True)
    return False


def _is_all_old(waiting: QuerySet[StoredPage]) -> bool:
    """Return whether very much of this store waits to be dropped, and nothing in it is still true."""
    true = StoredPage.objects.filter(store=settings.STORE_NAME, is_fresh=True, has_file=True)
    return waiting.count() > MANY_PAGES and not true.exists()


def _drop(row: StoredPage, asides: list[str]) -> bool:
    """Move or delete the files of one page, also of what was set aside; return whether that could be done."""
    try:
        if row.is_gone or not row.keeps:
            files.remove(row.address)
        else:
            for folder in (*asides, files.OPEN):
                files.keep(row.address, folder)
    except OSError:
        logger.exception("Không giữ được bản cuối của trang %s; xoá bản cũ.", row.address)
        return _delete(row)
    return True


def _delete(row: StoredPage) -> bool:
    """Delete what could not be moved, as on a full disk: better no last copy than an old page in the public's sight."""
    try:
        files.remove(row.address)
    except OSError:
        logger.exception("Không dọn được tệp của trang %s.", row.address)
        return False
    return True
