"""What is remembered until something is written, and long lists that are reached from marks."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import RequestFactory
from wagtail.models import Page, PageViewRestriction, Site

from core import long_list, page_indexes
from core.dependence import noting
from core.remembered import ANY_PAGE, remembered
from home.models import HomePage
from news.models import NewsIndexPage, StoryPage
from resources.models import ResourcePage
from tests import factories
from tests.module_school import school_for_the_module

pytestmark = pytest.mark.django_db
school = school_for_the_module(lambda: factories.many_stories(60, category="reading"))


def counted(calls: list[int]) -> int:
    def count() -> int:
        calls.append(1)
        return StoryPage.objects.count()

    return remembered("test:stories", ("news_storypage",), count)


def test_a_number_is_remembered_until_a_row_is_written_in_any_way(school):
    calls: list[int] = []
    assert [counted(calls), counted(calls), len(calls)] == [60, 60, 1]
    factories.story()
    assert [counted(calls), len(calls)] == [61, 2]
    StoryPage.objects.filter(pk=StoryPage.objects.first().pk).update(category="notice")
    counted(calls)
    assert len(calls) == 3
    with connection.cursor() as cursor:
        cursor.execute("UPDATE wagtailcore_page SET live = live WHERE id = 0")
    counted(calls)
    assert len(calls) == 4


def test_what_is_narrowly_remembered_outlives_a_write_to_other_tables(school):
    calls: list[int] = []
    tables = ("resources_resourcepage", ANY_PAGE, "wagtailcore_pageviewrestriction")

    def count() -> int:
        calls.append(1)
        return ResourcePage.objects.published().count()

    def counted_after(write: Callable[[], Any]) -> tuple[int, int]:
        """Look as another process would, once the write is committed."""
        with transaction.atomic():
            # Whatever hangs on the commit of the test's own transaction is left alone.
            waiting, connection.run_on_commit = connection.run_on_commit, []
            write()
            for _savepoints, function, _robust in connection.run_on_commit:
                function()
            connection.run_on_commit = []
        number = remembered("test:resources", tables, count, narrowly=True)
        connection.run_on_commit = waiting
        return number, len(calls)

    story = StoryPage.objects.first()
    assert counted_after(lambda: None) == (0, 1)
    assert counted_after(story.save) == (0, 1)
    assert counted_after(lambda: story.save_revision().publish()) == (0, 1)
    assert counted_after(factories.story) == (0, 1)
    assert counted_after(factories.resource) == (1, 2)
    made = ResourcePage.objects.get()
    assert counted_after(made.unpublish) == (0, 3)
    assert counted_after(made.save_revision().publish) == (1, 4)
    assert counted_after(lambda: Page.objects.get(pk=made.pk).unpublish()) == (0, 5)
    assert counted_after(lambda: Page.objects.filter(pk=made.pk).update(live=True)) == (1, 6)
    assert counted_after(lambda: made.move(HomePage.objects.get(), "last-child"))[1] > 6
    calls.clear()
    lock = {"page": HomePage.objects.get(), "restriction_type": PageViewRestriction.LOGIN}
    assert counted_after(lambda: PageViewRestriction.objects.create(**lock)) == (0, 1)


def test_what_a_savepoint_has_seen_is_not_remembered_outside(school):
    calls: list[int] = []
    assert counted(calls) == 60
    with transaction.atomic():
        factories.story()
        assert counted(calls) == 61
        transaction.set_rollback(True)
    assert counted(calls) == 60


def test_an_answer_that_shows_it_depends_on_its_tables(school):
    calls: list[int] = []
    with noting() as notes:
        counted(calls)
        assert "news_storypage" in notes.names
        notes.names.clear()
        counted(calls)
    assert (len(calls), notes.names) == (1, {"news_storypage"})


def test_the_deep_pages_of_a_long_list_have_every_story_once(school, client, monkeypatch):
    monkeypatch.setattr(long_list, "STRIDE", 18)
    Page.objects.filter(pk__in=StoryPage.objects.order_by("pk")[10:40].values("pk")).update(
        first_published_at=StoryPage.objects.first().first_published_at
    )
    listed = [
        story.pk
        for number in range(1, 6)
        for story in client.get(f"/tin-bai/trang-{number}/", follow=True).context["stories"].object_list
    ]
    expected = NewsIndexPage.objects.get().stories().values_list("pk", flat=True)
    assert listed == list(expected)
    filtered = client.get("/tin-bai/?chuyen-muc=reading&trang=3").context["stories"].object_list
    assert [story.pk for story in filtered] == list(expected)[24:36]


def test_pages_by_type_have_their_indexes_again_after_a_table_was_rebuilt(school):
    def names() -> set[str]:
        with connection.cursor() as cursor:
            return set(connection.introspection.get_constraints(cursor, "wagtailcore_page"))

    assert set(page_indexes.INDEXES) <= names()
    with connection.cursor() as cursor:
        cursor.execute("DROP INDEX core_page_newest")
    page_indexes.make_indexes()
    assert set(page_indexes.INDEXES) <= names()


def test_wagtail_takes_the_site_that_it_is_told(school, client):
    """``core.known_site`` gives it by a private name."""
    request = RequestFactory().get("/")
    told = Site(hostname="noi-khac.example")
    request._wagtail_site = told
    assert Site.find_for_request(request) is told
    Site.objects.update(site_name="Tên khác")
    client.get("/")
    assert client.get("/").wsgi_request._wagtail_site.site_name == "Tên khác"
