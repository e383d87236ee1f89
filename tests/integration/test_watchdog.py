"""What editors see of the runner: that it lives, what is late and why, and doing it now without it."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.contrib.contenttypes.models import ContentType
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, PageLogEntry

from accounts.roles import Role
from tests import factories
from tests.module_school import school_for_the_module
from workflow import taking
from workflow.clock_words import length_of, moment_words
from workflow.dashboard import SchedulePanel
from workflow.heartbeat import Heartbeat
from workflow.models import ScheduleFailure
from workflow.schedule import run_due

pytestmark = pytest.mark.django_db
school = school_for_the_module()

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
MINUTE = dt.timedelta(minutes=1)
STOPPED = dt.datetime(2026, 10, 5, 7, 20, tzinfo=VIETNAM)


@pytest.fixture
def clock():
    with time_machine.travel(STOPPED, tick=False) as traveller:
        yield traveller


@pytest.fixture
def editor(school):
    return factories.user(Role.EDITOR)


@pytest.fixture
def browsing(client, editor):
    client.force_login(editor)
    return client


def scheduled(title, moment, **fields):
    page = factories.story(title=title, live=False, **fields)
    page.go_live_at = moment
    page.save_revision(clean=False).publish()
    page.refresh_from_db()
    return page


def name_of(page):
    return f"publish-{ContentType.objects.get_for_model(Page).pk}-{page.pk}"


def panel_for(user):
    request = RequestFactory().get("/admin/")
    request.user = user
    return SchedulePanel().render_html({"request": request})


def edit_screen(client, page):
    return client.get(f"/admin/pages/{page.pk}/edit/").content.decode()


def test_ten_minutes_without_the_runner(browsing, editor, clock, school):
    """The editor sees what is late and why; when it runs again all goes out once, in order of time."""
    Heartbeat().beat()
    last = scheduled("Sau cùng", STOPPED + 9 * MINUTE)
    first = scheduled("Đầu tiên", STOPPED + 2 * MINUTE)
    taken = scheduled("Trùng đường dẫn", STOPPED + 5 * MINUTE, slug="doc-sach")
    in_time = edit_screen(browsing, first)
    assert "Sẽ đăng lúc 7:22, Thứ Hai 5/10/2026." in in_time
    assert "Thử đăng lại ngay" not in in_time

    clock.shift(10 * MINUTE)
    for html in (panel_for(editor), browsing.get("/admin/lich-dang/").content.decode()):
        assert "Bộ hẹn giờ đã ngừng 10 phút" in html
        for late in ("trễ 8 phút", "trễ 5 phút", "trễ 1 phút"):
            assert f"đã {late}" in html.lower()
        assert "ì bộ hẹn giờ đã ngừng 10 phút." in html
        assert html.index("Đầu tiên") < html.index("Trùng đường dẫn") < html.index("Sau cùng")
    edited = edit_screen(browsing, first)
    sentence = "nhưng đã trễ 8 phút: vì bộ hẹn giờ đã ngừng 10 phút."
    assert edited.count(sentence) == 2, "above the form and in the panel"
    assert "Thử đăng lại ngay" in edited

    Page.objects.filter(pk=taken.pk).update(slug="cho-khac")
    other = factories.story(title="Chiếm chỗ", slug="doc-sach")
    result = run_due()
    Heartbeat().beat()
    assert (result.published, result.failed) == (2, 1)
    assert "nhưng đã trễ 5 phút: Đường dẫn “doc-sach” đã có trang khác dùng" in edit_screen(browsing, taken)
    other.slug = "cho-moi"
    other.save()
    clock.shift(MINUTE)
    assert run_due().published == 1
    assert not run_due()
    went_out = PageLogEntry.objects.filter(action="wagtail.publish.scheduled").order_by("pk")
    assert list(went_out.values_list("page_id", flat=True)) == [first.pk, last.pk, taken.pk]
    assert "đã trễ" not in panel_for(editor)


class TestRetry:
    @pytest.fixture
    def late(self, clock, editor):
        page = scheduled("Bài trễ", STOPPED + MINUTE)
        clock.shift(13 * MINUTE)
        return page

    def retry(self, client, page, **fields):
        return client.post(reverse("workflow_calendar:retry"), {"bai": name_of(page), **fields}, follow=True)

    def test_publishes_while_the_runner_is_dead(self, browsing, editor, late):
        response = self.retry(browsing, late, next="/admin/lich-dang/?xem=tuan")
        assert "Đã đăng “Bài trễ”." in response.content.decode()
        assert response.redirect_chain[-1][0] == "/admin/lich-dang/?xem=tuan"
        late.refresh_from_db()
        assert late.live
        entries = PageLogEntry.objects.filter(page_id=late.pk, action="wagtail.publish.scheduled")
        assert [entry.user for entry in entries] == [editor]
        assert not run_due(), "the runner finds nothing left"
        assert "không còn trễ" in self.retry(browsing, late).content.decode()
        assert entries.count() == 1

    def test_says_why_not_and_does_not_wait_for_the_next_attempt(self, browsing, late):
        child = factories.person(full_name="Lê Hoàng Bảo Ngọc")
        revision = late.scheduled_revision
        revision.content = {**revision.content, "lead": "Em Lê Hoàng Bảo Ngọc đọc ba cuốn sách."}
        revision.save()
        assert run_due().failed == 1
        for _time in range(2):
            answer = self.retry(browsing, late).content.decode()
            assert "Vẫn chưa được." in answer
            assert "Lê Hoàng Bảo Ngọc" in answer
        assert ScheduleFailure.objects.get().attempts == 3
        factories.consent(child, purpose="story")
        assert "Đã đăng" in self.retry(browsing, late).content.decode()

    def test_only_who_may_publish_it(self, client, late):
        client.force_login(factories.user(Role.LIBRARIAN))
        assert self.retry(client, late).status_code == 403
        late.refresh_from_db()
        assert not late.live

    def test_gives_way_to_a_runner_that_was_quicker(self, browsing, late, monkeypatch):
        """Between the list and the lock the runner has published it."""
        take = taking.take

        def slower(item, now):
            assert take(item, now).published == 1
            return take(item, now)

        monkeypatch.setattr("workflow.retrying.take", slower)
        assert "không còn trễ" in self.retry(browsing, late).content.decode()
        assert PageLogEntry.objects.filter(page_id=late.pk, action="wagtail.publish.scheduled").count() == 1

    def test_a_get_changes_nothing(self, browsing, late):
        assert browsing.get(reverse("workflow_calendar:retry"), {"bai": name_of(late)}).status_code == 405


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (3, "3 giây"),
        (59, "59 giây"),
        (720, "12 phút"),
        (3600, "1 giờ"),
        (7500, "2 giờ 5 phút"),
        (200_000, "2 ngày"),
    ],
)
def test_lengths_in_words(seconds, words):
    assert length_of(dt.timedelta(seconds=seconds)) == words


def test_a_moment_in_words():
    assert moment_words(dt.datetime(2026, 10, 4, 0, 30, tzinfo=dt.UTC)) == "7:30, Chủ nhật 4/10/2026"


def test_the_heartbeat_in_words(browsing, clock):
    assert "Bộ hẹn giờ chưa chạy lần nào" in browsing.get("/admin/lich-dang/").content.decode()
    Heartbeat().beat()
    clock.shift(3)
    assert (
        "Bộ hẹn giờ: đang chạy, nhịp cuối 3 giây trước." in browsing.get("/admin/lich-dang/").content.decode()
    )
    clock.move_to(timezone.now() + 12 * MINUTE)
    assert "Bộ hẹn giờ đã ngừng 12 phút" in browsing.get("/admin/lich-dang/").content.decode()
