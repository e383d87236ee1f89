"""Two machines, each with a store of its own: what one of them changes, the other one shows no longer."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.conf import settings as django_settings
from django.core.cache import cache
from django.db import connection
from django.test import override_settings

from core import navigation
from core.school_settings import SchoolSettings
from pagestore import clearing, dropping, files
from pagestore.clearing import clear_pending
from pagestore.keeper import Keeper
from pagestore.lock import IDLE_SECONDS, ledger
from pagestore.models import Change, StoredName, StoredPage
from tests import factories
from tests.module_school import school_for_the_module
from tests.page_store import (
    STORY,
    committed,
    fill,
    keeper,
    keeper_of_the_small_school,
    make_small_school,
    publish,
    shows,
    store_of_the_small_school,
    stored,
    story,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("store")]

FRONT = "/"

school = school_for_the_module(make_small_school)
store = store_of_the_small_school()
one = keeper_of_the_small_school()


@contextmanager
def on_the_other() -> Iterator[None]:
    """Be the second machine."""
    folder = django_settings.PAGE_STORE.parent / "pages-of-the-other"
    with override_settings(STORE_NAME="other", PAGE_STORE=folder):
        yield


@pytest.fixture
def other(store) -> Keeper:
    """The second machine's keeper, its store full."""
    with on_the_other():
        two = keeper()
        fill(two)
        assert stored(STORY)
    return two


def test_both_hold_the_same(one, other, store):
    fill(one)
    mine = {(address, path.read_bytes()) for _folder, address, path in files.everything()}
    with on_the_other():
        theirs = {(address, path.read_bytes()) for _folder, address, path in files.everything()}
    assert mine == theirs
    assert any(address.startswith("/sitemap-") for address, _content in theirs)


def test_a_published_page_is_old_on_both_with_the_next_look(one, other):
    with committed():
        publish("Đầu đề mới")
    with on_the_other():
        other.look()
        assert stored(STORY) is None
        assert stored(FRONT) is None
        fill(other)
        assert "Đầu đề mới" in (stored(STORY) or b"").decode()


def test_what_was_taken_down_is_on_neither(one, other):
    with committed():
        story().unpublish()
    assert shows("Cùng đọc sách") == []
    with on_the_other():
        other.look()
        assert shows("Cùng đọc sách") == []


def test_very_much_at_once_is_set_aside_on_the_other_too(one, other, monkeypatch):
    """Moved file by file, the last of them would be public for seconds."""
    for module in (clearing, dropping):
        monkeypatch.setattr(module, "MANY_PAGES", 5)
    monkeypatch.setattr(dropping, "MOST_NAMES", 3)
    rows = StoredPage.objects.all()
    StoredName.objects.bulk_create([StoredName(page=row, name="chung") for row in rows])
    Change.objects.create(names=["chung"])
    clear_pending()
    assert stored(STORY) is None
    with on_the_other():
        other.look()
        assert [address for folder, address, _path in files.everything() if folder == files.OPEN] == []
        assert stored(STORY, files.ASIDE) or stored(STORY, files.KEPT)


def test_the_other_forgets_its_menu_and_the_schools_name(one, other, client):
    """Each machine has a memory of its own: here the same one plays both, and is filled with what was."""
    other.look()
    page = factories.standard_page(slug="moi", title="Trang mới")
    name = SchoolSettings.cache_key(1)
    for key in (navigation.CACHE_KEY, name):
        cache.set(key, "cũ")
    Change.objects.create(names=[f"page:{page.pk}"])
    clear_pending()
    with on_the_other():
        other.look()
    assert cache.get(navigation.CACHE_KEY) is None
    assert cache.get(SchoolSettings.cache_key(SchoolSettings.objects.get().site_id)) is None


def test_who_is_frozen_while_holding_the_lock_loses_it():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite's lock goes with its process")
    with ledger(), connection.cursor() as cursor:
        cursor.execute("SHOW idle_in_transaction_session_timeout")
        assert cursor.fetchone() == (f"{IDLE_SECONDS}s",)
