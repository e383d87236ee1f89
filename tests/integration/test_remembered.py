"""What is remembered until something is written, and long lists that are reached from marks."""

import pytest
from django.db import connection, transaction
from django.test import RequestFactory
from wagtail.models import Page, Site

from core import long_list, page_indexes
from core.dependence import noting
from core.remembered import remembered
from news.models import NewsIndexPage, StoryPage
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
