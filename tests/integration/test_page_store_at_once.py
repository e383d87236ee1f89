"""Two who publish and a keeper at work, all at the same moment."""

import threading
from contextlib import suppress

import pytest
from django.db import connection, connections

from news.models import NewsIndexPage, StoryPage
from pagestore.keeper import Keeper
from tests import factories
from tests.page_store import differences, fewer_addresses, fill, keeper

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time"),
]
TIMES = 4


@pytest.mark.parametrize("pages", [2, 1], ids=["two pages", "the same page"])
def test_nothing_is_lost(settings, tmp_path, monkeypatch, school, pages):
    monkeypatch.setattr(NewsIndexPage, "stored_addresses", fewer_addresses)
    settings.PAGE_STORE = tmp_path / "pages"
    numbers = [factories.story().pk for _ in range(pages)] * (2 // pages)
    fill(keeper())
    done, errors = threading.Event(), []

    def run(work):
        try:
            work()
        except Exception as error:  # noqa: BLE001  # shown by the assertion
            errors.append(error)
        finally:
            connections.close_all()

    def publish(number, who):
        for time in range(TIMES):
            story = StoryPage.objects.get(pk=number)
            story.title = f"Lần {time} của {who}"
            story.save_revision().publish()

    def keep():
        one = Keeper(stamp="test")
        while not done.is_set():
            one.step()

    keeping = threading.Thread(target=run, args=(keep,))
    publishing = [
        threading.Thread(target=run, args=(lambda n=number, w=who: publish(n, w),))
        for who, number in enumerate(numbers)
    ]
    for thread in [keeping, *publishing]:
        thread.start()
    for thread in publishing:
        thread.join()
    done.set()
    keeping.join()
    with suppress(AssertionError):
        fill(Keeper(stamp="test"))
    assert errors == []
    assert differences() == []
