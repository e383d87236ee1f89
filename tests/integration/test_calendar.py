""" "Lịch đăng": what stands on it, for whom, and what can be done there."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar as ReadCalendar
from wagtail.models import Page, PageLogEntry, Revision

from accounts.roles import Role
from honors.models import CommendationRound, RoundState
from news.models import StoryPage
from tests import factories
from tests.module_school import school_for_the_module
from workflow.entries import Collection
from workflow.filters import CalendarFilter
from workflow.models import CalendarFeed, ScheduleFailure
from workflow.periods import CalendarView, Period
from workflow.rescheduling import cancel, schedule
from workflow.schedule import run_due
from workflow.states import EntryState

pytestmark = pytest.mark.django_db
school = school_for_the_module()

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
NOW = dt.datetime(2026, 10, 5, 9, 0, tzinfo=VIETNAM)  # a Monday
INDEX = "/admin/lich-dang/"


def at(day, hour=7, minute=30, month=10):
    return dt.datetime(2026, month, day, hour, minute, tzinfo=VIETNAM)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def editor(school):
    return factories.user(Role.EDITOR)


@pytest.fixture
def librarian(school):
    return factories.user(Role.LIBRARIAN)


@pytest.fixture
def browsing(client, editor):
    client.force_login(editor)
    return client


def draft(title="Bản nháp", owner=None, **fields):
    page = factories.story(title=title, live=False, owner=owner, **fields)
    page.save_revision(user=owner, clean=False)
    return page


def scheduled(title, moment, **fields):
    page = draft(title, **fields)
    page.go_live_at = moment
    page.save_revision(clean=False).publish(user=None)
    page.refresh_from_db()
    return page


def name_of(page):
    return f"publish-{ContentType.objects.get_for_model(Page).pk}-{page.pk}"


def seen(user, start=None, end=None, **filters):
    """Return (state, title) of what the user sees in October, or between two moments."""
    period = Period(CalendarView.LIST, NOW.date())
    collection = Collection(user, CalendarFilter(**filters), timezone.now())
    return [
        (entry.state, entry.title)
        for entry in collection.between(start or period.starts_at, end or period.ends_at)
    ]


def days_of(response):
    """Return how many entries each day of the answer has."""
    return {day.date: len(day.entries) for day in response.context["days"] if day.entries}


class TestPeriods:
    def test_a_month_begins_on_monday_and_ends_on_sunday(self):
        days = Period(CalendarView.MONTH, dt.date(2026, 10, 20)).days
        assert (days[0], days[-1]) == (dt.date(2026, 9, 28), dt.date(2026, 11, 1))
        assert Period(CalendarView.MONTH, days[0]).weekdays[0] == "Thứ Hai"

    def test_the_hours_after_midnight_belong_to_their_vietnamese_day(self, browsing):
        """In UTC all of these are the day, and for the first of a month the month, before."""
        moments = [at(1, 0, 5), at(5, 6, 59), at(31, 0, 0), at(31, 23, 59), at(1, 0, 0, month=11)]
        with time_machine.travel(dt.datetime(2026, 9, 1, tzinfo=VIETNAM), tick=False):
            for moment in moments:
                scheduled(f"Sáng sớm {moment}", moment)
            month = browsing.get(INDEX, {"ngay": "2026-10-31", "xem": "thang"})
            listed = browsing.get(INDEX, {"ngay": "2026-10-01", "xem": "danh-sach"})
        october = [dt.date(2026, 10, 1), dt.date(2026, 10, 5), dt.date(2026, 10, 31)]
        assert days_of(listed) == {october[0]: 1, october[1]: 1, october[2]: 2}
        assert days_of(month) == days_of(listed) | {dt.date(2026, 11, 1): 1}, (
            "a Sunday that fills up the grid"
        )
        assert "0:05" in month.content.decode()

    @pytest.mark.parametrize(
        "query", ["?ngay=hom-qua", "?ngay=9999-12-31", "?xem=nam&muc=khong-co", "?bo-phan=1e9"]
    )
    def test_an_odd_address_means_this_month(self, browsing, query):
        response = browsing.get(INDEX + query)
        assert response.status_code == 200
        assert response.context["period"].title == "Tháng 10 năm 2026"


class TestWhatStandsThere:
    def test_every_state_in_words(self, browsing, editor):
        factories.story(title="Đã lên", published_at=at(2))
        scheduled("Sẽ lên", at(8))
        leaving = factories.story(title="Sẽ xuống", published_at=at(2, month=9))
        Page.objects.filter(pk=leaving.pk).update(expire_at=at(20))
        late = scheduled("Trễ rồi", at(6))
        late.revisions.exclude(approved_go_live_at=None).update(approved_go_live_at=at(5, 8, 48))
        forgotten = draft("Quên bấm hẹn")
        forgotten.go_live_at = at(9)
        forgotten.save_revision(clean=False)
        draft("Chưa có ngày")
        response = browsing.get(INDEX)
        html = response.content.decode()
        for title, word in {
            "Đã lên": "đã đăng",
            "Sẽ lên": "hẹn đăng",
            "Sẽ xuống": "sẽ gỡ",
            "Trễ rồi": "trễ",
            "Quên bấm hẹn": "có ngày, chưa hẹn",
            "Chưa có ngày": "bản nháp",
        }.items():
            assert title in html
            assert word in html
        assert seen(editor) == [
            (EntryState.PUBLISHED, "Đã lên"),
            (EntryState.LATE, "Trễ rồi"),
            (EntryState.SCHEDULED, "Sẽ lên"),
            (EntryState.FORGOTTEN, "Quên bấm hẹn"),
            (EntryState.EXPIRING, "Sẽ xuống"),
        ]
        assert [entry.title for entry in response.context["undated"]] == ["Chưa có ngày"]
        assert "đã trễ 12 phút" in html.lower()
        assert "bộ hẹn giờ chưa chạy lần nào" in html

    def test_each_sees_what_is_theirs_to_edit(self, client, editor, librarian, school):
        scheduled("Tin của biên tập viên", at(8))
        factories.resource(title="Sách của thủ thư", published_at=at(2))
        assert [title for _state, title in seen(editor)] == ["Tin của biên tập viên"]
        assert [title for _state, title in seen(librarian)] == ["Sách của thủ thư"]
        for role in (Role.PRIVACY, Role.PRINCIPAL):
            client.force_login(factories.user(role))
            assert client.get(INDEX).status_code == 403
            assert "Lịch đăng" not in client.get("/admin/").content.decode()

    def test_rounds_and_nobodys_consent(self, editor, librarian, school):
        made = factories.commendation_round(title="Đợt một", state="scheduled")
        CommendationRound.objects.filter(pk=made.pk).update(due_at=at(9))
        shown = factories.commendation_round(title="Đợt hai", state="live")
        CommendationRound.objects.filter(pk=shown.pk).update(published_at=at(1), state=RoundState.LIVE)
        factories.consent(factories.person(), expires_on=dt.date(2026, 10, 20))
        assert seen(editor) == [(EntryState.PUBLISHED, "Đợt hai"), (EntryState.SCHEDULED, "Đợt một")]
        assert len(seen(factories.user(Role.CLERK))) == 2
        assert seen(librarian) == []
        assert len(seen(factories.user(is_superuser=True))) == 2

    def test_what_lies_outside_of_the_site_is_not_shown(self, school):
        page = scheduled("Trong thùng rác", at(8))
        outside = Page.get_first_root_node().add_child(instance=Page(title="Thùng", slug="thung"))
        page.move(outside, pos="last-child")
        assert seen(factories.user(is_superuser=True)) == []

    def test_filters_stand_in_the_address(self, browsing, editor):
        doer = factories.department()
        scheduled("Của tôi", at(8), owner=editor)
        scheduled("Của bộ phận", at(9), department=doer)
        factories.activity(title="Hoạt động", published_at=at(2))

        def titles(**query):
            days = browsing.get(INDEX, query).context["days"]
            return [entry.title for day in days for entry in day.entries]

        assert titles(muc="hoat-dong") == ["Hoạt động"]
        assert titles(**{"cua-toi": "1"}) == ["Của tôi"]
        assert titles(**{"bo-phan": str(doer.pk)}) == ["Của bộ phận"]
        assert titles(**{"tinh-trang": "da-dang"}) == ["Hoạt động"]
        links = browsing.get(INDEX, {"muc": "hoat-dong"}).context["links"]
        assert "muc=hoat-dong" in links["following"]
        assert "ngay=2026-11-01" in links["following"]

    def test_the_same_queries_for_any_number(self, browsing):
        def queries_with(count):
            """Add public, scheduled, dated and undated stories, as many of each."""
            with time_machine.travel(at(31, 23)):
                factories.many_stories(count)
            rows = list(StoryPage.objects.order_by("-pk")[:count])
            drafts = rows[: count // 4 * 3]
            Page.objects.filter(pk__in=[row.pk for row in drafts]).update(live=False, first_published_at=None)
            kind, base = (ContentType.objects.get_for_model(model) for model in (StoryPage, Page))
            for place, row in enumerate(drafts):
                version = Revision.objects.create(
                    object_id=str(row.pk),
                    content_type=kind,
                    base_content_type=base,
                    content={"go_live_at": at(20).isoformat()} if place % 3 == 0 else {},
                    approved_go_live_at=at(21) if place % 3 == 1 else None,
                )
                Page.objects.filter(pk=row.pk).update(latest_revision=version)
            with CaptureQueriesContext(connection) as captured:
                response = browsing.get(INDEX, {"ngay": "2026-10-20"})
            assert len(response.context["forgotten"]) >= count // 4
            assert sum(days_of(response).values()) >= count // 2
            return len(captured)

        queries_with(4)  # fills the caches
        few = queries_with(20)
        assert queries_with(300) == few
        assert few <= 34


class TestAnotherDay:
    def move(self, client, page, day, time="07:30", **fields):
        moment = Revision.objects.filter(object_id=str(page.pk)).exclude(approved_go_live_at=None).first()
        fields = {"thay": moment.approved_go_live_at.isoformat() if moment else ""} | fields
        return client.post(
            reverse("workflow_calendar:move"), {"bai": name_of(page), "ngay": day, "gio": time} | fields
        )

    def test_what_is_scheduled_goes_out_on_the_new_day(self, browsing, editor, clock):
        page = scheduled("Dời đi", at(8))
        assert self.move(browsing, page, "2026-10-12").status_code == 302
        page.refresh_from_db()
        assert page.go_live_at == at(12)
        assert page.scheduled_revision.approved_go_live_at == at(12)
        assert page.scheduled_revision.as_object().go_live_at == at(12)
        entry = PageLogEntry.objects.filter(page_id=page.pk).order_by("-pk").first()
        assert (entry.action, entry.user) == ("wagtail.publish.schedule", editor)
        clock.move_to(at(8))
        assert not run_due()
        clock.move_to(at(12))
        assert run_due().published == 1
        page.refresh_from_db()
        assert page.live

    def test_taken_back_within_minutes(self, browsing, clock):
        page = scheduled("Dời nhầm", at(8))
        self.move(browsing, page, "2026-10-12")
        assert browsing.get(INDEX).context["undo"]["title"] == "Dời nhầm"
        browsing.post(reverse("workflow_calendar:undo"))
        assert page.scheduled_revision.approved_go_live_at == at(8)
        clock.shift(dt.timedelta(minutes=6))
        assert browsing.get(INDEX).context["undo"] is None

    def test_a_draft_is_really_scheduled(self, browsing, clock):
        page = draft("Từ bên lề")
        assert self.move(browsing, page, "10/10/2026", "6h00").status_code == 302
        assert page.scheduled_revision.approved_go_live_at == at(10, 6, 0)
        clock.move_to(at(10, 6, 0))
        assert run_due().published == 1

    def test_what_is_missing_is_said_and_nothing_is_scheduled(self, browsing, school):
        child = factories.person(full_name="Lê Hoàng Bảo Ngọc", display_name="Bảo Ngọc")
        page = draft("Gương sáng Lê Hoàng Bảo Ngọc")
        shown = browsing.get(reverse("workflow_calendar:move"), {"bai": name_of(page), "ngay": "2026-10-10"})
        assert child.display_name in shown.content.decode()
        response = self.move(browsing, page, "2026-10-10")
        assert response.status_code == 422
        assert 'value="2026-10-10"' in response.content.decode()
        assert f"/admin/pages/{page.pk}/edit/" in response.content.decode()
        assert page.scheduled_revision is None

    @pytest.mark.parametrize(
        ("day", "time", "words"),
        [
            ("2026-10-04", "07:30", "Giờ này đã qua"),
            ("2026-10-05", "08:59", "Giờ này đã qua"),
            ("31/02/2026", "07:30", "Ngày này không có"),
            ("", "mai", "Hãy chọn ngày"),
        ],
    )
    def test_the_past_and_nonsense_are_refused(self, browsing, day, time, words):
        page = scheduled("Ở lại", at(8))
        response = self.move(browsing, page, day, time)
        assert response.status_code == 422
        assert words in response.content.decode()
        assert page.scheduled_revision.approved_go_live_at == at(8)

    def test_dragged_into_the_past_comes_back_with_a_sentence(self, browsing):
        page = scheduled("Kéo nhầm", at(8))
        response = self.move(browsing, page, "2026-10-01", keo="1", next=INDEX)
        assert response.status_code == 302
        assert "Giờ này đã qua" in browsing.get(INDEX).content.decode()

    def test_what_is_public_already_is_refused(self, browsing):
        page = factories.story(title="Đã lên trang")
        assert "đã lên trang rồi" in self.move(browsing, page, "2026-10-10").content.decode()

    def test_who_may_not_publish_may_not_move(self, client, librarian, editor):
        page = scheduled("Tin", at(8))
        client.force_login(librarian)
        assert self.move(client, page, "2026-10-12").status_code == 403
        assert client.get(reverse("workflow_calendar:move"), {"bai": name_of(page)}).status_code == 403
        assert client.post(reverse("workflow_calendar:unschedule"), {"bai": name_of(page)}).status_code == 403
        with pytest.raises(PermissionDenied):
            schedule(page, at(12), librarian, expected=at(8))

    @pytest.mark.parametrize(
        "name", ["", "publish-1", "publish-999999-1", "publish-1-99999999999999999999", "x"]
    )
    def test_what_is_not_there_is_not_found(self, browsing, name):
        assert browsing.get(reverse("workflow_calendar:move"), {"bai": name}).status_code == 404
        assert browsing.get(reverse("workflow_calendar:retry")).status_code == 405

    def test_what_went_out_meanwhile_is_left_alone(self, editor, clock):
        page = scheduled("Vừa đăng", at(8))
        clock.move_to(at(8))
        run_due()
        with pytest.raises(ValidationError, match="vừa đăng xong"):
            schedule(page, at(12), editor, expected=at(8))
        page.refresh_from_db()
        assert page.live

    def test_a_newer_draft_stays_the_newest(self, editor):
        page = scheduled("Bản được duyệt", at(8))
        page.title = "Đang viết tiếp"
        page.save_revision(clean=False)
        schedule(page, at(12), editor, expected=at(8))
        page.refresh_from_db()
        assert page.get_latest_revision_as_object().title == "Đang viết tiếp"
        assert page.scheduled_revision.as_object().title == "Bản được duyệt"
        assert page.scheduled_revision.approved_go_live_at == at(12)
        assert page.get_latest_revision_as_object().go_live_at == at(12)

    def test_cancelled_is_a_draft_without_a_day(self, browsing, editor):
        page = scheduled("Bỏ hẹn", at(8))
        browsing.post(
            reverse("workflow_calendar:unschedule"), {"bai": name_of(page), "thay": at(8).isoformat()}
        )
        response = browsing.get(INDEX)
        assert [entry.title for entry in response.context["undated"]] == ["Bỏ hẹn"]
        assert PageLogEntry.objects.filter(page_id=page.pk, action="wagtail.schedule.cancel").exists()
        with pytest.raises(ValidationError):
            cancel(page, editor, expected=at(8))

    def test_a_new_day_forgets_the_old_failure(self, editor):
        page = scheduled("Từng lỗi", at(8))
        ScheduleFailure.objects.create(
            content_type=ContentType.objects.get_for_model(StoryPage),
            object_id=str(page.pk),
            action="publish",
            title="Từng lỗi",
            reason="Hỏng.",
            due_at=at(8),
        )
        schedule(page, at(12), editor, expected=at(8))
        assert not ScheduleFailure.objects.exists()


class TestFeed:
    def test_private_renewed_and_taken_away(self, browsing, client, editor):
        scheduled("Sáng mai", at(6, 0, 15))
        scheduled("Của thủ thư?", at(7))
        factories.resource(title="Sách của thủ thư", published_at=at(2))
        browsing.post(reverse("workflow_calendar:renew_feed"))
        first = CalendarFeed.objects.get(user=editor)
        address = f"/lich-dang/{first.token}.ics"
        assert address in browsing.get(INDEX).content.decode()
        browsing.logout()
        response = client.get(address)
        assert "private" in response["Cache-Control"]
        events = {str(event["summary"]): event for event in ReadCalendar.from_ical(response.content).events}
        assert set(events) == {"Sáng mai (hẹn đăng)", "Của thủ thư? (hẹn đăng)"}
        assert events["Sáng mai (hẹn đăng)"].decoded("dtstart") == at(6, 0, 15)
        client.force_login(editor)
        client.post(reverse("workflow_calendar:renew_feed"))
        assert client.get(address).status_code == 404
        second = CalendarFeed.objects.get(user=editor)
        client.post(reverse("workflow_calendar:remove_feed"))
        assert client.get(f"/lich-dang/{second.token}.ics").status_code == 404

    def test_no_child_s_name_goes_out(self, client, editor):
        factories.person(full_name="Lê Thị Bông Sen")
        draft("Em Lê Thị Bông Sen đọc sách", go_live_at=at(8))
        public = factories.story(title="Một bạn kể chuyện", published_at=at(2))
        public.title = "Lê Thị Bông Sen kể chuyện"  # a draft, which the calendar shows to editors
        public.save_revision(clean=False)
        factories.story(title="Ngày hội đọc sách", published_at=at(3))
        feed = CalendarFeed.objects.create(user=editor)
        events = ReadCalendar.from_ical(client.get(f"/lich-dang/{feed.token}.ics").content).events
        assert {str(event["summary"]) for event in events} == {
            "Tin bài (có ngày, chưa hẹn)",
            "Tin bài (đã đăng)",
            "Ngày hội đọc sách (đã đăng)",
        }

    def test_whoever_left_reads_no_more(self, client, editor):
        feed = CalendarFeed.objects.create(user=editor)
        editor.is_active = False
        editor.save()
        assert client.get(f"/lich-dang/{feed.token}.ics").status_code == 404

    def test_asked_too_often(self, client, editor):
        feed = CalendarFeed.objects.create(user=editor)
        answers = [client.get(f"/lich-dang/{feed.token}x.ics").status_code for _time in range(31)]
        assert answers[29:] == [404, 429]
