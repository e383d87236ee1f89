"""How many queries a page takes: few, and the same for twenty stories as for a thousand."""

import re
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.roles import Role
from core.renditions import make_missing
from home.models import HomePage
from tests import factories
from tests.module_school import school_for_the_module

pytestmark = pytest.mark.django_db

FIRST_SITEMAP = "/sitemap-1.xml"
"""Stands for the first file there is: its number is that of its pages' keys."""
BUDGETS = {
    "/": 10,
    "/tin-bai/chuyen-doc/": 8,
    "/tin-bai/": 8,
    "/tin-bai/trang-2/": 8,
    "/tin-bai/?chuyen-muc=reading": 8,
    "/hoat-dong/": 8,
    "/hoat-dong/doc-chung/": 8,
    "/ton-vinh/": 8,
    "/ton-vinh/bao-ngoc/": 8,
    "/thu-vien/": 8,
    "/thu-vien/?lop=3": 8,
    "/thu-vien/phep-nhan/": 8,
    "/thu-vien/gio-doc/": 8,
    "/tuan-le-2023/": 10,
    "/tim-kiem/": 6,
    "/tim-kiem/?q=doc+sach": 6,
    "/tin-bai/rss/": 6,
    "/tin-bai/json/khuyen-doc/": 6,
    "/hoat-dong/lich/": 6,
    "/sitemap.xml": 2,
    FIRST_SITEMAP: 6,
}


def fill() -> None:
    """A school with twenty of everything that lists show."""
    week = factories.edition()
    HomePage.objects.update(edition=week)
    doers = [factories.department() for _ in range(6)]
    tasks = [factories.plan_task(week, doers[place % 6]) for place in range(20)]
    picture = factories.picture()
    make_missing(picture)
    shown = {"image": picture, "alt_text": "Sân trường.", "decorative": False, "caption": ""}
    button = {"label": "Xem kế hoạch", "page": HomePage.objects.get(), "url": ""}
    factories.week_page(week, slug="tuan-le-2023", body=[("picture", shown), ("button", button)])
    round_ = factories.commendation_round(week)
    shared = {"category": "reading", "edition": week, "picture": picture, "department": doers[0]}
    factories.many_stories(20, **shared)
    story = factories.story(slug="chuyen-doc", published_at=timezone.now() + timedelta(seconds=1), **shared)
    story.tasks.set(tasks[:3])
    story.tags.add("khuyến đọc", "lớp 3")
    story.save()
    editor = factories.user(Role.EDITOR)
    for place in range(20):
        names = {"slug": "doc-chung"} if not place else {}
        factories.activity(organiser=doers[place % 6], edition=week, audiences=["students"], **names)
        names = {"slug": "bao-ngoc"} if not place else {}
        learner = factories.profile(edition=week, **names)
        factories.consent(learner.person)
        factories.commendation(round=round_, person=learner.person, profile=learner, editor=editor)
        names = {"slug": "phep-nhan"} if not place else {}
        factories.resource(subjects=["mathematics"], grades=["3"], **names)
    factories.bring(round_, "live", editor=editor)
    for _ in range(3):
        factories.initiative(department=doers[0], edition=week, picture=picture)
        factories.guide(picture=picture)


school = school_for_the_module(fill)


def queries_of(client, address: str) -> list[str]:
    """Return the queries of a visit that is not the first."""
    if address == FIRST_SITEMAP:
        address = re.search(r"/sitemap-\d+\.xml", client.get("/sitemap.xml").content.decode())[0]
    for _ in range(2):
        assert client.get(address).status_code == 200, address
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return [query["sql"] for query in captured.captured_queries]


@pytest.mark.parametrize("address", BUDGETS)
def test_a_page_keeps_within_its_budget(school, client, address):
    queries = queries_of(client, address)
    assert len(queries) <= BUDGETS[address], "\n".join(query[:300] for query in queries)


def test_a_thousand_stories_take_as_many_queries_as_twenty(school, client):
    few = {address: len(queries_of(client, address)) for address in BUDGETS}
    factories.many_stories(980, lead="Cả trường cùng đọc sách.")
    call_command("update_index", verbosity=0)
    many = {address: len(queries_of(client, address)) for address in BUDGETS}
    assert many == few


def test_a_visitor_writes_nothing(school, client):
    for address in BUDGETS:
        words = {query.split()[0] for query in queries_of(client, address)}
        assert words & {"INSERT", "UPDATE", "DELETE"} == set(), address


def test_no_address_is_asked_twice_for_the_same_thing(school, client):
    for address in BUDGETS:
        queries = queries_of(client, address)
        twice = {query[:300] for query in queries if queries.count(query) > 1}
        assert twice == set(), address
