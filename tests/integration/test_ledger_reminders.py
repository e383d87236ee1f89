"""The ledger by itself: who is reminded of a task, and once; what the public reads; looking writes nothing."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Notice
from accounts.roles import Role
from core.clock import went_on
from ledger import reminders
from ledger.evidence import attach
from ledger.reminders import remind
from tests import factories
from tests.module_school import school_for_the_module
from week.models import PlanTask

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("school")]
WEEK = "/tuan-le-2023/"


def fill() -> None:
    """The Week of 2023 with two tasks."""
    week = factories.edition(year=2023)
    factories.week_page(week, slug="tuan-le-2023")
    doer = factories.department()
    factories.plan_task(week, doer, title="Treo băng rôn", due_date=date(2023, 10, 4))
    factories.plan_task(week, doer, title="Mở cửa thư viện", status="done")


school = school_for_the_module(fill)


@pytest.fixture
def banner():
    return PlanTask.objects.get(title="Treo băng rôn")


# --- Reminders ---------------------------------------------------------------------------------


@pytest.fixture
def owner(banner, settings):
    settings.MAIL_IS_SET = True
    account = factories.user(Role.CLERK, email="van-thu@truong.example")
    banner.owner = account
    banner.save()
    return account


def subjects(account) -> list[str]:
    return list(Notice.objects.filter(user=account).order_by("pk").values_list("subject", flat=True))


def test_an_owner_is_reminded_once_before_and_once_after(banner, owner, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        for day in range(1, 8):
            for _ in range(2):
                remind(date(2023, 9, 28) + timedelta(days=day))
    assert subjects(owner) == [
        "Việc sắp đến hạn (4/10/2023): Treo băng rôn",
        "Việc đã trễ hạn (4/10/2023): Treo băng rôn",
    ]
    assert [message.to for message in mail.outbox] == [[owner.email]] * 2
    banner.due_date = date(2023, 10, 20)
    banner.save()
    assert remind(date(2023, 10, 18)) == 1, "another date is another matter"


def test_nobody_is_reminded_of_what_is_done_far_off_or_nobody_s(banner):
    assert remind(date(2023, 10, 5)) == 0, "it has no owner"
    PlanTask.objects.update(owner=factories.user(), due_date=date(2023, 10, 4))
    assert remind(date(2023, 9, 30)) == 0
    assert remind(date(2024, 10, 5)) == 0, "last year's"
    banner.refresh_from_db()
    banner.status = "done"
    banner.save()
    assert remind(date(2023, 10, 5)) == 0


def test_the_runner_reminds_in_the_morning(banner, owner, monkeypatch):
    monkeypatch.setattr(reminders, "_looked_on", None)
    with time_machine.travel("2023-10-02 06:59:00+07:00"):
        went_on.send(None)
    assert subjects(owner) == []
    with time_machine.travel("2023-10-02 07:00:00+07:00"):
        went_on.send(None)
        went_on.send(None)
    assert len(subjects(owner)) == 1


@pytest.mark.parametrize("command", [["run_schedule", "--once"], ["publish_scheduled"]])
def test_a_timer_reminds_as_the_runner_does(banner, owner, monkeypatch, command):
    for _ in range(2):  # each time another process
        monkeypatch.setattr(reminders, "_looked_on", None)
        with time_machine.travel("2023-10-02 07:00:00+07:00"):
            call_command(*command)
    assert len(subjects(owner)) == 1


def test_an_owner_finds_the_own_open_tasks_on_the_desk(client, banner, owner):
    client.force_login(owner)
    for moment, is_there in (("2023-10-03", True), ("2023-09-20", False)):
        with time_machine.travel(f"{moment} 08:00:00+07:00"):
            client.force_login(owner)
            assert ("Treo băng rôn" in client.get("/admin/").content.decode()) == is_there


# --- The public page ---------------------------------------------------------------------------


def test_the_week_shows_what_is_done_and_leads_to_what_is_public(client, banner):
    story = factories.story(title="Băng rôn ở cổng", slug="bang-ron")
    own = factories.story(title="Treo xong rồi")
    own.tasks.set([banner])
    own.save()
    attach(banner, story, None)
    attach(banner, factories.story(title="Chưa đăng", live=False), None)
    attach(banner, factories.commendation(round=factories.commendation_round(banner.edition)), None)
    page = client.get(WEEK).content.decode()
    assert "Cả trường đã làm xong 1 trên 2 việc" in page
    assert f'<a href="{story.url}">Băng rôn ở cổng</a>' in page
    assert "Treo xong rồi" in page
    assert "Chưa đăng" not in page
    story.unpublish()
    assert "Băng rôn ở cổng" not in client.get(WEEK).content.decode()


def test_looking_writes_nothing(client, banner):
    client.force_login(factories.user(Role.EDITOR))
    story = factories.story(edition=banner.edition)
    addresses = [
        reverse("ledger:overview"),
        reverse("ledger:task", args=[banner.pk]),
        reverse("ledger:thing", args=["news.storypage", story.pk]),
    ]
    for address in addresses:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        words = {query["sql"].split()[0] for query in captured.captured_queries}
        assert words & {"INSERT", "UPDATE", "DELETE"} == set(), address
