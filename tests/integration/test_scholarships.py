"""Scholarships on the board of honour: sums of one Week, never a name; and praise of learning communities."""

from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.roles import Role
from honors.models import AwardKind, Scholarship
from tests import factories
from tests.module_school import school_for_the_module
from week.models import WeekEdition

pytestmark = pytest.mark.django_db

BOARD = "/ton-vinh/"
ADD = "wagtailsnippets_honors_scholarship:add"


def scholarship(year: int, **fields) -> Scholarship:
    values = {
        "name": "Học bổng Khuyến học",
        "giver": "Hội Khuyến học xã",
        "number": 10,
        "amount_each": 500_000,
        "given_on": date(year, 10, 2),
    }
    return Scholarship.objects.create(edition=WeekEdition.objects.get(year=year), **(values | fields))


def fill() -> None:
    """Two Weeks; somebody is commended in each, so that the board has a choice of Weeks."""
    for year in (2023, 2024):
        week = factories.edition(year=year)
        round_ = factories.commendation_round(week, title=f"Đợt {year}")
        factories.commendation(
            round=round_,
            person=None,
            collective_name=f"Cộng đồng học tập ấp Đình {year}",
            award_kind=AwardKind.MERIT,
        )
        factories.bring(round_, "live")


school = school_for_the_module(fill)


@pytest.fixture
def editor(client):
    client.force_login(factories.user(Role.EDITOR))
    return client


def test_the_board_names_the_sums_of_the_newest_or_the_chosen_week(school, client):
    scholarship(2023, note="Ghi chú riêng.")
    scholarship(2024, name="Học bổng Hoa phượng", number=2, amount_each=1_000_000)
    scholarship(2024, giver="Công đoàn", number=3, amount_each=300_000)
    page = client.get(BOARD).content.decode()
    assert "5 suất, tổng cộng 2.900.000 đồng" in page
    assert "2 suất, mỗi suất 1.000.000 đồng" in page
    assert "Hội Khuyến học xã trao" in page
    chosen = client.get(f"{BOARD}?nam=2023").content.decode()
    assert "10 suất, tổng cộng 5.000.000 đồng" in chosen
    assert "Hoa phượng" not in chosen
    assert "Ghi chú riêng" not in page + chosen
    assert "Học bổng trao tặng" not in client.get(f"{BOARD}?la=collective").content.decode()


def test_nothing_is_announced_before_its_day(school, client):
    scholarship(2024)
    with time_machine.travel("2024-10-01T16:59:00Z", tick=False):
        assert "Học bổng trao tặng" not in client.get(BOARD).content.decode()
    with time_machine.travel("2024-10-01T17:01:00Z", tick=False):  # 00:01 in Vietnam
        assert "Học bổng trao tặng" in client.get(BOARD).content.decode()


def test_the_board_takes_one_query_for_them(school, client):
    def queries() -> int:
        client.get(BOARD)
        with CaptureQueriesContext(connection) as captured:
            client.get(BOARD)
        return len(captured)

    none = queries()
    for place in range(20):
        scholarship(2024, giver=f"Đơn vị {place}")
    assert queries() == none <= 8


def test_an_amount_is_typed_as_people_write_it(school, editor):
    shown = editor.get(reverse(ADD))
    assert shown.context["form"].initial["given_on"] == date(2024, 10, 2)
    week = WeekEdition.objects.get(year=2024)
    data = {
        "name": "Học bổng  Khuyến học",
        "giver": "Hội Khuyến học xã",
        "number": "12",
        "amount_each": "1.000.000 đồng",
        "edition": str(week.pk),
        "given_on": "02/10/2024",
        "note": "",
    }
    editor.post(reverse(ADD), data)
    made = Scholarship.objects.get()
    assert (made.amount_each, made.amount_in_words, made.name) == (
        1_000_000,
        "1.000.000 đồng",
        "Học bổng Khuyến học",
    )
    edit = reverse("wagtailsnippets_honors_scholarship:edit", args=[made.pk])
    assert 'value="1.000.000"' in editor.get(edit).content.decode()
    assert "1.000.000 đồng" in editor.get(reverse("wagtailsnippets_honors_scholarship:list")).content.decode()


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"amount_each": "một triệu"}, "Chưa hiểu “một triệu”. Hãy ghi số tiền bằng đồng"),
        ({"amount_each": "5"}, "Số nhỏ quá: ít nhất 1000."),
        ({"amount_each": "9" * 30}, "Số lớn quá: nhiều nhất 1000000000."),
        ({"number": "0"}, "Số nhỏ quá: ít nhất 1."),
        ({"given_on": "02/10/2022"}, "Ngày này không thuộc năm 2024 của Tuần lễ."),
    ],
)
def test_what_is_wrong_is_said_at_its_field(school, editor, wrong, sentence):
    data = {
        "name": "Học bổng",
        "giver": "Hội Khuyến học",
        "number": "1",
        "amount_each": "500000",
        "edition": str(WeekEdition.objects.get(year=2024).pk),
        "given_on": "2/10/2024",
        "note": "",
    }
    answer = editor.post(reverse(ADD), data | wrong)
    assert sentence in answer.content.decode()
    assert not Scholarship.objects.exists()


def test_a_learning_community_is_praised_like_any_collective(school, client):
    page = client.get(f"{BOARD}?nam=2023").content.decode()
    assert "Cộng đồng học tập ấp Đình 2023" in page
