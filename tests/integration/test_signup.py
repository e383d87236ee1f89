"""Signing up for an activity: the form, giving places back, and until when the data stay."""

import html
import re
from datetime import datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from core.rate_limit import RateLimit
from home.models import ActivityPage, SignUp, SignUpList
from home.signup import views
from pagestore.clearing import concerns
from pagestore.models import Change
from pagestore.rendering import render
from tests import factories
from tests.factories.signups import sign_up
from tests.module_school import school_for_the_module
from workflow.schedule import run_due

pytestmark = pytest.mark.django_db
school = school_for_the_module()
VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
STARTS = datetime(2026, 10, 5, 15, 30, tzinfo=VIETNAM)
GUEST = {"name": "Nguyễn Thị Lan", "people": "2", "phone": "0912 345 678", "email": "", "agrees": "on"}


@pytest.fixture
def clock(school):
    with time_machine.travel("2026-10-01T08:00:00+07:00", tick=False) as traveller:
        yield traveller


@pytest.fixture
def activity(clock) -> ActivityPage:
    return factories.activity(slug="doc-sach", starts_at=STARTS, takes_signups=True, capacity=30)


def text(answer) -> str:
    return " ".join(html.unescape(answer.content.decode()).split())


def opened(client, activity) -> str:
    page = client.get(activity.sign_up_url).content.decode()
    return re.search(r'name="opened"\s+value="([^"]+)"', page)[1]


def send(client, clock, activity, seconds: float = 30, **changes):
    """Open the form, wait, send it."""
    stamp = opened(client, activity)
    clock.shift(seconds)
    return client.post(activity.sign_up_url, GUEST | {"opened": stamp, "website": ""} | changes)


@pytest.fixture
def sent(client, clock, activity):
    """A function that sends the form with some changes."""
    return partial(send, client, clock, activity)


def test_a_visitor_keeps_places_and_gives_them_back(client, clock, activity):
    assert "Còn 30 chỗ" in text(client.get(activity.url))
    done = client.get(send(client, clock, activity)["Location"])
    kept = SignUp.objects.get()
    assert (kept.name, kept.people, kept.phone, kept.consent_version) == (
        *("Nguyễn Thị Lan", 2, "0912 345 678"),
        "2026-11",
    )
    assert len(kept.token) == 22
    assert "2 chỗ" in text(done)
    assert f"{activity.url}lich/" in text(done)
    page = text(client.get(activity.url))
    assert "Còn 28 chỗ" in page
    assert "Thị Lan" not in page
    cancelling = f"{activity.url}huy-dang-ky/{kept.token}/"
    assert cancelling in text(done)
    assert "Huỷ và trả lại chỗ" in text(client.get(cancelling))
    assert SignUp.objects.standing().exists(), "a GET changes nothing"
    assert "Đã trả lại 2 chỗ" in text(client.post(cancelling, follow=True))
    assert "Còn 30 chỗ" in text(client.get(activity.url))
    assert client.get(f"{activity.sign_up_url}{kept.token}/")["Location"] == cancelling


def test_nothing_of_it_is_kept_or_indexed(client, clock, activity):
    kept = sign_up(activity)
    for address in ("dang-ky/", f"dang-ky/{kept.token}/", f"huy-dang-ky/{kept.token}/"):
        answer = client.get(activity.url + address)
        assert answer.status_code == 200
        assert "no-store" in answer["Cache-Control"]
        assert answer["X-Robots-Tag"] == "noindex, nofollow"
        assert '<meta name="robots" content="noindex">' in answer.content.decode()
        assert not render(activity.url + address).is_storable
    assert kept.token not in text(client.get("/sitemap-1.xml"))


def test_a_stored_page_is_told_of_a_sign_up_and_of_the_beginning(clock, activity, settings, tmp_path):
    settings.PAGE_STORE = tmp_path
    answer = render(activity.url)
    assert answer.is_storable
    assert answer.until <= STARTS
    Change.objects.all().delete()
    sign_up(activity)
    names = {name for change in Change.objects.all() for name in change.names}
    assert concerns(names, set(answer.names))
    assert not concerns(names, set(render("/hoat-dong/").names))


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"name": " "}, "name", "Hãy ghi họ tên của bạn."),
        ({"name": "=cmd|x"}, "name", "“=”"),
        ({"name": "a\x00b"}, "name", "U+0000"),
        ({"name": "n" * 101}, "name", "100"),
        ({"people": "0"}, "people", "từ 1 đến 10"),
        ({"people": "11"}, "people", "nhiều nhất 10 người"),
        ({"people": "hai"}, "people", "từ 1 đến 10"),
        ({"people": ""}, "people", "Hãy ghi số người."),
        ({"phone": ""}, "phone", "Hãy ghi số điện thoại hoặc địa chỉ thư."),
        ({"phone": "0912"}, "phone", "Số điện thoại chưa đúng"),
        ({"phone": "1" * 31}, "phone", "30"),
        ({"email": "lan@"}, "email", "Địa chỉ thư chưa đúng"),
        ({"agrees": ""}, "agrees", "đánh dấu ô này"),
    ],
)
def test_a_wrong_answer_is_said_at_its_field_and_nothing_typed_is_lost(sent, changes, field, words):
    answer = sent(**changes)
    page = text(answer)
    assert answer.status_code == 422
    assert words in page
    assert f'id="id_{field}_error"' in page
    assert not SignUp.objects.exists()
    for other in {"name", "phone"} - set(changes):
        assert f'value="{GUEST[other]}"' in page


def test_who_asks_for_more_than_is_left_is_told_how_many(client, clock, activity):
    for _ in range(3):
        sign_up(activity, people=9)
    answer = send(client, clock, activity, people="4")
    assert answer.status_code == 422
    assert "Chỉ còn 3 chỗ" in text(answer)
    assert "Nguyễn Thị Lan" in text(answer)
    assert send(client, clock, activity, people="3").status_code == 302
    assert "Đã hết chỗ" in text(client.get(activity.url))


def test_who_comes_too_late_is_told_kindly_and_promised_nothing(client, clock, activity):
    stamp = opened(client, activity)
    for _ in range(3):
        sign_up(activity, people=10)
    clock.shift(9)
    answer = client.post(activity.sign_up_url, GUEST | {"opened": stamp})
    assert answer.status_code == 409
    assert "vừa có người giữ trước bạn" in text(answer)
    assert SignUp.objects.count() == 3
    page = text(client.get(activity.sign_up_url))
    assert "mọi chỗ đã có người giữ" in page
    assert "<form" not in page.partition("<main")[2]


def test_without_a_limit_no_number_is_shown(client, clock, activity):
    ActivityPage.objects.filter(pk=activity.pk).update(capacity=None)
    page = text(client.get(activity.url))
    assert "Nhận đăng ký" in page
    assert not re.search(r"Còn \d", page)
    assert send(client, clock, activity).status_code == 302


def test_it_closes_when_it_begins(client, clock, activity):
    kept, stamp = sign_up(activity), opened(client, activity)
    clock.move_to(STARTS)
    assert "Đã đóng đăng ký" in text(client.get(activity.url))
    assert "Đã đóng đăng ký" in text(client.get(activity.sign_up_url))
    answer = client.post(activity.sign_up_url, GUEST | {"opened": stamp})
    assert answer.status_code == 409
    assert "không nhận đăng ký nữa" in text(answer)
    client.post(f"{activity.url}huy-dang-ky/{kept.token}/")
    assert SignUp.objects.standing().count() == 1
    clock.move_to(STARTS + timedelta(hours=3))
    assert client.get(activity.sign_up_url).status_code == 404


def test_where_nobody_signs_up_there_is_no_form(client, clock, activity):
    other = factories.activity(starts_at=STARTS, capacity=20)
    kept = sign_up(activity)
    assert "đăng ký" not in text(client.get(other.url)).lower()
    for address in ("dang-ky/", f"dang-ky/{kept.token}/", f"huy-dang-ky/{kept.token}/", "huy-dang-ky/x/"):
        assert client.get(other.url + address).status_code == 404


def test_pressing_twice_keeps_places_once_and_pressing_at_once_asks_again(client, clock, activity):
    data = GUEST | {"opened": opened(client, activity)}
    answer = client.post(activity.sign_up_url, data)
    assert answer.status_code == 422
    assert "một lần nữa" in text(answer)
    clock.shift(5)
    places = {client.post(activity.sign_up_url, data)["Location"] for _ in range(2)}
    assert len(places) == 1
    assert SignUp.objects.count() == 1
    client.post(activity.sign_up_url, data | {"name": "Trần Văn Bảy"})
    assert SignUp.objects.count() == 2


def test_a_robot_keeps_nothing(client, clock, activity):
    assert send(client, clock, activity, website="https://example.org").status_code == 422
    assert send(client, clock, activity, opened="x").status_code == 422
    assert not SignUp.objects.exists()


def test_a_flood_has_to_wait_and_loses_nothing(client, clock, activity, monkeypatch):
    monkeypatch.setattr(views, "LIMIT", RateLimit("signups", limit=2, seconds=3600))
    for number in ("một", "hai"):
        assert send(client, clock, activity, name=f"Khách {number}").status_code == 302
    answer = send(client, clock, activity, name="Khách ba")
    assert answer.status_code == 429
    assert int(answer["Retry-After"]) > 3000
    assert "Khách ba" in text(answer)


def test_a_post_from_elsewhere_is_refused(clock, activity):
    client, kept = Client(enforce_csrf_checks=True), sign_up(activity)
    assert client.post(activity.sign_up_url, GUEST | {"opened": opened(client, activity)}).status_code == 403
    assert client.post(f"{activity.url}huy-dang-ky/{kept.token}/").status_code == 403
    assert SignUp.objects.standing().count() == 1


def test_the_link_comes_by_mail_to_who_gave_an_address(
    client, clock, activity, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        send(client, clock, activity, phone="", email="lan@example.org")
        send(client, clock, activity)
    (letter,) = mail.outbox
    assert letter.to == ["lan@example.org"]
    token = SignUp.objects.get(email="lan@example.org").token
    assert f"http://testserver{activity.url}huy-dang-ky/{token}/" in letter.body
    assert "2 chỗ" in letter.body


def test_data_go_thirty_days_after_the_end_and_the_number_stays(clock, activity):
    sign_up(activity, people=3)
    sign_up(activity, people=4)
    sign_up(activity, cancelled_at=timezone.now())
    end = activity.ends_at + timedelta(days=30)
    run_due(end - timedelta(seconds=1))
    assert SignUp.objects.count() == 3
    run_due(end)
    assert not SignUp.objects.exists()
    kept = SignUpList.objects.get()
    assert (kept.people_kept, kept.due_at) == (7, None)


def test_an_activity_that_is_put_off_keeps_them_as_much_longer(clock, activity):
    sign_up(activity)
    activity.starts_at += timedelta(days=7)
    activity.ends_at += timedelta(days=7)
    activity.save_revision().publish()
    due = activity.ends_at + timedelta(days=30)
    assert SignUpList.objects.get().due_at == due
    ActivityPage.objects.filter(pk=activity.pk).update(ends_at=activity.ends_at + timedelta(days=1))
    run_due(due)
    assert SignUp.objects.exists()
    run_due(due + timedelta(days=1))
    assert not SignUp.objects.exists()


def test_the_public_page_asks_the_same_however_many_come(client, clock, activity):
    def questions() -> list[str]:
        client.get(activity.url)
        with CaptureQueriesContext(connection) as asked:
            client.get(activity.url)
        return [one["sql"] for one in asked.captured_queries]

    sign_up(activity)
    before = questions()
    for _ in range(20):
        sign_up(activity)
    assert len(questions()) == len(before)
