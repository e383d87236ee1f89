"""The page store: what is public lies there, what is not does not; trouble."""

import re
import shutil

import pytest
from django.core.management.sql import emit_post_migrate_signal, emit_pre_migrate_signal
from django.db import connection
from django.db.migrations import Migration
from django.utils import timezone
from wagtail.models import Page

from core.statements import tables
from home.models import StandardPage
from news.models import NewsIndexPage, StoryPage
from pagestore import files, placing
from pagestore.addresses import all_addresses
from pagestore.keeper import Keeper
from pagestore.models import StoredPage
from pagestore.placing import make
from pagestore.rendering import render
from people.takedown import enforce
from tests import factories
from tests.module_school import school_for_the_module
from tests.page_store import (
    STORY,
    committed,
    differences,
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
from tests.proxy_server import ABOUT_THE_FILE, nginx_says, stored_headers

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("store")]
school = school_for_the_module(make_small_school)
store = store_of_the_small_school()
one = keeper_of_the_small_school()
FRONT, NEWS = "/", "/tin-bai/"


class TestTheFiles:
    def test_a_full_store_is_the_site(self):
        assert differences() == []
        assert (stored(STORY) or b"").strip().startswith(b"<!DOCTYPE html>")
        assert b"<rss" in (stored("/tin-bai/rss/") or b"")
        assert b"Sitemap:" in (stored("/robots.txt") or b"")

    def test_a_file_is_sent_as_the_answer_was(self, client, monkeypatch):
        """By ourselves with all headers; by nginx with those that docker/proxy/stored.conf adds."""
        monkeypatch.undo()  # the calendar and every feed
        sitemap = re.search(r"/sitemap-\d+\.xml", render("/sitemap.xml").body.decode())[0]
        extra = ["/hoat-dong/lich/", "/tin-bai/atom/", "/tin-bai/json/"]
        for address in [
            "/",
            NEWS,
            STORY,
            "/tin-bai/rss/",
            *extra,
            "/robots.txt",
            "/sitemap.xml",
            sitemap,
        ]:
            answer = render(address)
            assert answer.is_storable, address
            name = files.file_name(address, answer.content_type)
            files.place(name, answer.body)
            sent = client.get(address)
            assert sent["Cache-Control"] == "no-cache", "from the file"
            assert sent.content == answer.body
            assert sent["Content-Type"] == answer.content_type
            told = {name: value for name, value in answer.headers.items() if name not in ABOUT_THE_FILE}
            assert told == {name: value for name, value in sent.items() if name not in ABOUT_THE_FILE}
            assert told == stored_headers(**nginx_says(address, name))

    def test_what_a_file_cannot_say_is_not_stored(self):
        assert not render("/opensearch.xml").is_storable

    def test_two_versions_within_a_second_are_told_apart(self, one):
        """Nginx knows a file by its second and its size."""
        seen = set()
        for title in ("Đầu đề 1", "Đầu đề 2", "Đầu đề 3"):
            with committed():
                publish(title)
            one.step()
            path = files.lying(files.OPEN, STORY)[0]
            seen.add(int(path.stat().st_mtime))
            assert int(path.stat().st_mtime) == int(path.with_name("index.html.gz").stat().st_mtime)
        assert len(seen) == 3
        one.begin()
        assert stored(STORY), "and it is still known as ours"

    def test_a_change_is_in_the_file_after_one_step(self, one):
        with committed():
            publish("Đầu đề mới")
        assert stored(STORY) is None, "gone with the return of the publishing"
        assert "Cùng đọc sách" in (stored(STORY, files.KEPT) or b"").decode()
        one.step()
        assert "Đầu đề mới" in (stored(STORY) or b"").decode()
        assert stored(STORY, files.KEPT) is None
        fill(one)
        assert "Đầu đề mới" in (stored(FRONT) or b"").decode()

    def test_the_changed_page_comes_first(self):
        with committed():
            publish("Đầu đề mới")
        assert list(placing.to_make("main").values_list("address", flat=True))[:2] == [STORY, FRONT]

    def test_a_draft_is_no_change(self, one):
        with committed():
            page = story()
            page.title = "Chỉ là bản nháp"
            page.save_revision()
            factories.story(title="Bài chưa đăng", live=False)
        assert not StoredPage.objects.filter(is_fresh=False).exists()

    def test_what_is_unpublished_is_gone_at_once(self, one):
        with committed():
            story().unpublish()
        assert shows("Cùng đọc sách") == []
        fill(one)
        assert differences() == []

    def test_a_page_put_elsewhere_takes_those_below_along(self, one):
        with committed():
            page = StandardPage.objects.get(slug="tren")
            page.slug = "moi"
            page.save_revision().publish()
        assert stored("/tren/duoi/") is None
        assert stored("/tren/duoi/", files.KEPT) is None
        fill(one)
        assert stored("/moi/duoi/")
        with committed():
            page = StandardPage.objects.get(slug="moi")
            page.slug = "tren"
            page.save_revision().publish()
        fill(one)
        assert stored("/tren/duoi/")
        assert differences() == []

    def test_a_withdrawn_consent_leaves_no_copy(self, one):
        page = Page.objects.get(slug="bao-ngoc").specific
        assert shows("Bảo Ngọc Anh")
        with committed():  # the copies of lists lie in kept/
            page.lead = "Câu mới"
            page.save_revision().publish()
        assert any(path.startswith("kept/") for path in shows("Bảo Ngọc Anh"))
        with committed():
            page.person.consents.update(withdrawn_at=timezone.now())
            enforce(page.person, reason="Rút lại")
        assert shows("Bảo Ngọc Anh") == []
        fill(one)
        assert shows("Bảo Ngọc Anh") == []
        assert differences() == []

    def test_what_is_restricted_is_not_kept(self, one):
        with committed():
            NewsIndexPage.objects.get().view_restrictions.create(restriction_type="login")
        fill(one)
        assert shows("Cùng đọc sách") == []
        assert stored(NEWS) is None

    def test_every_table_that_a_page_reads_is_watched(self):
        """Else a change of it would be seen by nobody."""
        read = set()

        def look(execute, sql, params, many, context):
            read.update(re.findall(r'(?:FROM|JOIN) "(\w+)"', sql))
            return execute(sql, params, many, context)

        with connection.execute_wrapper(look):
            for wanted in all_addresses():
                render(wanted.address)
        assert "news_storypage" in read
        assert read - set(tables()) <= {"django_content_type"}


def migrated(plan):
    """Tell what ``migrate`` tells, before and after it follows a plan."""
    emit_pre_migrate_signal(verbosity=0, interactive=False, db="default", plan=plan)
    emit_post_migrate_signal(verbosity=0, interactive=False, db="default", plan=plan)


class TestTrouble:
    def test_a_page_that_fails_keeps_its_last_copy(self, one, monkeypatch, caplog):
        with committed():
            publish("Đầu đề mới")
        caplog.set_level("CRITICAL", logger="django.request")
        with monkeypatch.context() as broken:
            broken.setattr(StoryPage, "related", property(lambda self: 1 / 0))
            fill(one)
        assert stored(STORY) is None
        assert stored(STORY, files.KEPT)
        assert row().failures
        assert row().retry_at
        StoredPage.objects.update(retry_at=None)
        fill(one)
        assert stored(STORY)

    @pytest.mark.parametrize("broken", ["gzip.compress", "pathlib.Path.replace"])
    def test_a_full_disk_leaves_no_half_page(self, one, monkeypatch, broken):
        with committed():
            publish("Đầu đề mới")

        def full(*args, **kwargs):
            raise OSError(28, "No space left on device")

        with monkeypatch.context() as disk:
            disk.setattr(broken, full)
            make(row())
        assert stored(STORY) is None
        assert not row().is_fresh
        assert list((files.root() / files.TMP).iterdir()) == []

    def test_a_full_disk_takes_no_last_copy_and_shows_nothing_old(self, one, monkeypatch, caplog):
        def full(*args, **kwargs):
            raise OSError(28, "No space left on device")

        caplog.set_level("CRITICAL", logger="pagestore")
        with monkeypatch.context() as disk:
            disk.setattr("pathlib.Path.mkdir", full)
            with committed():
                publish("Đầu đề mới")
        assert stored(STORY) is None
        assert shows("Cùng đọc sách") == []
        fill(one)
        assert differences() == []

    def test_a_store_that_was_deleted_fills_again(self, one, store):
        one.look()
        shutil.rmtree(store)
        one.looked_at_stamp = 0
        fill(one)
        assert differences() == []

    def test_a_file_that_was_deleted_comes_back(self, one, store, monkeypatch):
        monkeypatch.setattr("pagestore.keeper.LOOKED_FOR", 3)
        shutil.rmtree(store / "open/tin-bai")
        for _ in range(StoredPage.objects.count() // 3 + 1):
            one.looked_at_stamp = 0
            fill(one)
        assert differences() == []

    def test_a_file_that_was_deleted_comes_back_with_the_next_start(self, one, store):
        (store / "open/tin-bai/doc-sach/index.html").unlink()
        (store / "open/cua-ai").mkdir()
        (store / "open/cua-ai/index.html").write_text("không của ai")
        one.begin()
        fill(one)
        assert differences() == []

    def test_what_was_placed_by_a_keeper_that_was_killed_before_its_commit_is_made_anew(self, one, store):
        StoredPage.objects.filter(address=STORY).update(is_fresh=False)
        one.begin()
        assert stored(STORY) is None

    def test_a_section_that_was_never_made_still_loses_its_addresses(self, one):
        with committed():
            week = factories.edition()
            factories.week_page(week)
            task = factories.plan_task(week, factories.department())
        before = StoredPage.objects.filter(address__contains="/bo-phan/").count()
        assert before
        with committed():
            task.delete()
        assert StoredPage.objects.filter(address__contains="/bo-phan/").count() == before - 1

    def test_a_new_version_of_the_code_makes_everything_anew(self):
        new = Keeper(stamp="another")
        new.begin()
        assert stored(STORY) is None
        assert stored(STORY, files.KEPT)
        fill(new)
        assert differences() == []

    def test_a_start_that_finds_nothing_to_migrate_changes_nothing(self, one):
        with committed():
            migrated(plan=[])
        assert not StoredPage.objects.filter(is_fresh=False).exists()
        assert stored(STORY)

    def test_after_a_migration_everything_is_made_anew_and_each_last_copy_may_be_read(self, one):
        with committed():
            migrated(plan=[(Migration("0001_initial", "pagestore"), False)])
        assert stored(STORY) is None
        assert stored(STORY, files.ASIDE) or stored(STORY, files.KEPT)
        fill(one)
        assert differences() == []

    def test_when_the_tables_are_emptied_nothing_stays(self):
        with committed():
            emit_post_migrate_signal(verbosity=0, interactive=False, db="default")
        assert shows("Cùng đọc sách") == []

    def test_an_address_that_is_too_long_is_the_sites_to_answer(self, one):
        with committed():
            above = factories.standard_page(slug="a" * 250)
            below = factories.standard_page(above, slug="b" * 250)
        assert StoredPage.objects.filter(owner=above.pk).exists()
        assert not StoredPage.objects.filter(owner=below.pk).exists()

    def test_a_page_with_a_cookie_is_not_for_everybody(self, one, monkeypatch):
        from django.http import HttpResponse

        def serve(self, request):
            response = HttpResponse("riêng")
            response.set_cookie("a", "b")
            return response

        monkeypatch.setattr(StoryPage, "serve", serve)
        with committed():
            publish("Đầu đề mới")
        fill(one)
        assert stored(STORY) is None
