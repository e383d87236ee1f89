"""From what has changed to the pages that are old now, and their files out of the way.

Three things are done under the lock of the `Ledger`, so that they come one after the other on all machines: clearing
(this marks pages as old), dropping (``pagestore.dropping`` moves their files) and placing (``pagestore.placing``). The same functions
are run by the process that has just committed and by the keeper, for whatever is there to do: doing it twice is
doing it once.

Why nothing old can stay: a change commits together with its `Change` row, so that a clearing comes after it, sooner
or later, whoever ends in between. If that clearing comes after a page was placed, it finds the names that were saved
with the placing, marks the page, and dropping takes the file away. If it comes before the placing, it stands among the
clearings since the rendering began, and the placing refuses; so it does while any change waits to be cleared. Only
a change that had committed before the rendering began is in neither, and that one was rendered.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta

from django.db.models import F, Q, QuerySet
from django.utils import timezone
from wagtail.models import Page

from core.base_page import BasePage
from core.dependence import MENU
from core.navigation import leads_on
from core.statements import ALL_ROWS, STRUCTURE
from pagestore import files
from pagestore.addresses import Wanted, addresses_of, all_addresses, changing_kinds, public_pages
from pagestore.dropping import MANY_PAGES, MOST_NAMES, drop_what_is_public, set_all_aside
from pagestore.lock import ledger
from pagestore.models import EVERYTHING, MIGRATED, Change, Clearing, Store, StoredPage

KEPT_FOR = timedelta(hours=1)
EVERYWHERE = {EVERYTHING, MIGRATED, f"page:{ALL_ROWS}", "wagtailcore_site", "wagtailcore_pageviewrestriction"}
"""Names after which every address is looked at anew."""
HARMLESS = {MIGRATED, "wagtailcore_site"}
"""Those of them that take nothing away from the public."""


@dataclass
class Scope:
    """What a clearing is about.

    Attributes:
        names: The names that pages may depend on, tables of pages among them.
        pages: Numbers of the pages that were changed themselves.
        is_everything: Whether every page is old and every address in question.
        takes_away: Whether no old copy may be kept.
    """

    names: set[str]
    pages: set[int] = field(default_factory=set)
    is_everything: bool = False
    takes_away: bool = False


def clear_pending() -> bool:
    """Mark what the waiting changes made old, and move the files of this store; return whether anything waited."""
    if not Change.objects.exists():
        return False
    with ledger() as book:
        changes = list(Change.objects.order_by("pk"))
        if changes:
            scope = Scope(
                {name for change in changes for name in change.names},
                takes_away=any(change.takes_away for change in changes),
            )
            _clear(scope)
            book.number += 1
            book.save()
            Clearing.objects.filter(at__lt=timezone.now() - KEPT_FOR).delete()
            Clearing.objects.create(number=book.number, names=sorted(scope.names))
            Change.objects.filter(pk__in=[change.pk for change in changes]).delete()
    drop_what_is_public()
    return True


def _clear(scope: Scope) -> None:
    only_migrated = scope.names == {MIGRATED} and not scope.takes_away
    is_harmless = scope.names <= HARMLESS
    scope.is_everything = bool(scope.names & EVERYWHERE) or len(scope.names) > MOST_NAMES
    scope.pages = {int(name[5:]) for name in scope.names if name.startswith("page:") and name[5:].isdigit()}
    if scope.is_everything:
        # What was taken down may be named on any page.
        scope.takes_away |= not is_harmless
        scope.names = {EVERYTHING}
        # At once: to look at every address anew takes the longer the more there are. Should this be taken back,
        # the changes wait on and everything is cleared again.
        files.set_aside(is_readable=only_migrated, takes_kept=scope.takes_away)
        reconcile(all_addresses())
    else:
        _follow_pages(scope)
    old = StoredPage.objects.all() if scope.is_everything else depending_on(scope.names)
    # Lists may be shorter or longer now.
    _recount_sections(old)
    number = make_old(old, takes_away=scope.takes_away)
    is_most = number > MANY_PAGES and 2 * number > StoredPage.objects.count()
    if not scope.is_everything and is_most:
        make_old(StoredPage.objects.filter(must_drop=False))
        set_all_aside()
    StoredPage.objects.filter(owner__in=scope.pages).update(is_urgent=True)


def _follow_pages(scope: Scope) -> None:
    """Add what a change of pages means to lists, the tree and the menu; find their addresses anew.

    A draft that was not public and is not now concerns only who shows it by itself.
    """
    now = {page.pk: page for page in Page.objects.filter(pk__in=scope.pages).specific()}
    public = set(public_pages(Page.objects.filter(pk__in=scope.pages)).values_list("pk", flat=True))
    was = dict(StoredPage.objects.filter(owner__in=scope.pages).values_list("owner", "kind"))
    for number in scope.pages:
        page = now.get(number)
        if number not in was and (page is None or not page.live):
            continue
        scope.names |= {STRUCTURE, was.get(number) or page._meta.db_table}  # type: ignore[union-attr]  # one of both is there
        if isinstance(page, BasePage):
            scope.names.update(page.list_names())
        if page is not None and leads_on(page):
            scope.names.add(MENU)
        if number in was and number not in public:
            scope.takes_away = True
    reconcile(
        [one for number in public for one in addresses_of(now[number])],
        StoredPage.objects.filter(owner__in=scope.pages),
    )


def _recount_sections(old: QuerySet[StoredPage]) -> None:
    """Find the addresses of lists among the old pages anew: they may have more pages, or fewer.

    What was never made, or is being made, does not say what it depends on and is looked at as well.
    """
    rows = StoredPage.objects.filter(kind__in=changing_kinds())
    owners = set(rows.filter(Q(is_fresh=False) | Q(pk__in=old.values("pk"))).values_list("owner", flat=True))
    if owners:
        pages = public_pages(Page.objects.filter(pk__in=owners)).specific()
        wanted = [one for page in pages for one in addresses_of(page)]
        reconcile(wanted, StoredPage.objects.filter(owner__in=owners))


def depending_on(names: Iterable[str]) -> QuerySet[StoredPage]:
    """Return the pages, in all stores, that depend on one of the names; ``table:*`` is any row of a table."""
    names = set(names)
    question = Q(names__name__in=names)
    for name in names:
        if name.endswith(f":{ALL_ROWS}"):
            table = name.removesuffix(ALL_ROWS)
            question |= Q(names__name__startswith=table) | Q(names__name__startswith=f"{table[:-1]}.")
    found = StoredPage.objects.filter(question)
    return StoredPage.objects.filter(pk__in=found.order_by().values("pk"))


def concerns(cleared: Iterable[str], names: set[str]) -> bool:
    """Return whether a clearing is about a page with these names: `depending_on` for a page not stored yet."""
    for name in cleared:
        if name == EVERYTHING or name in names:
            return True
        if name.endswith(f":{ALL_ROWS}"):
            table = name.removesuffix(ALL_ROWS)
            if any(one.startswith((table, f"{table[:-1]}.")) for one in names):
                return True
    return False


def make_old(pages: QuerySet[StoredPage], *, takes_away: bool = False) -> int:
    """Mark pages as old, in all stores; their files go with the next dropping. Returns how many."""
    values = {"keeps": False} if takes_away else {}
    return pages.update(
        version=F("version") + 1,
        is_fresh=False,
        must_drop=True,
        failures=0,
        retry_at=None,
        valid_until=None,
        **values,
    )


def reconcile(wanted: Iterable[Wanted], among: QuerySet[StoredPage] | None = None) -> None:
    """Add the addresses that are missing in a store, and mark those as gone that nobody wants any more.

    Args:
        wanted: What shall be there.
        among: The rows in question; all of them if missing. What stored answers lead to stays.
    """
    by_address = {one.address: one for one in wanted}
    rows = StoredPage.objects.all() if among is None else among
    gone = [
        row.pk
        for row in rows.filter(is_gone=False).only("pk", "address", "kind")
        if row.address not in by_address and row.kind != files.LINKED_KIND
    ]
    for start in range(0, len(gone), MOST_NAMES):
        these = StoredPage.objects.filter(pk__in=gone[start : start + MOST_NAMES])
        make_old(these, takes_away=True)
        these.update(is_gone=True)
    for store in Store.objects.all():
        _add_missing(store, by_address)


def _add_missing(store: Store, wanted: dict[str, Wanted]) -> None:
    addresses = list(wanted)
    there: dict[str, StoredPage] = {}
    for start in range(0, len(addresses), MOST_NAMES):
        part = addresses[start : start + MOST_NAMES]
        there |= {row.address: row for row in store.pages.filter(address__in=part)}
    changed = []
    for address, row in there.items():
        one = wanted[address]
        if row.is_gone or (row.owner, row.kind, row.rank) != (one.owner, one.kind, one.rank):
            row.owner, row.kind, row.rank, row.is_gone = one.owner, one.kind, one.rank, False
            changed.append(row)
    # The version stays: an address that came back was marked as old when it went.
    StoredPage.objects.bulk_update(changed, ["owner", "kind", "rank", "is_gone"], batch_size=200)
    StoredPage.objects.bulk_create(
        [
            StoredPage(store=store, address=one.address, owner=one.owner, kind=one.kind, rank=one.rank)
            for address, one in wanted.items()
            if address not in there
        ],
        batch_size=200,
    )
