"""Making a page anew and putting it into the store, unless something has changed meanwhile.

See ``pagestore.clearing`` for why this loses no change. Only the keeper places, one for each store.
"""

from __future__ import annotations

import hashlib
import logging
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from pagestore import files
from pagestore.addresses import LINKED, SECTION, Wanted
from pagestore.clearing import concerns, make_old, reconcile
from pagestore.lock import ledger
from pagestore.models import Change, Clearing, Ledger, StoredName, StoredPage
from pagestore.rendering import Answer, render

logger = logging.getLogger(__name__)

FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=2), timedelta(minutes=10)
BROKEN, SERVERS_FAULT = 400, 500


def to_make(store: str) -> QuerySet[StoredPage]:
    """Return the old pages of a store, the most important first."""
    now = timezone.now()
    ready = Q(retry_at__isnull=True) | Q(retry_at__lte=now)
    rows = StoredPage.objects.filter(ready, store=store, is_fresh=False, is_gone=False)
    return rows.order_by("-is_urgent", "rank", "-owner", "pk")


def make(row: StoredPage) -> bool:
    """Render the page and place it; return whether it is in the store now, or known to have no file.

    A page that cannot be rendered keeps its last copy and is tried again after a pause that grows.
    """
    began = Ledger.objects.filter(pk=1).values_list("number", flat=True).first() or 0
    version = StoredPage.objects.filter(pk=row.pk).values_list("version", flat=True).first()
    if version is None:
        return False
    answer = render(row.address)
    if answer.status >= BROKEN:
        if answer.status < SERVERS_FAULT:
            # It says that there is no such page for the public: nothing of it may stay.
            gone = row.kind == files.LINKED_KIND
            StoredPage.objects.filter(pk=row.pk).update(keeps=False, must_drop=True, is_gone=gone)
        return _fail(row, f"trả lời {answer.status}")
    try:
        return _place(row, version, began, answer)
    except OSError as error:
        return _fail(row, str(error))


def _place(row: StoredPage, version: int, began: int, answer: Answer) -> bool:
    """Put an answer into the store if it is still true.

    Raises:
        OSError: It could not be written.
    """
    name = files.file_name(row.address, answer.content_type) if answer.is_storable else None
    moment = _later(row.rendered_at)
    with ledger():
        if Change.objects.exists() or any(
            concerns(clearing.names, set(answer.names))
            for clearing in Clearing.objects.filter(number__gt=began)
        ):
            return False
        mine = StoredPage.objects.filter(pk=row.pk, version=version, is_gone=False)
        digest = hashlib.sha256("\n".join(sorted(answer.names)).encode()).hexdigest()
        placed = mine.update(
            is_fresh=True,
            has_file=name is not None,
            is_urgent=False,
            keeps=True,
            must_drop=False,
            valid_until=answer.until,
            rendered_at=moment,
            failures=0,
            retry_at=None,
            names_digest=digest,
        )
        if not placed:
            return False
        if row.names_digest != digest:
            StoredName.objects.filter(page=row.pk).delete()
            StoredName.objects.bulk_create([StoredName(page_id=row.pk, name=one) for one in answer.names])
            row.names_digest = digest
        if name is None:
            files.remove(row.address)
        else:
            _add_linked(row.store_id, answer.body)
            # Whoever was frozen may have lost the lock meanwhile, and would place what is not true any more.
            Ledger.objects.filter(pk=1).exists()
            # Last: what fails before leaves no file that nobody vouches for.
            files.place(name, answer.body, moment.timestamp())
    row.rendered_at = moment
    return True


def _later(last: datetime | None) -> datetime:
    """Return now, or the next second after ``last``: nginx knows a file by its whole second and its size."""
    now = timezone.now()
    if last is None or int(now.timestamp()) > int(last.timestamp()):
        return now
    return last.replace(microsecond=0) + timedelta(seconds=1)


def _add_linked(store: str, body: bytes) -> None:
    """Let the stores hold what the answer of one of them leads to beside pages."""
    found = {address.decode() for address in LINKED.findall(body)}
    there = StoredPage.objects.filter(store=store, address__in=found, is_gone=False)
    missing = found - set(there.values_list("address", flat=True))
    if missing:
        reconcile(
            [Wanted(one, kind=files.LINKED_KIND, rank=SECTION) for one in missing], StoredPage.objects.none()
        )


def _fail(row: StoredPage, why: str) -> bool:
    """Try again later; say so once."""
    pause = min(FIRST_PAUSE * 2 ** min(row.failures, 10), LONGEST_PAUSE)
    if not row.failures:
        logger.error("Chưa dựng được trang %s (%s); sẽ thử lại.", row.address, why)
    StoredPage.objects.filter(pk=row.pk).update(failures=row.failures + 1, retry_at=timezone.now() + pause)
    return False


def end_by_clock(store: str) -> int:
    """Mark what is no longer true since a moment has passed; return how many pages.

    Where consents decide, no old copy is kept: one may have ended with the day.
    """
    over = StoredPage.objects.filter(store=store, valid_until__lte=timezone.now(), is_fresh=True)
    if not over.exists():
        return 0
    with ledger():
        numbers = list(over.values_list("pk", flat=True))
        these = StoredPage.objects.filter(pk__in=numbers)
        shown = these.filter(pk__in=StoredName.objects.filter(name="people_consent").values("page"))
        make_old(StoredPage.objects.filter(pk__in=list(shown.values_list("pk", flat=True))), takes_away=True)
        return make_old(these)
