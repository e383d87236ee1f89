"""What those who signed up and the organiser hear when an activity moves, is off, or takes place after all."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core import mail
from django.urls import reverse

from accounts.models import Notice
from accounts.roles import Role
from home.models import ActivityPage
from home.signup.keeping import give_back
from tests import factories
from tests.factories.signups import sign_up
from tests.module_school import school_for_the_module
from trash.binning import put_in_bin, restore
from trash.models import DeletedPage

pytestmark = pytest.mark.django_db
school = school_for_the_module()
STARTS = datetime(2026, 10, 5, 15, 30, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
BEFORE = "Trước đây: 15:30–17:00, thứ Hai 5/10/2026, Sân trường"


@pytest.fixture
def clock(school):
    with time_machine.travel("2026-10-01T08:00:00+07:00", tick=False) as traveller:
        yield traveller


@pytest.fixture
def organiser(clock):
    return factories.user(Role.EDITOR, email="bien-tap@truong.example")


@pytest.fixture
def activity(organiser, settings) -> ActivityPage:
    """An activity with a guest who has an address, and one who has a telephone."""
    settings.MAIL_IS_SET = True
    settings.WAGTAILADMIN_BASE_URL = "https://truong.example"
    page = factories.activity(
        title="Đọc sách cùng Bảo Ngọc", starts_at=STARTS, takes_signups=True, capacity=30, owner=organiser
    )
    sign_up(page, people=4, email="lan@example.org")
    sign_up(page, people=2)
    return page


@pytest.fixture
def change(activity, django_capture_on_commit_callbacks):
    """A function that publishes the activity with other values, and lets the worker work."""

    def publish(**values) -> None:
        page = ActivityPage.objects.get(pk=activity.pk)
        for name, value in values.items():
            setattr(page, name, value)
        with django_capture_on_commit_callbacks(execute=True):
            page.save_revision().publish()

    return publish


def letters() -> list:
    """Return what guests were sent since the last time."""
    found = [letter for letter in mail.outbox if letter.to == ["lan@example.org"]]
    mail.outbox.clear()
    return found


def test_another_time_or_place_is_told_once(change, activity, organiser):
    change(title="Đọc sách, nhan đề khác")
    assert letters() == []
    assert not Notice.objects.exists()
    change(place="Thư viện", starts_at=STARTS + timedelta(hours=1), ends_at=STARTS + timedelta(hours=2))
    told_all = [letter.body + letter.subject for letter in mail.outbox]
    (letter,) = letters()
    token = activity.signups.get(email="lan@example.org").token
    assert BEFORE in letter.body
    assert "Bây giờ: 16:30–17:30, thứ Hai 5/10/2026, Thư viện" in letter.body
    assert f"https://truong.example{activity.url}huy-dang-ky/{token}/" in letter.body
    assert not any("Đọc sách" in words or "Trần Văn Mến" in words for words in told_all), (
        "a mail names nobody"
    )
    notice = Notice.objects.get(user=organiser)
    assert "đã có 6 người đăng ký" in notice.subject
    assert "gửi thư cho 1 lượt" in notice.text
    assert "Còn 1 lượt" in notice.text
    assert notice.url == reverse("signups:people", args=[activity.pk])
    change(lead="Lời khác")
    assert letters() == []
    assert Notice.objects.count() == 1


def test_without_a_mail_server_the_organiser_is_told_to_call_all(change, settings, organiser):
    settings.MAIL_IS_SET = False
    change(place="Thư viện")
    assert mail.outbox == []
    assert "Còn 2 lượt trang web không báo được" in Notice.objects.get(user=organiser).text


def test_what_is_taken_off_is_told_and_so_is_its_coming_back(
    change, activity, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        activity.unpublish()
    (letter,) = letters()
    assert "15:30–17:00, thứ Hai 5/10/2026, Sân trường" in letter.body
    assert "Bảo Ngọc" not in letter.body + letter.subject
    change()
    (letter,) = letters()
    assert "lại diễn ra" in letter.subject
    change()
    assert letters() == []


def test_what_goes_into_the_bin_is_told_to_who_put_it_there(
    activity, organiser, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        put_in_bin(activity, organiser)
    assert len(letters()) == 1
    notice = Notice.objects.get(user=organiser)
    assert notice.url == reverse("trash:list"), "the list itself opens again when it is back"
    row = DeletedPage.objects.get()
    with django_capture_on_commit_callbacks(execute=True):
        restore(row, row.former_parent, organiser, publish=True)
    assert "lại diễn ra" in letters()[0].subject


def test_who_cancelled_and_what_is_over_hear_nothing(
    change, activity, clock, django_capture_on_commit_callbacks
):
    for one in activity.signups.all():
        give_back(one)
    change(place="Thư viện")
    sign_up(activity, email="lan@example.org")
    change(lead="Lời khác")
    assert letters() == [], "who came later has read the new place"
    clock.shift(timedelta(days=5))
    with django_capture_on_commit_callbacks(execute=True):
        activity.unpublish()
    assert letters() == []
    assert not Notice.objects.exists()


def test_changed_and_changed_back_is_no_news(activity, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        for place in ("Thư viện", "Sân trường"):
            page = ActivityPage.objects.get(pk=activity.pk)
            page.place = place
            page.save_revision().publish()
    assert letters() == []
