"""A page with very many below it is moved, or gets another address: the store is right at once, at no growing price."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect

from home.models import StandardPage
from pagestore import clearing, dropping, files
from pagestore.clearing import clear_pending, reconcile
from pagestore.dropping import drop_files
from pagestore.models import Change, StoredName, StoredPage
from tests import factories
from tests.bench.school import add_pages
from tests.module_school import school_for_the_module
from tests.page_store import (
    committed,
    keeper_of_the_small_school,
    make_small_school,
    store_of_the_small_school,
    stored,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("store")]
CHILDREN = 1050
"""More than SQLite takes conditions in one question."""
FILES = range(1, CHILDREN, 50)
MOST_QUERIES = 260
"""They come in batches; one for each page below would be four times as many."""


def make_school() -> None:
    """The small school with a page that has very many below it."""
    make_small_school()
    factories.standard_page(slug="khac")
    above = StandardPage.objects.get(slug="tren")
    add_pages(
        above,
        StandardPage,
        CHILDREN,
        timezone.now(),
        lambda number: {"title": f"Trang {number}", "lead": "Câu."},
    )


school = school_for_the_module(make_school)
store = store_of_the_small_school()
one = keeper_of_the_small_school()


@pytest.fixture
def pages(one):
    """The address of the page above; some of those below lie in the store."""
    one.begin()
    addresses = [f"/tren/standardpage-{number}/" for number in FILES]
    for address in addresses:
        files.place(files.file_name(address, "text/html"), b"cu")
    StoredPage.objects.update(is_fresh=True, has_file=True, must_drop=False)
    return addresses


def move() -> None:
    page = StandardPage.objects.get(slug="tren")
    page.move(StandardPage.objects.get(slug="khac"), "last-child")


def rename() -> None:
    page = StandardPage.objects.get(slug="tren")
    page.slug = "moi"
    page.save_revision().publish()


def test_moved(pages, monkeypatch):
    _is_cleared(pages, monkeypatch, move, "/khac/tren")


def test_renamed(pages, monkeypatch):
    _is_cleared(pages, monkeypatch, rename, "/moi")


def _is_cleared(pages, monkeypatch, change, now) -> None:
    seen_by_reconcile = []

    def look(wanted, among=None):
        seen_by_reconcile.append([address for address in pages if stored(address)])
        reconcile(wanted, among)

    monkeypatch.setattr(clearing, "reconcile", look)
    with CaptureQueriesContext(connection) as captured, committed():
        change()
    assert seen_by_reconcile[0] == [], "they are gone before what takes long"
    for address in pages:
        assert stored(address) is None
        assert stored(address, files.KEPT) is None, "it leads elsewhere now"
    drop_files()  # what the keeper does meanwhile: nothing of it is public
    assert files.set_asides() == []
    assert not StoredPage.objects.filter(address__startswith="/tren/").exists()
    assert StoredPage.objects.filter(address__startswith=f"{now}/standardpage-").count() == CHILDREN
    assert Redirect.objects.filter(old_path__startswith="/tren/standardpage-").count() == CHILDREN
    assert len(captured) < MOST_QUERIES, len(captured)


def last_copy(address: str) -> bytes | None:
    """What is answered for a page that is made anew, when there is no application."""
    return stored(address, files.ASIDE) or stored(address, files.KEPT)


def test_what_most_pages_show_leaves_the_last_copy_of_each(pages, one):
    rows = StoredPage.objects.exclude(address=pages[1])
    StoredName.objects.bulk_create([StoredName(page=row, name="chung") for row in rows], batch_size=300)
    Change.objects.create(names=["chung"])
    clear_pending()
    assert {stored(address) for address in pages} == {None}
    assert {last_copy(address) for address in pages} == {b"cu"}
    assert files.is_stamped("test")
    assert files.is_aside(), "the keeper clears up, the editor does not wait"
    while files.is_aside():
        assert {last_copy(address) for address in pages} == {b"cu"}
        one.look()
    assert {stored(address, files.KEPT) for address in pages} == {b"cu"}


def test_of_what_was_set_aside_nothing_stays_that_may_not_be_read(pages, one):
    rows = list(StoredPage.objects.all())
    names = [StoredName(page=row, name="chung") for row in rows]
    names += [StoredName(page=row, name="it") for row in rows if row.address == pages[0]]
    StoredName.objects.bulk_create(names, batch_size=300)
    Change.objects.create(names=["chung"])
    clear_pending()
    Change.objects.create(names=["it"], takes_away=True)
    clear_pending()
    assert last_copy(pages[0]) is None
    assert last_copy(pages[1]) == b"cu"
    Change.objects.create(names=["*"], takes_away=True)
    clear_pending()
    assert {last_copy(address) for address in pages} == {None}
    drop_files()
    assert {last_copy(address) for address in pages} == {None}
    assert files.set_asides() == []


def test_a_large_removal_leaves_no_copy_of_a_list_that_names_it(pages, one):
    """More pages leave than are followed one by one; the lists that name them are everywhere."""
    files.place(files.file_name("/tin-bai/", "text/html"), b"nhac ten bai da go")
    StoredPage.objects.filter(address="/tin-bai/").update(is_fresh=True, has_file=True, must_drop=False)
    closed = StandardPage.objects.get(slug="khac")
    with committed():
        closed.view_restrictions.create(restriction_type="login")
        move()
    drop_files()
    assert stored("/tin-bai/") is None
    assert last_copy("/tin-bai/") is None


def test_what_was_made_since_leaves_first(pages, monkeypatch):
    """More is set aside than goes in a batch or two; an editor's change of a page made since is seen at once."""
    monkeypatch.setattr(dropping, "MOST_NAMES", 100)
    rows = StoredPage.objects.all()
    StoredName.objects.bulk_create([StoredName(page=row, name="chung") for row in rows], batch_size=300)
    Change.objects.create(names=["chung"])
    clear_pending()
    address = pages[-1]
    files.place(files.file_name(address, "text/html"), b"moi")
    StoredPage.objects.filter(address=address).update(
        is_fresh=True, has_file=True, must_drop=False, rendered_at=timezone.now()
    )
    assert last_copy(address) is None
    StoredName.objects.create(page=StoredPage.objects.get(address=address), name="it")
    Change.objects.create(names=["it"])
    clear_pending()
    assert StoredPage.objects.filter(must_drop=True).exists(), "not all is cleared up yet"
    assert stored(address) is None
    assert last_copy(address) == b"moi"


def test_many_that_may_not_be_read_any_more_do_not_make_a_larger_store_old(pages, monkeypatch):
    for module in (clearing, dropping):
        monkeypatch.setattr(module, "MANY_PAGES", 5)
    gone = list(StoredPage.objects.filter(address__in=pages[:8]).values_list("pk", flat=True))
    StoredName.objects.bulk_create([StoredName(page_id=pk, name="it") for pk in gone])
    Change.objects.create(names=["it"], takes_away=True)
    clear_pending()
    assert [stored(address) for address in pages[:8]] == [None] * 8
    assert stored(pages[8]) == b"cu"
    assert StoredPage.objects.get(address=pages[8]).is_fresh
