"""The schedule runner, on the database that DATABASE_URL names (SQLite without it)."""

from __future__ import annotations

import datetime as dt
import logging
import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command, get_commands
from django.db import OperationalError, connection, connections, transaction
from django.test import RequestFactory
from django.utils import timezone
from wagtail.models import Page, PageLogEntry, Revision
from wagtail.signals import page_published

from home.models import HomePage, StandardPage
from honors.models import CommendationRound
from tests import factories
from workflow import schedule, taking
from workflow.dashboard import SchedulePanel
from workflow.due import due_items
from workflow.failures import delay_after
from workflow.heartbeat import Heartbeat, pulse
from workflow.models import RunnerHeartbeat, ScheduleFailure
from workflow.schedule import RunResult, run_due, run_forever

ROOT = Path(__file__).resolve().parents[2]
VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
SECOND = dt.timedelta(seconds=1)
IS_POSTGRESQL = connection.vendor == "postgresql"


def make_home():
    home = HomePage(title="Trang đầu thử", slug="trang-dau-thu")
    Page.get_first_root_node().add_child(instance=home)
    return home


@pytest.fixture
def home(db):
    return make_home()


def draft(home, title, slug=None, **fields):
    page = StandardPage(title=title, slug=slug or "", live=False, **fields)
    home.add_child(instance=page)
    return page


def schedule_page(page, moment, user=None):
    """Do what the editor's "Hẹn giờ" does, for a moment that may be in the past."""
    page.go_live_at = moment
    return page.save_revision(user=user, approved_go_live_at=moment, clean=False)


def scheduled(home, title, seconds_ago=10.0, **fields):
    page = draft(home, title, **fields)
    schedule_page(page, timezone.now() - dt.timedelta(seconds=seconds_ago))
    return page


def live_until(home, title, moment):
    page = draft(home, title)
    page.expire_at = moment
    page.save_revision().publish()
    return page


def round_due(moment):
    """Return a scheduled round of commendation whose moment may be in the past."""
    made = factories.commendation_round(state="scheduled")
    CommendationRound.objects.update(due_at=moment)
    made.refresh_from_db()
    return made


def log_actions(page):
    return list(PageLogEntry.objects.filter(page_id=page.pk).order_by("pk").values_list("action", flat=True))


def publishing_order():
    entries = PageLogEntry.objects.filter(action="wagtail.publish.scheduled").order_by("pk")
    return [title.label for title in entries]


@pytest.fixture
def on_publish():
    """Connect receivers of page_published for the time of a test."""
    connected = []

    def connect(receiver):
        page_published.connect(receiver, weak=False)
        connected.append(receiver)

    yield connect
    for receiver in connected:
        page_published.disconnect(receiver)


def refuse(title, error):
    def receiver(sender, instance, **kwargs):
        if instance.title == title:
            raise error

    return receiver


class TestPublishing:
    def test_in_order_of_time_and_only_once(self, home):
        pages = {seconds: scheduled(home, f"Bài {seconds}", seconds) for seconds in (5, 30, 1, 20)}
        assert run_due() == RunResult(published=4)
        assert publishing_order() == ["Bài 30", "Bài 20", "Bài 5", "Bài 1"]
        for page in pages.values():
            page.refresh_from_db()
            assert page.live
            assert page.first_published_at
            assert not page.approved_schedule
        assert run_due() == RunResult()
        assert len(publishing_order()) == 4

    def test_pages_rounds_and_expiries_share_one_order(self, home):
        now = timezone.now()
        old = live_until(home, "Cũ", now - 20 * SECOND)
        page = scheduled(home, "Mới", 10)
        due_round = round_due(now - 30 * SECOND)
        assert [item.object_id for item in due_items(now)] == [
            str(due_round.pk),
            str(old.pk),
            str(page.pk),
        ]
        assert run_due() == RunResult(published=2, expired=1)

    def test_what_is_not_due_stays(self, home):
        page = scheduled(home, "Ngày mai", -3600)
        assert run_due() == RunResult()
        page.refresh_from_db()
        assert not page.live
        assert page.approved_schedule

    @pytest.mark.parametrize("hour", [0, 1, 6, 7])
    def test_the_hours_after_midnight_in_vietnam(self, home, hour):
        moment = dt.datetime(2023, 10, 2, hour, 30, tzinfo=VIETNAM)
        with time_machine.travel(moment - SECOND, tick=False) as clock:
            page = draft(home, "Sáng sớm")
            schedule_page(page, moment)
            assert not run_due()
            clock.move_to(moment)
            assert run_due() == RunResult(published=1)
            page.refresh_from_db()
            assert timezone.localtime(page.first_published_at) == moment

    def test_a_live_page_gets_its_new_version(self, home):
        page = draft(home, "Bản đầu")
        page.save_revision().publish()
        page.title = "Bản sau"
        schedule_page(page, timezone.now() - SECOND)
        assert run_due() == RunResult(published=1)
        page.refresh_from_db()
        assert (page.title, page.live, page.has_unpublished_changes) == ("Bản sau", True, False)

    def test_a_window_that_passed_while_nobody_ran_is_never_public(self, home):
        page = draft(home, "Thông báo đã qua")
        page.expire_at = timezone.now() - SECOND
        schedule_page(page, timezone.now() - 60 * SECOND)
        assert run_due() == RunResult(published=1, expired=1)
        page.refresh_from_db()
        assert (page.live, page.expired) == (False, True)
        assert log_actions(page)[-2:] == ["wagtail.publish.scheduled", "wagtail.unpublish.scheduled"]

    def test_a_page_that_somebody_else_locked_waits_with_a_reason(self, home, editor):
        page = draft(home, "Bài bị khoá")
        schedule_page(page, timezone.now() - SECOND, user=editor)
        other = factories.user()
        Page.objects.filter(pk=page.pk).update(locked=True, locked_by=other)
        assert run_due() == RunResult(failed=1)
        assert "khoá" in ScheduleFailure.objects.get().reason
        Page.objects.filter(pk=page.pk).update(locked_by=editor)
        assert run_due(timezone.now() + 31 * SECOND) == RunResult(published=1)
        assert not ScheduleFailure.objects.exists()


@pytest.fixture
def editor(db):
    return factories.user()


class TestExpiry:
    def test_taken_down_at_its_time(self, home):
        page = live_until(home, "Hết hạn", timezone.now() + 60 * SECOND)
        assert not run_due()
        assert run_due(timezone.now() + 60 * SECOND) == RunResult(expired=1)
        page.refresh_from_db()
        assert (page.live, page.expired) == (False, True)
        assert log_actions(page)[-1] == "wagtail.unpublish.scheduled"
        assert not run_due(timezone.now() + 61 * SECOND)

    def test_prolonged_after_listing(self, home, monkeypatch):
        page = live_until(home, "Gia hạn", timezone.now() + SECOND)
        now = timezone.now() + 2 * SECOND
        listed = due_items(now)
        Page.objects.filter(pk=page.pk).update(expire_at=now + 3600 * SECOND)
        assert taking.take(listed[0], now) == RunResult()
        page.refresh_from_db()
        assert page.live

    def test_the_next_version_keeps_its_schedule(self, home):
        now = timezone.now()
        page = live_until(home, "Tuần này", now + SECOND)
        page.expire_at = None
        page.title = "Tuần sau"
        revision = schedule_page(page, now + 3600 * SECOND)
        assert run_due(now + 2 * SECOND) == RunResult(expired=1)
        revision.refresh_from_db()
        assert revision.approved_go_live_at == now + 3600 * SECOND
        with time_machine.travel(now + 3601 * SECOND, tick=False):
            assert run_due() == RunResult(published=1)
        page.refresh_from_db()
        assert (page.live, page.expired, page.title) == (True, False, "Tuần sau")


class TestCheckedAgainUnderTheLock:
    def test_cancelled_after_listing(self, home):
        page = scheduled(home, "Đã huỷ")
        now = timezone.now()
        (item,) = due_items(now)
        page.revisions.update(approved_go_live_at=None)
        assert taking.take(item, now) == RunResult()
        page.refresh_from_db()
        assert not page.live

    def test_put_off_after_listing(self, home):
        page = scheduled(home, "Đã hoãn")
        now = timezone.now()
        (item,) = due_items(now)
        page.revisions.update(approved_go_live_at=now + 60 * SECOND)
        assert taking.take(item, now) == RunResult()

    def test_a_newer_version_published_after_listing_stays(self, home):
        page = scheduled(home, "CŨ")
        now = timezone.now()
        (item,) = due_items(now)
        page.title, page.go_live_at = "MỚI", None
        page.save_revision().publish()
        assert taking.take(item, now) == RunResult()
        page.refresh_from_db()
        assert page.title == "MỚI"
        assert log_actions(page).count("wagtail.publish.scheduled") == 0

    def test_deleted_after_listing(self, home):
        page = scheduled(home, "Đã xoá")
        now = timezone.now()
        (item,) = due_items(now)
        page.delete()
        assert taking.take(item, now) == RunResult()

    def test_a_schedule_without_its_object_is_dropped(self, home):
        page = scheduled(home, "Không còn")
        Revision.objects.filter(object_id=str(page.pk)).update(object_id="999999")
        assert run_due() == RunResult()
        assert not due_items(timezone.now())


class TestFailures:
    def test_one_fails_and_the_others_go_on(self, home, on_publish, caplog):
        on_publish(refuse("Hỏng", RuntimeError("máy in hết giấy")))
        bad, good = scheduled(home, "Hỏng", 20), scheduled(home, "Tốt", 10)
        with caplog.at_level(logging.ERROR, "workflow"):
            assert run_due() == RunResult(published=1, failed=1)
        bad.refresh_from_db()
        good.refresh_from_db()
        assert (bad.live, good.live) == (False, True)
        assert bad.approved_schedule
        assert not PageLogEntry.objects.filter(page_id=bad.pk, action="wagtail.publish.scheduled").exists()
        failure = ScheduleFailure.objects.get()
        assert failure.content_object == bad
        assert (failure.title, failure.attempts, failure.action) == ("Hỏng", 1, "publish")
        assert failure.reason == "Lỗi hệ thống: RuntimeError: máy in hết giấy"
        assert caplog.records[0].exc_info

    def test_a_taken_slug_is_said_in_plain_words(self, home, caplog):
        page, other = (
            scheduled(home, "Bài hẹn giờ", slug="doc-sach"),
            draft(home, "Bài khác", slug="bai-khac"),
        )
        Page.objects.filter(pk=page.pk).update(slug="cho-khac")
        other.slug = "doc-sach"
        other.save()
        good = scheduled(home, "Bài sau", 1)
        assert run_due() == RunResult(published=1, failed=1)
        good.refresh_from_db()
        assert good.live
        failure = ScheduleFailure.objects.get()
        assert failure.reason.startswith("Đường dẫn “doc-sach” đã có trang khác dùng")
        assert failure.due_at == due_items(timezone.now())[0].due_at
        assert not [record for record in caplog.records if record.exc_info]
        other.slug = "bai-khac"
        other.save()
        assert run_due(timezone.now() + 31 * SECOND) == RunResult(published=1)
        assert not ScheduleFailure.objects.exists()

    def test_what_a_field_or_a_rule_asks_for(self, home, on_publish):
        on_publish(refuse("Quy tắc", ValidationError("Chưa có phiếu đồng ý.")))
        on_publish(refuse("Ô", ValidationError({"lead": "Hãy viết sa-pô.", "__all__": ["Và ký tên."]})))
        scheduled(home, "Quy tắc", 20)
        scheduled(home, "Ô", 10)
        assert run_due() == RunResult(failed=2)
        reasons = list(ScheduleFailure.objects.values_list("reason", flat=True))
        assert reasons == ["Chưa có phiếu đồng ý.", "Sa-pô: Hãy viết sa-pô. Và ký tên."]

    def test_an_error_of_the_database_in_one_item_is_its_own(self, home, on_publish):
        on_publish(refuse("Hỏng", OperationalError("deadlock detected")))
        scheduled(home, "Hỏng", 20)
        scheduled(home, "Tốt", 10)
        assert run_due() == RunResult(published=1, failed=1)

    def test_tried_again_later_and_later(self, home, on_publish):
        on_publish(refuse("Hỏng", RuntimeError("hỏng")))
        scheduled(home, "Hỏng", 20)
        start = timezone.now()
        with time_machine.travel(start, tick=False) as clock:
            for attempts, seconds in enumerate((30, 60, 120, 240), start=1):
                assert run_due() == RunResult(failed=1)
                failure = ScheduleFailure.objects.get()
                assert (failure.attempts, failure.next_attempt_at) == (
                    attempts,
                    timezone.now() + seconds * SECOND,
                )
                clock.shift((seconds - 1) * SECOND)
                assert not run_due()
                clock.shift(SECOND)

    def test_delays(self):
        assert [delay_after(attempts) // SECOND for attempts in (1, 2, 7, 8, 500)] == [
            30,
            60,
            1920,
            3600,
            3600,
        ]

    def test_a_new_moment_does_not_wait_for_the_old_one_s_next_attempt(self, home, on_publish):
        errors = [RuntimeError("hỏng")]
        on_publish(
            lambda sender, instance, **kwargs: errors and refuse("Hỏng", errors.pop())(sender, instance)
        )
        page = scheduled(home, "Hỏng", 20)
        assert run_due() == RunResult(failed=1)
        page.revisions.update(approved_go_live_at=None)
        schedule_page(page, timezone.now() - SECOND)
        assert run_due() == RunResult(published=1)
        assert not ScheduleFailure.objects.exists()

    def test_forgotten_when_editors_solve_it_by_hand(self, home, on_publish):
        on_publish(refuse("Hỏng", RuntimeError("hỏng")))
        page = scheduled(home, "Hỏng", 20)
        run_due()
        page.revisions.update(approved_go_live_at=None)
        assert not run_due()
        assert not ScheduleFailure.objects.exists()

    def test_a_failed_expiry_stays_due(self, home, monkeypatch):
        page = live_until(home, "Khó gỡ", timezone.now() + SECOND)
        monkeypatch.setattr(StandardPage, "unpublish", lambda *args, **kwargs: 1 / 0)
        now = timezone.now() + 2 * SECOND
        assert run_due(now) == RunResult(failed=1)
        assert ScheduleFailure.objects.get().action == "expire"
        assert due_items(now)
        monkeypatch.undo()
        assert run_due(now + 31 * SECOND) == RunResult(expired=1)
        page.refresh_from_db()
        assert not page.live
        assert not ScheduleFailure.objects.exists()

    @pytest.mark.django_db(transaction=True)
    def test_a_commit_that_the_database_refuses(self, transactional_db, on_publish):
        """Foreign keys are checked at the commit, after everything else went well."""
        broken = [True]
        on_publish(
            lambda instance, **kwargs: broken and Page.objects.filter(pk=instance.pk).update(owner_id=987_654)
        )
        scheduled(make_home(), "Chủ không còn")
        assert run_due() == RunResult(failed=1)
        assert ScheduleFailure.objects.get().reason.startswith("Lỗi hệ thống: IntegrityError")
        broken.clear()
        assert run_due(timezone.now() + 31 * SECOND) == RunResult(published=1)

    @pytest.mark.django_db(transaction=True)
    def test_what_fails_after_the_commit_does_not_undo_it(self, transactional_db, on_publish, caplog):
        on_publish(lambda **kwargs: transaction.on_commit(lambda: 1 / 0))
        page = scheduled(make_home(), "Thư không gửi được")
        assert run_due() == RunResult(published=1)
        page.refresh_from_db()
        assert page.live
        assert "một việc làm sau đó bị lỗi" in caplog.text
        assert not ScheduleFailure.objects.exists()


class TestCommands:
    def test_ours_replace_wagtail_s(self):
        commands = get_commands()
        assert {
            commands[name] for name in ("publish_scheduled", "publish_scheduled_pages", "run_schedule")
        } == {"workflow"}

    @pytest.mark.parametrize("command", [["run_schedule", "--once"], ["publish_scheduled"]])
    def test_once(self, home, command, capsys):
        scheduled(home, "Bài")
        call_command(*command)
        assert capsys.readouterr().out == "Đã đăng 1, đã gỡ 0, chưa xong 0.\n"
        assert pulse().is_alive
        assert RunnerHeartbeat.objects.get().published == 1

    def test_once_tells_the_timer_about_failures(self, home, on_publish):
        on_publish(refuse("Hỏng", RuntimeError("hỏng")))
        scheduled(home, "Hỏng")
        with pytest.raises(CommandError, match="1 việc chưa xong"):
            call_command("run_schedule", "--once")

    def test_a_dry_run_changes_nothing(self, home, capsys):
        page = scheduled(home, "Bài")
        call_command("publish_scheduled", "--dryrun")
        page.refresh_from_db()
        assert not page.live
        assert "đăng" in capsys.readouterr().out


class TestHeartbeat:
    def test_beats_and_counts(self, db):
        heartbeat = Heartbeat()
        assert heartbeat.is_due()
        heartbeat.count(2, 1)
        heartbeat.beat()
        assert not heartbeat.is_due()
        heartbeat.count(3, 0)
        heartbeat.beat()
        row = RunnerHeartbeat.objects.get()
        assert (row.name, row.published, row.expired) == (heartbeat.name, 5, 1)
        assert str(os.getpid()) in row.name

    def test_old_rows_are_forgotten(self, db):
        RunnerHeartbeat.objects.create(name="hôm-kia:1", beat_at=timezone.now() - dt.timedelta(days=2))
        RunnerHeartbeat.objects.create(name="sáng-nay:1", beat_at=timezone.now() - dt.timedelta(hours=9))
        Heartbeat().beat()
        assert set(RunnerHeartbeat.objects.values_list("name", flat=True)) == {"sáng-nay:1", Heartbeat().name}

    @pytest.mark.parametrize(
        ("name", "age", "alive"),
        [("máy:7", 29, True), ("máy:7", 31, False), ("máy:once", 170, True), ("máy:once", 190, False)],
    )
    def test_pulse(self, db, name, age, alive):
        assert not pulse().is_alive
        RunnerHeartbeat.objects.create(name=name, beat_at=timezone.now() - age * SECOND)
        assert pulse().is_alive is alive


def panel_for(user):
    request = RequestFactory().get("/admin/")
    request.user = user
    return SchedulePanel().render_html({"request": request})


class TestDashboard:
    @pytest.fixture
    def admin(self, db):
        return factories.user(is_superuser=True)

    @pytest.fixture
    def running(self, db):
        Heartbeat().beat()

    def test_silent_when_all_is_well(self, admin, running):
        assert panel_for(admin).strip() == ""

    def test_says_that_the_runner_stands_still(self, admin, home):
        assert "Bộ hẹn giờ chưa chạy lần nào" in panel_for(admin)
        scheduled(home, "Bài chờ")
        assert "Bài chờ" in panel_for(admin)

    def test_what_failed_and_why(self, admin, running, home, on_publish, client):
        on_publish(refuse("Hỏng", ValidationError("Chưa có phiếu đồng ý.")))
        page = scheduled(home, "Hỏng", 3600)
        run_due()
        html = panel_for(admin)
        for words in (
            "Quá hạn mà chưa đăng",
            "Hỏng",
            "Chưa có phiếu đồng ý.",
            f"/admin/pages/{page.pk}/edit/",
        ):
            assert words in html
        client.force_login(admin)
        assert "Chưa có phiếu đồng ý." in client.get(f"/admin/pages/{page.pk}/edit/").content.decode()

    def test_the_next_five_in_vietnam_s_time(self, admin, running, home):
        with time_machine.travel(dt.datetime(2023, 10, 1, 12, tzinfo=VIETNAM), tick=False):
            Heartbeat().beat()
            for hour in range(7):
                schedule_page(draft(home, f"Bài {hour}"), dt.datetime(2023, 10, 2, hour, 30, tzinfo=VIETNAM))
            html = panel_for(admin)
        assert "0:30, Thứ Hai 2/10/2023" in html
        assert "Bài 4" in html
        assert "Bài 5" not in html
        assert "Quá hạn" not in html

    def test_only_what_the_reader_may_edit(self, running, home, editor):
        scheduled(home, "Bài chờ")
        round_due(timezone.now() - 60 * SECOND)
        assert panel_for(editor).strip() == ""

    def test_few_queries(self, admin, running, home, django_assert_max_num_queries):
        for number in range(12):
            scheduled(home, f"Quá hạn {number}", 60 + number)
            scheduled(home, f"Sắp đăng {number}", -60 - number)
        round_due(timezone.now() - 60 * SECOND)
        panel_for(admin)
        with django_assert_max_num_queries(8):
            panel_for(admin)


def runner_environment(folder):
    """Return the environment of a real process that works on this test's data.

    SQLite's test database lives in this process's memory: the other process gets a copy in a file.
    """
    environment = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    if IS_POSTGRESQL:
        url = urlsplit(os.environ["DATABASE_URL"])
        name = connection.settings_dict["NAME"]
        environment["DATABASE_URL"] = urlunsplit(url._replace(path=f"/{name}"))
        return environment | {"DJANGO_SETTINGS_MODULE": "config.settings.test"}
    with sqlite3.connect(folder / "db.sqlite3") as copy:
        connection.connection.backup(copy)
    copy.close()
    return environment | {"DJANGO_SETTINGS_MODULE": "config.settings.dev", "DATA_DIR": str(folder)}


def start_runner(environment, *arguments):
    return subprocess.Popen(
        [sys.executable, str(ROOT / "manage.py"), "run_schedule", *arguments],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def query(folder, sql):
    """Read the database that the other process wrote."""
    if IS_POSTGRESQL:
        with connection.cursor() as cursor:
            cursor.execute(sql)
            return cursor.fetchall()
    database = sqlite3.connect(folder / "db.sqlite3")
    try:
        return database.execute(sql).fetchall()
    finally:
        database.close()


def change(folder, sql):
    """Write to the database that the other process reads; moments are in UTC."""
    if IS_POSTGRESQL:
        with connection.cursor() as cursor:
            cursor.execute("SET TIME ZONE 'UTC'")
            cursor.execute(sql)
        return
    with sqlite3.connect(folder / "db.sqlite3", timeout=20) as database:
        database.execute(sql)
    database.close()


ROUNDS_PUBLISHED = "SELECT COUNT(*) FROM wagtailcore_modellogentry WHERE action = 'honors.publish'"
PUBLISHED = (
    "SELECT page_id FROM wagtailcore_pagelogentry WHERE action = 'wagtail.publish.scheduled' ORDER BY id"
)


def wait_until(is_so, seconds=40.0):
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end, "waited too long"
        time.sleep(0.02)


@pytest.mark.django_db(transaction=True)
class TestProcesses:
    @pytest.fixture(autouse=True)
    def folder(self, transactional_db, tmp_path):
        self.home = make_home()
        self.folder = tmp_path

    def test_two_at_once_publish_each_page_and_round_once_and_in_order(self):
        count = 40
        pages = [scheduled(self.home, f"Bài {number}", 1000 - number).pk for number in range(count)]
        round_due(timezone.now() - 980 * SECOND)
        environment = runner_environment(self.folder)
        runners = [start_runner(environment, "--once") for _ in range(2)]
        outputs = [runner.communicate(timeout=60)[0] for runner in runners]
        assert [runner.returncode for runner in runners] == [0, 0], outputs
        assert [pk for (pk,) in query(self.folder, PUBLISHED)] == pages
        moments = "SELECT id FROM wagtailcore_page WHERE live AND depth = 3 ORDER BY first_published_at, id"
        assert [pk for (pk,) in query(self.folder, moments)] == pages
        assert query(self.folder, ROUNDS_PUBLISHED) == [(1,)]
        assert query(self.folder, "SELECT state FROM honors_commendationround") == [("live",)]

    def test_idle_it_is_late_by_less_than_a_second_and_stops_at_once(self):
        revisions = [schedule_page(draft(self.home, f"Bài {number}"), timezone.now()) for number in range(3)]
        Revision.objects.update(approved_go_live_at=timezone.now() + 3600 * SECOND)
        runner = start_runner(runner_environment(self.folder))
        try:
            wait_until(lambda: query(self.folder, "SELECT 1 FROM workflow_runnerheartbeat"))
            start = timezone.now() + 0.3 * SECOND
            moments = [start + number * 0.7 * SECOND for number in range(3)]
            for revision, moment in zip(revisions, moments, strict=True):
                value = moment.replace(tzinfo=None).isoformat(" ")
                change(
                    self.folder,
                    f"UPDATE wagtailcore_revision SET approved_go_live_at = '{value}' WHERE id = {revision.pk}",
                )
            wait_until(lambda: len(query(self.folder, PUBLISHED)) == len(moments))
            live = "SELECT first_published_at FROM wagtailcore_page WHERE depth = 3 ORDER BY id"
            for (published_at,), due_at in zip(query(self.folder, live), moments, strict=True):
                late = dt.datetime.fromisoformat(str(published_at)).replace(tzinfo=dt.UTC) - due_at
                assert dt.timedelta(0) <= late < SECOND
            asked_at = time.monotonic()
            runner.send_signal(signal.SIGTERM)
            assert runner.wait(timeout=5) == 0
            assert time.monotonic() - asked_at < 1.5
            ((published,),) = query(self.folder, "SELECT published FROM workflow_runnerheartbeat")
            assert published == len(moments)
        finally:
            runner.kill()
            runner.communicate()

    def test_it_ends_with_its_parent(self):
        environment = runner_environment(self.folder)
        code = (
            "import os, subprocess, sys, time\n"
            "subprocess.Popen([sys.executable, sys.argv[1], 'run_schedule', '--parent-pid', str(os.getpid())])\n"
            "time.sleep(60)\n"
        )
        parent = subprocess.Popen(
            [sys.executable, "-c", code, str(ROOT / "manage.py")],
            env=environment,
            stdout=subprocess.PIPE,
            text=True,
        )
        try:
            wait_until(lambda: query(self.folder, "SELECT 1 FROM workflow_runnerheartbeat"))
        finally:
            parent.kill()
            parent.wait()
        # The pipe is the runner's as well: it ends when the runner does.
        killed_at = time.monotonic()
        with parent.stdout:
            assert "đã dừng" in parent.stdout.read()
        assert time.monotonic() - killed_at < 2


@pytest.mark.skipif(
    not IS_POSTGRESQL, reason="SQLite's lock is the transaction itself; two processes test it"
)
@pytest.mark.django_db(transaction=True)
class TestRowLocks:
    def test_a_runner_waits_for_an_editor_who_publishes_a_newer_version(self, transactional_db):
        page = scheduled(make_home(), "CŨ")
        editor_has_written, results = threading.Event(), []

        def runner():
            editor_has_written.wait(5)
            try:
                results.append(run_due())
            finally:
                connections.close_all()

        thread = threading.Thread(target=runner)
        thread.start()
        with transaction.atomic():
            page.title, page.go_live_at = "MỚI", None
            page.save_revision().publish()
            editor_has_written.set()
            time.sleep(0.5)
            assert thread.is_alive()
        thread.join(10)
        page.refresh_from_db()
        assert (page.title, results) == ("MỚI", [RunResult()])

    def test_an_editor_waits_for_the_runner(self, transactional_db, on_publish):
        page = scheduled(make_home(), "CŨ")
        runner_holds_the_lock = threading.Event()

        def slow(sender, instance, **kwargs):
            if instance.title == "CŨ":
                runner_holds_the_lock.set()
                time.sleep(0.4)

        on_publish(slow)

        def runner():
            try:
                run_due()
            finally:
                connections.close_all()

        thread = threading.Thread(target=runner)
        thread.start()
        assert runner_holds_the_lock.wait(5)
        page.title, page.go_live_at = "MỚI", None
        page.save_revision().publish()
        assert not thread.is_alive() or thread.join(5) is None
        page.refresh_from_db()
        assert (page.title, page.live) == ("MỚI", True)

    def test_two_that_meet_a_failing_item_count_one_attempt(self, transactional_db, on_publish):
        def fail(**kwargs):
            time.sleep(0.3)
            raise RuntimeError

        on_publish(fail)
        scheduled(make_home(), "Hỏng")

        def runner():
            try:
                run_due()
            finally:
                connections.close_all()

        threads = [threading.Thread(target=runner) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(10)
        assert ScheduleFailure.objects.get().attempts == 1


class TestLoop:
    def test_a_database_that_is_gone_is_one_sentence_a_minute(self, monkeypatch, caplog):
        stop, looks = threading.Event(), []

        def gone(*args):
            looks.append(1)
            if len(looks) == 4:
                stop.set()
            raise OperationalError("connection refused")

        monkeypatch.setattr(schedule, "due_items", gone)
        monkeypatch.setattr(schedule, "connection", type("Closed", (), {"close": lambda self: None})())
        monkeypatch.setattr(schedule, "LOOK_EVERY", dt.timedelta(milliseconds=5))
        monkeypatch.setattr(Heartbeat, "beat", lambda self: None)
        run_forever(stop)
        assert len(looks) == 4
        assert [record.message for record in caplog.records if record.name == "workflow.schedule"] == [
            "Bộ hẹn giờ chưa dùng được cơ sở dữ liệu và sẽ thử lại liên tục: connection refused."
        ]

    def test_stopping_finishes_the_item_at_hand(self, home, on_publish):
        stop = threading.Event()
        on_publish(lambda **kwargs: stop.set())
        scheduled(home, "Một", 20)
        scheduled(home, "Hai", 10)
        run_forever(stop)
        assert publishing_order() == ["Một"]

    def test_an_idle_look_is_two_queries(self, db, django_assert_num_queries):
        runner = schedule._Runner(threading.Event(), None)
        runner.look()
        with django_assert_num_queries(2):
            assert 0.3 < runner.look() <= 0.5

    def test_it_sleeps_until_the_next_moment(self, home):
        runner = schedule._Runner(threading.Event(), None)
        runner.look()
        scheduled(home, "Sắp đến", -0.2)
        assert runner.look() < 0.2


def test_sixty_at_once(home):
    for number in range(60):
        scheduled(home, f"Bài {number}", 500 - number)
    assert run_due() == RunResult(published=60)
    assert publishing_order() == [f"Bài {number}" for number in range(60)]
