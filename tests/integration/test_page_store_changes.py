"""Changes of the page store: seen whichever way they come, at every moment of a rendering, and by the clock."""

import os
import time
from datetime import timedelta

import pytest
import time_machine
from django.db import connection, transaction
from django.test import TestCase
from django.utils import timezone
from wagtail.models import Page

from core.clock import went_on
from news.models import StoryPage
from pagestore import files, placing
from pagestore.clearing import clear_pending
from pagestore.dropping import drop_files
from pagestore.models import Change, StoredPage
from pagestore.placing import make
from pagestore.rendering import render
from tests import factories
from tests.module_school import school_for_the_module
from tests.page_store import (
    STORY,
    committed,
    fill,
    keeper_of_the_small_school,
    make_small_school,
    publish,
    row,
    shows,
    store_of_the_small_school,
    stored,
    story,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("store")]
school = school_for_the_module(make_small_school)
store = store_of_the_small_school()
one = keeper_of_the_small_school()
FRONT = "/"


class TestInBetween:
    """A change at every moment of a rendering."""

    def meanwhile(self, monkeypatch, act):
        """Let something happen between the rendering and the placing."""
        real = placing.render

        def render(address):
            answer = real(address)
            act()
            return answer

        monkeypatch.setattr(placing, "render", render)

    def old(self) -> StoredPage:
        with committed():
            publish("Đầu đề mới")
        return row()

    def test_a_change_not_cleared_yet_keeps_a_page_from_its_place(self, monkeypatch):
        old = self.old()
        self.meanwhile(monkeypatch, lambda: Change.objects.create(names=["anything"]))
        assert make(old) is False
        assert stored(STORY) is None

    def test_a_change_cleared_meanwhile_keeps_it_too(self, monkeypatch):
        old = self.old()

        def act():
            with committed():
                publish("Lại đổi")

        with monkeypatch.context() as patch:
            self.meanwhile(patch, act)
            assert make(old) is False
        assert make(row()) is True
        assert "Lại đổi" in (stored(STORY) or b"").decode()

    def test_a_change_of_what_the_page_only_now_shows_is_seen(self, monkeypatch):
        """The names of the last rendering say nothing of it."""
        with committed():
            new = factories.story(title="Bài bên cạnh", slug="ben-canh")
        old = row()
        old.names.filter(name=f"page:{new.pk}").delete()

        def act():
            with committed():
                StoryPage.objects.filter(pk=new.pk).update(lead="Đã sửa", title="Đã sửa tên")

        self.meanwhile(monkeypatch, act)
        assert make(old) is False

    def test_another_change_lets_it_through(self, monkeypatch):
        old = self.old()

        def act():
            with committed():
                factories.legal_basis()

        self.meanwhile(monkeypatch, act)
        assert make(old) is True

    def test_a_change_after_the_placing_takes_it_away(self):
        assert make(self.old()) is True
        with committed():
            publish("Lại đổi")
        assert stored(STORY) is None

    def test_a_process_that_ends_after_its_commit_loses_nothing(self, one):
        with TestCase.captureOnCommitCallbacks(), transaction.atomic():
            publish("Đầu đề mới")
        assert Change.objects.exists()
        assert "Cùng đọc sách" in (stored(STORY) or b"").decode(), "nobody has cleared yet"
        one.look()
        assert stored(STORY) is None

    def test_what_is_taken_back_is_no_change(self):
        with committed(), transaction.atomic():
            publish("Đầu đề mới")
            transaction.set_rollback(True)
        assert row().is_fresh

    def test_what_is_taken_back_and_done_again_is_one(self):
        """The savepoint took the note with it."""
        with committed():
            with transaction.atomic():
                StoryPage.objects.filter(slug="doc-sach").update(category="notice")
                transaction.set_rollback(True)
            StoryPage.objects.filter(slug="doc-sach").update(category="notice")
        assert not row().is_fresh


class TestSeeing:
    """Whatever writes is seen, whichever way."""

    @pytest.mark.parametrize(
        "write",
        [
            lambda page: StoryPage.objects.filter(pk=page.pk).update(lead="x"),
            lambda page: Page.objects.filter(title__startswith="Cùng").update(title="x"),
            lambda page: page.tags.add("lớp 3") or page.save(),
            lambda page: StoryPage.objects.bulk_update([page], ["category"]),
            lambda page: connection.cursor().execute("UPDATE news_storypage SET category = 'notice'"),
            lambda page: connection.cursor().executemany(
                "UPDATE news_storypage SET category = %s WHERE page_ptr_id = %s", [("notice", page.pk)]
            ),
            lambda page: connection.cursor().executemany(
                "DELETE FROM news_taggedstory WHERE content_object_id = %s", [(page.pk,)]
            ),
        ],
        ids=["update", "of a parent", "tags", "bulk", "sql", "many", "many parts"],
    )
    def test_a_write_makes_the_page_old(self, write):
        with committed():
            write(story())
        assert not row().is_fresh

    def test_the_columns_of_a_draft_are_no_change(self):
        with committed():
            Page.objects.filter(slug="doc-sach").update(draft_title="x", has_unpublished_changes=True)
        assert row().is_fresh

    def test_rows_that_others_added_in_between_are_seen(self, monkeypatch):
        """On PostgreSQL a statement may meet other rows than were there a moment before."""
        monkeypatch.setattr("pagestore.changes._column", lambda column, write, connection: [])
        with committed():
            StoryPage.objects.filter(category=story().category).update(lead="x")
        assert not row().is_fresh

    def test_without_a_transaction_around_it_a_write_and_its_note_are_one(self):
        """A single statement commits by itself; its note must not be lost between the two."""
        clear_pending()
        StoryPage.objects.filter(slug="doc-sach").update(category="notice")
        assert Change.objects.count() == 1
        clear_pending()
        drop_files()
        assert stored(STORY) is None


class TestTheClock:
    def test_an_answer_is_the_same_until_the_moment_it_names(self):
        """Whatever looks at the clock says so."""
        later = timezone.now() + timedelta(days=400)
        for page in StoredPage.objects.filter(has_file=True):
            moment = page.valid_until - timedelta(seconds=1) if page.valid_until else later
            with time_machine.travel(moment, tick=False):
                assert render(page.address).body == stored(page.address), page.address

    def test_midnight_makes_the_front_page_anew(self, one):
        assert row(FRONT).valid_until is not None
        with time_machine.travel(row(FRONT).valid_until + timedelta(seconds=1), tick=True):
            one.look()
            assert stored(FRONT) is None
            fill(one)
            assert stored(FRONT)

    def test_when_the_keeper_is_silent_the_schedule_runner_takes_away_what_is_over(self, store):
        files.beat()
        later = row(FRONT).valid_until + timedelta(seconds=1)
        with time_machine.travel(later, tick=True):
            os.utime(store / files.BEAT, (time.time(), time.time()))
            went_on.send(None)
            assert stored(FRONT), "the keeper is there"
        with time_machine.travel(later + timedelta(minutes=1), tick=True):
            went_on.send(None)
            assert stored(FRONT) is None
            assert stored("/robots.txt")

    def test_an_activity_ends(self, one):
        with committed():
            factories.activity(slug="doc-chung", starts_at=timezone.now())
        fill(one)
        page = row("/hoat-dong/doc-chung/")
        assert page.valid_until is not None
        assert page.valid_until - timezone.now() < timedelta(minutes=91)

    def test_a_consent_that_ends_with_the_day_leaves_no_copy(self, one):
        person = Page.objects.get(slug="bao-ngoc").specific.person
        with committed():
            made = factories.commendation_round(state="live")
            made.commendations.update(person=person, profile=None)
            person.consents.update(expires_on=timezone.localdate())
            Page.objects.get(slug="bao-ngoc").specific.unpublish()
        fill(one)
        assert shows("Bảo Ngọc Anh")
        with time_machine.travel(timezone.now() + timedelta(days=1), tick=True):
            one.look()
            assert shows("Bảo Ngọc Anh") == []
