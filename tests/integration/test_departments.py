"""A department's own page below the Week: its tasks, its sessions, its stories."""

import pytest

from home.models import WeekPage
from tests import factories
from tests.module_school import school_for_the_module
from week.models import Department, PlanTask

pytestmark = pytest.mark.django_db
school = school_for_the_module()
OWN = "/tuan-le-2023/bo-phan/cong-doan/"


@pytest.fixture
def week(school):
    edition = factories.edition()
    factories.week_page(edition, slug="tuan-le-2023")
    union = factories.department(name="Công đoàn trường", short_name="Công đoàn")
    library = factories.department(name="Thư viện trường", short_name="Thư viện")
    factories.plan_task(edition, union, title="Treo băng rôn", status=PlanTask.Status.DONE)
    factories.plan_task(edition, library, title="Mở cửa thư viện")
    factories.story(title="Công đoàn tập gõ chữ", department=union)
    factories.story(title="Thư viện mở cửa", department=library)
    return edition


def test_it_shows_what_is_its_own(client, week, django_assert_max_num_queries):
    client.get(OWN)
    with django_assert_max_num_queries(10):
        answer = client.get(OWN)
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "<h1>Công đoàn trường</h1>" in text
    assert "1/1 việc đã xong" in text
    assert "Treo băng rôn" in text
    assert "Công đoàn tập gõ chữ" in text
    assert "Mở cửa thư viện" not in text
    assert "Thư viện mở cửa" not in text
    assert text.count('rel="canonical"') == 1
    assert f'{OWN}">' in text


def test_the_week_and_the_front_page_lead_there(client, week):
    assert OWN in client.get("/tuan-le-2023/").content.decode()
    assert OWN in client.get("/").content.decode()
    assert OWN in WeekPage.objects.get().stored_addresses()


@pytest.mark.parametrize("slug", ["khong-co", "to-chuyen-mon", "1"])
def test_an_unknown_department_is_not_found(client, week, slug):
    assert client.get(f"/tuan-le-2023/bo-phan/{slug}/").status_code == 404


def test_a_renamed_department_is_found_at_its_old_address(client, week):
    union = Department.objects.get(short_name="Công đoàn")
    for name in ("Công đoàn cơ sở", "Công đoàn trường"):
        union.short_name = name
        union.save()
    new = "/tuan-le-2023/bo-phan/cong-doan-truong/"
    assert client.get(OWN, follow=True).redirect_chain[-1] == (new, 301)
    union.short_name = "Công đoàn"
    union.save()
    assert client.get(OWN).status_code == 200
    assert client.get(new, follow=True).redirect_chain[-1] == (OWN, 301)
