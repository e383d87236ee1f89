"""The keeper: keeps the store of this machine true and full, step by step."""

from __future__ import annotations

import fcntl
import hashlib
import logging
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from django.conf import settings
from django.db import Error as DatabaseFailure
from django.db import close_old_connections, connections
from wagtail.models import Page

from core import navigation, remembered
from core.school_settings import SchoolSettings
from pagestore import files
from pagestore.addresses import addresses_of, all_addresses, changing_kinds, public_pages
from pagestore.clearing import clear_pending, make_old, reconcile
from pagestore.dropping import MOST_NAMES, drop_files, drop_what_is_public
from pagestore.lock import ledger
from pagestore.models import Ledger, Store, StoredPage
from pagestore.placing import end_by_clock, make, to_make

logger = logging.getLogger(__name__)

LOOK_SECONDS = 0.15
STAMP_SECONDS = 1.0
BEAT_SECONDS = 5.0
BATCH = 20
LOOKED_FOR = 200
"""Files that are looked for each second: somebody may have deleted some and not the whole folder."""
CLOCK_SLACK = 0.01
"""Seconds between what a file system and a database keep of the same moment."""
LOCK_NAME = "keeper.lock"
SOURCES = ("site", "home", "news", "honors", "resources")


def code_stamp() -> str:
    """Return what changes with the code, the templates and the static files: pages made of others are old."""
    digest = hashlib.sha256()
    root = Path(settings.ROOT)
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    sources = [path for folder in SOURCES for path in (root / folder).rglob("*") if _is_source(path)]
    for path in [*sorted(sources), manifest]:
        with suppress(OSError):
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    digest.update(settings.WAGTAILADMIN_BASE_URL.encode())
    return digest.hexdigest()


def _is_source(path: Path) -> bool:
    return path.suffix in {".py", ".html", ".svg"} and path.is_file()


class Keeper:
    """Keeps one store.

    Args:
        stamp: Of the code; worked out if missing.
    """

    def __init__(self, stamp: str | None = None) -> None:
        self.stamp = stamp or code_stamp()
        self.looked_at_stamp = self.beaten_at = float("-inf")
        self.clearing: int | None = None
        self.looked_for = 0

    def begin(self) -> None:
        """Make store and folder, and look whether both agree; whatever is not known to be true is made anew."""
        store, _made = Store.objects.get_or_create(pk=settings.STORE_NAME)
        with ledger():
            reconcile(all_addresses(), store.pages.all())
            if store.stamp != self.stamp or not files.is_stamped(self.stamp):
                make_old(store.pages.all())
                Store.objects.filter(pk=store.pk).update(stamp=self.stamp)
            self._compare(store)
            files.begin(self.stamp)
        drop_files()
        self.looked_at_stamp = time.monotonic()

    def _compare(self, store: Store) -> None:
        """Delete files that no row vouches for, and mark rows as old whose file is missing or another.

        So it is after a crash, with a database that was restored or made anew, or when somebody deleted files.
        """
        rows = {row.address: row for row in store.pages.filter(is_gone=False)}
        right = set()
        for folder, address, path in files.everything():
            row = rows.get(address)
            if row is None:
                files.delete(path)
            elif folder == files.OPEN and row.is_fresh:
                written = path.stat().st_mtime
                if (
                    row.has_file
                    and row.rendered_at
                    and abs(written - row.rendered_at.timestamp()) < CLOCK_SLACK
                ):
                    right.add(row.pk)
                else:
                    files.delete(path)
            elif folder == files.OPEN and not row.must_drop:
                files.delete(path)  # placed by somebody who ended before he could vouch for it
            elif folder != files.OPEN and not row.keeps:
                files.delete(path)
        wrong = [row.pk for row in rows.values() if row.is_fresh and row.has_file and row.pk not in right]
        for start in range(0, len(wrong), MOST_NAMES):
            make_old(StoredPage.objects.filter(pk__in=wrong[start : start + MOST_NAMES]))

    def look(self) -> bool:
        """Do what cannot wait: take away what has changed, or whose time is over; return whether anything was."""
        found = clear_pending()
        if end_by_clock(settings.STORE_NAME):
            found = True
            self._recount_by_clock()
        drop_what_is_public()
        self._forget_what_changed_elsewhere()
        now = time.monotonic()
        if now - self.looked_at_stamp >= STAMP_SECONDS:
            self.looked_at_stamp = now
            if not files.is_stamped(self.stamp):
                self.begin()
            else:
                self._look_for_files()
        if now - self.beaten_at >= BEAT_SECONDS:
            self.beaten_at = now
            files.beat()
        return found

    def _look_for_files(self) -> None:
        """Have made anew what should lie in the store and does not, a part of it each time."""
        fresh = StoredPage.objects.filter(store=settings.STORE_NAME, is_fresh=True, has_file=True)
        rows = list(fresh.filter(pk__gt=self.looked_for).order_by("pk").only("address")[:LOOKED_FOR])
        self.looked_for = rows[-1].pk if len(rows) == LOOKED_FOR else 0
        missing = [row.pk for row in rows if not files.lying(files.OPEN, row.address)]
        if missing:
            make_old(fresh.filter(pk__in=missing))

    def _forget_what_changed_elsewhere(self) -> None:
        """Each machine remembers for itself, and forgets what it has changed itself: of others the keeper hears here."""
        before, self.clearing = self.clearing, Ledger.objects.values_list("number", flat=True).first()
        if before == self.clearing or not Store.objects.exclude(pk=settings.STORE_NAME).exists():
            return
        remembered.forget()
        navigation.forget()
        SchoolSettings.forget()

    def _recount_by_clock(self) -> None:
        """With the day the lists of what is over grow."""
        with ledger():
            rows = StoredPage.objects.filter(is_fresh=False, kind__in=changing_kinds())
            owners = set(rows.values_list("owner", flat=True))
            pages = public_pages(Page.objects.filter(pk__in=owners))
            wanted = [one for page in pages.specific() for one in addresses_of(page)]
            reconcile(wanted, StoredPage.objects.filter(owner__in=owners))

    def step(self) -> bool:
        """Look, and make one batch of old pages, looking between any two; return whether there was one."""
        self.look()
        worked = False
        for row in to_make(settings.STORE_NAME)[:BATCH]:
            worked = True
            make(row)
            if self.look():
                break
        return worked

    def run(self, is_over: Callable[[], bool]) -> None:
        """Go on until ``is_over()``; a database that does not answer is waited for."""
        begun = False
        while not is_over():
            try:
                close_old_connections()
                if not begun:
                    self.begin()
                    begun = True
                if not self.step():
                    time.sleep(LOOK_SECONDS)
            except (DatabaseFailure, OSError):
                logger.exception("Bộ giữ trang gặp lỗi; sẽ thử lại.")
                begun = False  # whether the last page was placed is not known: compare
                connections.close_all()
                time.sleep(1)


@contextmanager
def sole_keeper(is_over: Callable[[], bool]) -> Iterator[bool]:
    """Wait until no other keeper has the store; the system lets go of the lock of one that was killed.

    Yields:
        Whether this is the keeper now; False when the end came first.
    """
    files.root().mkdir(parents=True, exist_ok=True)
    handle = os.open(files.root() / LOCK_NAME, os.O_RDWR | os.O_CREAT, 0o600)
    with os.fdopen(handle, "r+") as lock:
        while not is_over():
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                time.sleep(LOOK_SECONDS)
            else:
                yield True
                return
        yield False
