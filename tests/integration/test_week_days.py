"""A page shows as many activities as it can hold, and says how many more there are."""

from datetime import datetime, time, timedelta

import pytest
from django.utils import timezone

from core.dependence import today
from home.models import HomePage
from home.week_days import days_of, strip
from tests import factories
from tests.module_school import school_for_the_module

pytestmark = pytest.mark.django_db

EACH_DAY = 12
DAYS = (-2, 0, 1)


def at(day: int, hour: int) -> datetime:
    """Return an hour of the day that is so many days from today."""
    return timezone.make_aware(datetime.combine(today() + timedelta(days=day), time(hour)))


def fill() -> None:
    """Put twelve activities on the day before yesterday, today and tomorrow."""
    week = factories.edition(start_date=today() - timedelta(days=2), end_date=today() + timedelta(days=2))
    HomePage.objects.update(edition=week)
    factories.week_page(week, slug="tuan-le")
    doers = [factories.department(short_name=name) for name in ("Thư viện", "Công đoàn")]
    factories.plan_task(week, doers[0])
    for day in DAYS:
        for place in range(EACH_DAY):
            factories.activity(
                title=f"Buổi {day} {place}",
                edition=week,
                organiser=doers[place % 2],
                starts_at=at(day, 6 + place),
                ends_at=at(day, 7 + place),
            )


school = school_for_the_module(fill)


@pytest.fixture
def week(school):
    return HomePage.objects.get().edition


def shown(days) -> list[tuple[int, int, int]]:
    return [((day.date - today()).days, len(day.activities), day.left_out) for day in days]


def test_all_are_shown_when_they_fit(week):
    assert shown(days_of(week, len(DAYS) * EACH_DAY)) == [(-2, 12, 0), (0, 12, 0), (1, 12, 0)]


def test_more_than_fit_begin_with_today_and_the_last_day_says_how_many_more(week):
    assert shown(days_of(week, 20)) == [(0, 12, 0), (1, 8, 4)]


def test_of_a_week_that_is_over_the_first_are_shown(week, monkeypatch):
    monkeypatch.setattr("home.week_days.today", lambda: today() + timedelta(days=9))
    assert shown(days_of(week, 20)) == [(-2, 12, 0), (0, 8, 4)]


def test_those_of_a_department(week):
    library = week.tasks.get().department
    assert shown(days_of(week, 8, library)) == [(0, 6, 0), (1, 2, 4)]


def test_the_strip_counts_them_all(week):
    assert [day.count for day in strip(week, "")] == [12, 0, 12, 12, 0]


def test_the_front_page_leads_to_what_it_leaves_out(week, client):
    page = client.get("/").content.decode()
    assert '<a href="/hoat-dong/">Còn 3 buổi nữa trong ngày</a>' in page
    assert "12 việc" in page


def test_the_list_goes_on_from_page_to_page_without_losing_any(week, client):
    first, second = client.get("/hoat-dong/"), client.get("/hoat-dong/trang-2/")
    titles = [
        one.title
        for answer in (first, second)
        for day in [*answer.context["coming_days"], *answer.context["past_days"]]
        for one in day.activities
    ]
    ahead = [f"Buổi {day} {place}" for day in (0, 1) for place in range(EACH_DAY)]
    # Newest first, and within a day from its morning on.
    assert titles[:24] == ahead
    assert sorted(titles[24:]) == sorted(f"Buổi -2 {place}" for place in range(EACH_DAY))
    assert not second.context["coming_days"]
    assert client.get("/hoat-dong/trang-3/").status_code == 404


def test_a_list_with_more_to_come_than_a_page_holds(week, client):
    for place in range(10):
        factories.activity(title=f"Xa {place}", starts_at=at(20, 6 + place), ends_at=at(20, 7 + place))
    first, second = client.get("/hoat-dong/"), client.get("/hoat-dong/trang-2/")
    assert not first.context["past_days"]
    assert [one.title for day in second.context["coming_days"] for one in day.activities] == [
        f"Xa {place}" for place in range(6, 10)
    ]
    assert "Hôm nay và sắp tới" in second.content.decode()
    assert "Đã qua" in second.content.decode()
