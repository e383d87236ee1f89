"""The schedule runner and rounds: live at the moment, once, whole; or a reason in words and another try."""

from __future__ import annotations

import datetime as dt
import threading
from html import unescape
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from accounts.roles import Role
from honors import publication, steps
from honors.models import Commendation, CommendationRound, RoundState
from people.models import Consent
from tests import factories
from tests.module_school import school_for_the_module
from workflow import schedule, taking
from workflow.dashboard import GRACE, SchedulePanel
from workflow.due import due_items, next_goings_live
from workflow.failures import FIRST_DELAY
from workflow.heartbeat import Heartbeat
from workflow.models import ScheduleFailure
from workflow.schedule import RunResult, run_due

pytestmark = pytest.mark.django_db
school = school_for_the_module()

SECOND = dt.timedelta(seconds=1)
VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
CITATION = "Đã kiên trì tự học chữ Braille."


@pytest.fixture
def editor(school) -> Any:
    return factories.user(Role.EDITOR)


@pytest.fixture
def stands(editor) -> CommendationRound:
    """A round of three that goes live in an hour; the first is a child's with a consent."""
    made = factories.commendation_round(title="Đợt hẹn giờ")
    child = factories.person(full_name="Lê Thị Bảo Ngọc", unit="lớp 5/3")
    factories.consent(child)
    factories.commendation(round=made, person=child, citation=CITATION, editor=editor)
    for _ in range(2):
        factories.commendation(round=made, editor=editor)
    return factories.bring(made, "scheduled", editor=editor)


@pytest.fixture
def at_its_moment(stands) -> Any:
    """The clock stands at the round's moment."""
    with time_machine.travel(stands.due_at, tick=False) as clock:
        yield clock


def publications(stands: CommendationRound) -> list[Any]:
    entries = ModelLogEntry.objects.for_instance(stands).filter(action="honors.publish")
    return [entry.user for entry in entries]


def panel_for(user: Any) -> str:
    request = RequestFactory().get("/admin/")
    request.user = user
    Heartbeat().beat()
    return unescape(SchedulePanel().render_html({"request": request}))


def test_it_waits_for_its_moment(stands):
    assert run_due(stands.due_at - SECOND) == RunResult()
    assert due_items(stands.due_at - SECOND) == []
    assert [item.object_id for item in due_items(stands.due_at)] == [str(stands.pk)]
    assert not Commendation.objects.approved().exists()


def test_it_goes_live_at_its_moment_whole_and_once(stands, at_its_moment):
    assert run_due() == RunResult(published=1)
    stands.refresh_from_db()
    assert (stands.state, stands.due_at, stands.published_at) == (RoundState.LIVE, None, timezone.now())
    assert set(Commendation.objects.approved()) == set(stands.commendations.all())
    assert publications(stands) == [None], "the clock did it"
    assert run_due() == RunResult()
    assert publications(stands) == [None]


@pytest.mark.parametrize("hour", [0, 6])
def test_the_hours_after_midnight_in_vietnam(editor, hour):
    moment = dt.datetime(2031, 10, 2, hour, 30, tzinfo=VIETNAM)
    with time_machine.travel(moment - dt.timedelta(days=1), tick=False) as clock:
        stands = factories.commendation_round(state="scheduled", editor=editor, moment=moment)
        clock.move_to(moment - SECOND)
        assert not run_due()
        clock.move_to(moment)
        assert run_due() == RunResult(published=1)
        stands.refresh_from_db()
        assert timezone.localtime(stands.published_at) == moment


def test_it_keeps_its_place_in_the_order_of_time_among_pages(school, stands, at_its_moment):
    pages = []
    for seconds in (20, -20):
        story = factories.story(live=False)
        story.save_revision(approved_go_live_at=stands.due_at - seconds * SECOND, clean=False)
        pages.append(story)
    at_its_moment.shift(60 * SECOND)
    order = [item.object_id for item in due_items(timezone.now())]
    assert order == [str(pages[0].pk), str(stands.pk), str(pages[1].pk)]
    assert run_due() == RunResult(published=3)


def test_it_is_whole_or_not_at_all(stands, at_its_moment, monkeypatch):
    monkeypatch.setattr(publication, "note", lambda *args, **options: 1 / 0)
    assert run_due() == RunResult(failed=1)
    stands.refresh_from_db()
    assert (stands.state, stands.published_at) == (RoundState.SCHEDULED, None)
    assert not Commendation.objects.approved().exists()
    assert ScheduleFailure.objects.get().reason.startswith("Lỗi hệ thống: ZeroDivisionError")
    monkeypatch.undo()
    at_its_moment.shift(FIRST_DELAY)
    assert run_due() == RunResult(published=1)
    assert not ScheduleFailure.objects.exists()


def test_a_void_approval_at_the_moment_is_a_reason_in_words(stands, at_its_moment):
    stands.commendations.filter(citation=CITATION).update(citation=CITATION.replace("chữ", "chử"))
    assert run_due() == RunResult(failed=1)
    failure = ScheduleFailure.objects.get()
    assert (failure.title, failure.content_object) == ("Đợt hẹn giờ", stands)
    assert failure.reason == (
        "Nội dung đã đổi sau khi hiệu trưởng duyệt, phải trình duyệt lại: "
        f"Lê Thị Bảo Ngọc – thành tích: “{CITATION}” → “{CITATION.replace('chữ', 'chử')}”"
    )
    stands.refresh_from_db()
    assert (stands.state, stands.due_at) == (RoundState.SCHEDULED, timezone.now()), "it stays due"
    assert not Commendation.objects.approved().exists()


def test_it_goes_live_by_itself_when_the_words_are_as_they_were(stands, at_its_moment):
    changed = stands.commendations.filter(citation=CITATION)
    pk = changed.get().pk
    changed.update(citation="Đã đổi.")
    run_due()
    Commendation.objects.filter(pk=pk).update(citation=CITATION)
    assert run_due() == RunResult(), "not before the next attempt"
    at_its_moment.shift(FIRST_DELAY)
    assert run_due() == RunResult(published=1)
    assert not ScheduleFailure.objects.exists()


def test_after_a_new_approval_it_waits_for_a_new_moment(stands, at_its_moment, editor):
    stands.commendations.filter(citation=CITATION).update(citation="Đã đổi.")
    run_due()
    steps.submit(stands, editor)
    factories.approve(stands)
    assert run_due() == RunResult()
    assert not ScheduleFailure.objects.exists(), "it is due no more"
    publication.schedule(stands, editor, timezone.now() + 60 * SECOND)
    at_its_moment.shift(60 * SECOND)
    assert run_due() == RunResult(published=1)
    assert Commendation.objects.approved().filter(citation="Đã đổi.").exists()


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"withdrawn_at": "now"}, "Lê Thị Bảo Ngọc (lớp 5/3): đã rút lại đồng ý ngày "),
        ({"expires_on": "yesterday"}, "Lê Thị Bảo Ngọc (lớp 5/3): phiếu đồng ý đã hết giá trị ngày "),
        ({"channels": ["board"]}, "Lê Thị Bảo Ngọc (lớp 5/3): chưa có phiếu đồng ý."),
    ],
    ids=["withdrawn", "expired", "for another channel"],
)
def test_a_consent_that_ended_meanwhile_is_asked_for_again_at_the_moment(
    stands, at_its_moment, change, reason
):
    moments = {"now": timezone.now(), "yesterday": timezone.localdate() - dt.timedelta(days=1)}
    values = {
        name: moments.get(value, value) if isinstance(value, str) else value for name, value in change.items()
    }
    consents = Consent.objects.filter(person__full_name="Lê Thị Bảo Ngọc")
    consents.update(**values)
    assert run_due() == RunResult(failed=1)
    assert ScheduleFailure.objects.get().reason.startswith(reason)
    assert not Commendation.objects.approved().exists(), "nor the two others: the round goes as one"

    factories.consent(consents.first().person)
    at_its_moment.shift(FIRST_DELAY)
    assert run_due() == RunResult(published=1)
    assert not ScheduleFailure.objects.exists()
    assert Commendation.objects.approved().count() == 3


def test_an_editor_may_leave_the_child_off_the_page_and_publish_the_others(
    client, stands, at_its_moment, editor
):
    Consent.objects.update(withdrawn_at=timezone.now())
    Consent.objects.exclude(person__full_name="Lê Thị Bảo Ngọc").update(withdrawn_at=None)
    run_due()
    client.force_login(editor)
    client.post(reverse("honors_rounds:publish", args=[stands.pk]), {"set_aside": "on"})
    assert Commendation.objects.approved().count() == 2
    assert run_due() == RunResult()
    assert not ScheduleFailure.objects.exists()


def test_a_round_that_fails_holds_no_page_up(stands, at_its_moment):
    stands.commendations.update(citation="Đã đổi.")
    story = factories.story(live=False)
    story.save_revision(approved_go_live_at=timezone.now(), clean=False)
    assert run_due() == RunResult(published=1, failed=1)


@pytest.mark.parametrize("step", ["unschedule", "publish", "withdraw"])
def test_what_somebody_did_between_the_look_and_the_lock_counts(stands, at_its_moment, editor, step):
    (item,) = due_items(timezone.now())
    {"unschedule": publication.unschedule, "publish": publication.publish, "withdraw": steps.withdraw}[step](
        stands, editor
    )
    assert taking.take(item, timezone.now()) == RunResult()
    assert len(publications(stands)) == (step == "publish")
    assert not ScheduleFailure.objects.exists()


def test_a_round_that_was_put_off_after_the_look_waits(stands, at_its_moment):
    (item,) = due_items(timezone.now())
    CommendationRound.objects.filter(pk=stands.pk).update(due_at=timezone.now() + 60 * SECOND)
    assert taking.take(item, timezone.now()) == RunResult()
    stands.refresh_from_db()
    assert stands.state == RoundState.SCHEDULED


# --- What people are told ----------------------------------------------------------------------------


def test_the_dashboard_says_why_and_leads_to_the_round_s_own_screen(client, stands, at_its_moment, editor):
    stands.commendations.filter(citation=CITATION).update(citation="Đã đổi.")
    run_due()
    at_its_moment.shift(GRACE + SECOND)
    address = reverse("honors_rounds:overview", args=[stands.pk])
    for role in (Role.EDITOR, Role.CLERK):
        html = panel_for(factories.user(role))
        for words in (
            "Quá hạn mà chưa đăng",
            "Đợt hẹn giờ",
            "Nội dung đã đổi sau khi hiệu trưởng duyệt",
            address,
        ):
            assert words in html, role
    for role in (Role.LIBRARIAN, Role.PRIVACY, Role.ADMIN):
        assert "Đợt hẹn giờ" not in panel_for(factories.user(role)), role
    client.force_login(editor)
    page = unescape(client.get(address).content.decode())
    assert "Chưa công bố được cho đến khi hiệu trưởng duyệt lại." in page


def test_the_dashboard_names_the_rounds_to_come(stands, editor):
    assert [item.object_id for item in next_goings_live(timezone.now(), 5)] == [str(stands.pk)]
    html = panel_for(editor)
    assert "Đợt hẹn giờ" in html
    assert reverse("honors_rounds:overview", args=[stands.pk]) in html
    assert "Quá hạn" not in html


def test_who_unschedules_it_ends_the_complaint(stands, at_its_moment, editor):
    stands.commendations.update(citation="Đã đổi.")
    run_due()
    publication.unschedule(stands, editor)
    assert run_due() == RunResult()
    assert not ScheduleFailure.objects.exists()
    assert "Đợt hẹn giờ" not in panel_for(editor)


# --- What it costs -------------------------------------------------------------------------------------


def test_an_idle_look_is_two_queries_with_rounds_and_consents_waiting_too(stands, django_assert_num_queries):
    Consent.objects.update(expires_on=timezone.localdate() + dt.timedelta(days=300))
    runner = schedule._Runner(threading.Event(), None)
    runner.look()
    with django_assert_num_queries(2):
        runner.look()
