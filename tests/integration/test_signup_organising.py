"""The organiser's screens of an activity: who comes, how many came, the same session again."""

import html
import io
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import openpyxl
import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from home.models import ActivityIndexPage, ActivityPage, SignUp
from tests import factories
from tests.factories.signups import sign_up
from tests.module_school import school_for_the_module
from tests.printed_papers import needs_poppler, pdf_pages

pytestmark = pytest.mark.django_db
school = school_for_the_module()
VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
STARTS = datetime(2026, 10, 5, 15, 30, tzinfo=VIETNAM)


@pytest.fixture
def clock(school):
    with time_machine.travel("2026-10-01T08:00:00+07:00", tick=False) as traveller:
        yield traveller


@pytest.fixture
def activity(clock) -> ActivityPage:
    return factories.activity(
        slug="doc-sach", title="Đọc sách chung", starts_at=STARTS, takes_signups=True, capacity=30
    )


@pytest.fixture
def editing(client, clock):
    client.force_login(factories.user(Role.EDITOR))
    return client


def text(answer) -> str:
    return " ".join(html.unescape(answer.content.decode()).split())


def address(name: str, *numbers: int) -> str:
    return reverse(f"signups:{name}", args=numbers)


def test_who_may_see_who_comes(client, activity):
    one = sign_up(activity)
    addresses = [address(name, activity.pk) for name in ("people", "sheet", "spreadsheet", "again")]
    addresses.append(address("cancel", activity.pk, one.pk))
    assert {client.get(url).status_code for url in addresses} == {302}
    for role in Role:
        client.force_login(factories.user(role))
        expected = 200 if role == Role.EDITOR else 403
        assert {client.get(url).status_code for url in addresses} == {expected}, role


def test_the_list_adds_up(editing, activity):
    sign_up(activity, name="Phạm Thị Cúc", people=4, email="cuc@example.org")
    sign_up(activity, name="Võ Văn Tám", cancelled_at=timezone.now(), people=9)
    edit = text(editing.get(reverse("wagtailadmin_pages:edit", args=[activity.pk])))
    assert address("people", activity.pk) in edit
    assert address("again", activity.pk) in edit
    page = text(editing.get(address("people", activity.pk)))
    assert "<strong>4</strong> người trên 30 chỗ; còn 26 chỗ" in page
    assert "0912 345 678 <br> cuc@example.org" in page
    assert page.index("Phạm Thị Cúc") < page.index("Đã huỷ") < page.index("Võ Văn Tám")
    assert "4/11/2026" in page


def test_the_list_asks_the_same_however_many_come(editing, activity, django_assert_max_num_queries):
    for _ in range(30):
        sign_up(activity)
    editing.get(address("people", activity.pk))
    with django_assert_max_num_queries(30):
        editing.get(address("people", activity.pk))


def test_one_is_cancelled_after_a_question(editing, activity):
    one = sign_up(activity, name="Phạm Thị Cúc")
    assert "Phạm Thị Cúc" in text(editing.get(address("cancel", activity.pk, one.pk)))
    assert SignUp.objects.standing().exists()
    assert editing.post(address("cancel", activity.pk, one.pk)).status_code == 302
    assert not SignUp.objects.standing().exists()
    other = factories.activity()
    assert editing.get(address("cancel", other.pk, one.pk)).status_code == 404


def test_who_takes_an_activity_off_the_site_is_told_who_still_means_to_come(editing, activity):
    sign_up(activity, people=5)
    chosen = f"?id={activity.pk}"
    bulk = [
        reverse("wagtail_bulk_action", args=["wagtailcore", "page", way]) for way in ("delete", "unpublish")
    ]
    ways = [reverse(f"wagtailadmin_pages:{way}", args=[activity.pk]) for way in ("delete", "unpublish")]
    for question in [*ways, *(way + chosen for way in bulk)]:
        assert "Đã có <strong>5 người</strong> đăng ký" in text(editing.get(question)), question
    answer = editing.post(reverse("wagtailadmin_pages:unpublish", args=[activity.pk]), follow=True)
    assert "Đã có 5 người đăng ký" in text(answer)
    assert address("people", activity.pk) in text(answer)


@needs_poppler
def test_the_sheet_has_every_name_and_a_line_for_how_many_came(editing, activity):
    for number in range(40):
        sign_up(activity, name=f"Phạm Thị Cúc {number}") if number < 30 else None
    answer = editing.get(address("sheet", activity.pk))
    assert answer["Content-Type"] == "application/pdf"
    assert "no-store" in answer["Cache-Control"]
    pages = pdf_pages(answer.content)
    assert "Đọc sách chung" in pages[0]
    assert "Số người đến" in pages[0]
    assert "30 người / 30 chỗ" in pages[0]
    assert "Phạm Thị Cúc 29" in " ".join(pages)


def test_no_cell_of_the_spreadsheet_is_a_formula(editing, activity):
    ActivityPage.objects.filter(pk=activity.pk).update(title="=1+1")
    sign_up(activity, name="-Tám", phone="+84 912 345 678")
    answer = editing.get(address("spreadsheet", activity.pk))
    rows = list(openpyxl.load_workbook(io.BytesIO(answer.content)).active.values)
    assert rows[0][0] == "'=1+1"
    assert rows[3][1:4] == ("'-Tám", 1, "'+84 912 345 678")


def test_how_many_came_is_a_fact_that_no_version_takes_back(editing, activity):
    activity.save_revision()
    assert "Sau khi buổi này bắt đầu" in text(editing.get(address("people", activity.pk)))
    for wrong, words in (("-1", "không thể âm"), ("ba", "Hãy ghi một số"), ("9999999", "lớn quá")):
        answer = editing.post(address("people", activity.pk), {"headcount": wrong})
        assert answer.status_code == 422
        assert words in text(answer)
    assert editing.post(address("people", activity.pk), {"headcount": "45"}).status_code == 302
    ActivityPage.objects.get(pk=activity.pk).get_latest_revision().publish()
    assert ActivityPage.objects.get(pk=activity.pk).headcount == 45
    editing.post(address("people", activity.pk), {"headcount": ""})
    assert ActivityPage.objects.get(pk=activity.pk).headcount is None


def repeat(client, activity, **data):
    return client.post(address("again", activity.pk), {"every": "week", "times": "", "until": ""} | data)


def copies(activity) -> list[ActivityPage]:
    return list(ActivityPage.objects.exclude(pk=activity.pk).order_by("starts_at"))


def test_a_session_is_repeated_as_drafts_at_the_same_time_of_day(editing, activity):
    task = factories.plan_task(factories.edition())
    activity.tasks.set([task])
    activity.headcount, activity.lead = 12, "Lời mới nhất."
    activity.save()
    activity.save_revision()
    answer = repeat(editing, activity, times="3")
    assert answer["Location"] == reverse("wagtailadmin_explore", args=[ActivityIndexPage.objects.get().pk])
    made = copies(activity)
    assert [one.starts_at - STARTS for one in made] == [timedelta(weeks=number) for number in (1, 2, 3)]
    assert {timezone.localtime(one.starts_at).strftime("%H:%M") for one in made} == {"15:30"}
    assert {one.ends_at - one.starts_at for one in made} == {timedelta(minutes=90)}
    assert not any(one.live for one in made)
    assert [one.slug for one in made] == [f"doc-sach-{day}-2026" for day in ("12-10", "19-10", "26-10")]
    for one in made:
        newest = one.get_latest_revision_as_object()
        assert (newest.lead, newest.takes_signups, newest.headcount) == ("Lời mới nhất.", True, None)
        assert list(newest.tasks.all()) == [task]
        assert newest.starts_at == one.starts_at
    repeat(editing, activity, times="4")
    assert len(copies(activity)) == 4, "what is there already is not made again"


@pytest.mark.parametrize(
    ("data", "number"),
    [
        ({"every": "day", "until": "9/10/2026"}, 4),
        ({"until": "26/10/2026"}, 3),
        ({"every": "day", "times": "1"}, 1),
    ],
)
def test_until_a_day_or_so_many_times(editing, activity, data, number):
    assert repeat(editing, activity, **data).status_code == 302
    assert len(copies(activity)) == number
    if "until" in data:
        day, month, year = (int(part) for part in data["until"].split("/"))
        assert timezone.localtime(copies(activity)[-1].starts_at).date() == date(year, month, day)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({}, "chỉ một trong hai"),
        ({"times": "2", "until": "26/10/2026"}, "chỉ một trong hai"),
        ({"times": "0"}, "từ 1 đến 30"),
        ({"times": "31"}, "nhiều nhất 30 buổi"),
        ({"every": "day", "until": "1/12/2026"}, "nhiều nhất 30 buổi"),
        ({"every": "day", "until": "1/1/2199"}, "nhiều nhất 30 buổi"),
        ({"until": "6/10/2026"}, "chưa có buổi nào"),
        ({"until": "mai"}, "Chưa hiểu"),
        ({"every": "năm", "times": "2"}, "năm"),
    ],
)
def test_a_wrong_answer_makes_nothing(editing, activity, data, words):
    answer = repeat(editing, activity, **data)
    assert answer.status_code == 422
    assert words in text(answer)
    assert not copies(activity)
