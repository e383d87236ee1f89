"""Next year's Week out of this year's, without anything of it being public before somebody says so."""

from datetime import date, time

import pytest
from django.urls import reverse

from accounts.roles import Role
from home.models import HomePage, WeekPage
from tests import factories
from tests.factories.boards import board, board_item
from tests.module_school import school_for_the_module
from week.models import PlanTask, WeekEdition

pytestmark = pytest.mark.django_db


def fill() -> None:
    """A Week of 2023 with two tasks, a slogan and its page."""
    week = factories.edition(
        year=2023,
        start_date=date(2023, 10, 2),
        end_date=date(2023, 10, 8),
        report_due_date=date(2023, 10, 13),
        report_recipient="Phòng Giáo dục",
    )
    union = factories.department()
    factories.plan_task(
        week, union, title="Treo băng rôn năm 2023", due_date=date(2023, 10, 4), status="done", text="Cũ"
    )
    factories.plan_task(week, union, title="Họp ngày 4/10", due_date=None)
    week.slogans.create(text="Mỗi ngày một trang sách")
    week.slogans.create(text="Khẩu hiệu cũ", is_active=False)
    factories.week_page(week, slug="tuan-le-2023", title="Tuần lễ 2023", lead="Bảy ngày cùng đọc.")


school = school_for_the_module(fill)
FACTS = {
    "year": "2024",
    "theme": "Học để biết cách học",
    "theme_highlight": "",
    "start_date": "30/09/2024",
    "end_date": "06/10/2024",
    "introduction": "",
    "report_due_date": "",
    "report_recipient": "",
    "with_tasks": "on",
    "with_slogans": "on",
    "with_page": "on",
}


@pytest.fixture
def admin(client):
    client.force_login(factories.user(Role.ADMIN))
    return client


def test_the_form_begins_with_the_days_a_year_later(school, admin):
    values = admin.get(reverse("new_week:new")).context["form"].initial
    assert values["start_date"].weekday() == date(2023, 10, 2).weekday()
    assert values["year"] == values["start_date"].year
    assert values["report_recipient"] == "Phòng Giáo dục"


def test_a_week_takes_over_what_was_asked_for_and_shows_nothing(school, admin):
    answer = admin.post(reverse("new_week:new"), FACTS, follow=True)
    new = WeekEdition.objects.get(year=2024)
    assert answer.redirect_chain[-1][0] == reverse("new_week:next", args=[new.pk])
    first, second = new.tasks.order_by("pk")
    assert (first.title, first.due_date, first.status, first.text) == (
        "Treo băng rôn năm 2024",
        date(2024, 10, 2),
        PlanTask.Status.PLANNED,
        "",
    )
    assert second.due_date is None
    assert "“Họp ngày 4/10”" in answer.content.decode()
    assert [slogan.text for slogan in new.slogans.all()] == ["Mỗi ngày một trang sách"]
    page = WeekPage.objects.get(edition=new)
    assert (page.live, page.slug, page.lead) == (False, "tuan-le-2024", "Bảy ngày cùng đọc.")
    # The newest Week stood on the front page because none was chosen; it stays there.
    assert HomePage.objects.get().edition.year == 2023
    assert WeekEdition.current() == HomePage.objects.get().edition, "what boards and share pictures speak of"
    assert new.theme not in admin.get("/hoat-dong/").content.decode()
    assert client_sees(admin, "/tuan-le-2024/") == 404
    assert client_sees(admin, "/tuan-le-2023/") == 200


def test_the_boards_items_of_the_week_come_along_switched_off(school, admin):
    gate = board(name="Bảng ở cổng")
    days = {"from_date": date(2023, 10, 1), "until_date": date(2023, 10, 8)}
    old = board_item(gate, text="Chào Tuần lễ 2023", weekdays=["1"], from_time=time(7), sort_order=1, **days)
    board_item(gate, text="Không hết hạn", from_date=date(2023, 10, 1), sort_order=2)
    board_item(gate, text="Tết", until_date=date(2024, 2, 9), sort_order=3)
    board_item(gate, text="Đã bỏ", until_date=date(2023, 10, 8), is_active=False, sort_order=4)
    form = admin.get(reverse("new_week:new")).content.decode()
    assert "Chào Tuần lễ 2023" in form
    assert "Đã bỏ" not in form
    admin.post(reverse("new_week:new"), FACTS | {"with_boards": "on"})
    edition = WeekEdition.objects.get(year=2024)
    new = gate.items.last()
    assert (new.text, new.is_active, gate.items.count()) == ("Chào Tuần lễ 2024", False, 5)
    assert (new.from_date, new.until_date) == (date(2024, 9, 29), date(2024, 10, 6))
    assert (new.from_time, list(new.weekdays)) == (time(7), list(old.weekdays))
    old.refresh_from_db()
    assert (old.is_active, old.until_date) == (True, date(2023, 10, 8))
    steps = reverse("new_week:next", args=[edition.pk])
    assert "Chào Tuần lễ 2024" in admin.get(steps).content.decode()
    assert admin.get(reverse("new_week:boards", args=[edition.pk])).status_code == 405
    admin.post(reverse("new_week:boards", args=[edition.pk]))
    assert [item.text for item in gate.items.filter(is_active=False)] == ["Đã bỏ"]


def client_sees(client, address: str) -> int:
    return client.get(address).status_code


def test_the_front_page_shows_it_when_told(school, admin):
    admin.post(reverse("new_week:new"), FACTS)
    new = WeekEdition.objects.get(year=2024)
    admin.post(reverse("new_week:show", args=[new.pk]))
    assert HomePage.objects.get().edition == new
    assert WeekEdition.current() == new
    assert new.theme in admin.get("/hoat-dong/").content.decode()
    assert "Học để biết cách học" in admin.get("/").content.decode()


def test_the_list_of_weeks_leads_back_to_what_is_still_to_do(school, admin):
    week = WeekEdition.objects.get()
    steps = reverse("new_week:next", args=[week.pk])
    assert steps in admin.get(reverse("wagtailsnippets_week_weekedition:list")).content.decode()
    assert admin.get(steps).status_code == 200


def test_only_what_was_ticked_is_taken_over(school, admin):
    admin.post(reverse("new_week:new"), {name: value for name, value in FACTS.items() if "with" not in name})
    new = WeekEdition.objects.get(year=2024)
    assert not new.tasks.exists()
    assert not new.slogans.exists()
    assert not WeekPage.objects.filter(edition=new).exists()


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"year": "2023"}, "Đã có Tuần lễ của năm này."),
        ({"end_date": "01/09/2024"}, "Ngày cuối không thể trước ngày đầu."),
        ({"start_date": "30/09/2022", "end_date": "01/10/2022"}, "Ngày này không thuộc năm 2024."),
        ({"theme": ""}, "Ô này phải có nội dung."),
        ({"start_date": "ngày mai"}, "Chưa hiểu “ngày mai”"),
    ],
)
def test_a_wrong_fact_is_said_at_its_field_and_the_rest_is_kept(school, admin, wrong, sentence):
    answer = admin.post(reverse("new_week:new"), FACTS | wrong)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not WeekEdition.objects.filter(year=2024).exists()
    assert 'value="30/09/2024"' in answer.content.decode() or "start_date" in wrong


def test_others_may_not(school, client):
    client.force_login(factories.user(Role.EDITOR))
    for address in (reverse("new_week:new"), reverse("plan_reading:upload")):
        assert client.get(address).status_code in {302, 403}
    assert client.post(reverse("new_week:new"), FACTS).status_code in {302, 403}
    assert not WeekEdition.objects.filter(year=2024).exists()
