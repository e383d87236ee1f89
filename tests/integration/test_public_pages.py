"""Every page that the public reads: one heading, a title, a description, one address, no cookie, no English."""

import re
from io import BytesIO
from itertools import pairwise

import pytest
from bs4 import BeautifulSoup
from PIL import Image
from wagtail.models import Page, get_page_models

from home.models import HomePage
from tests import factories
from tests.module_school import school_for_the_module

pytestmark = pytest.mark.django_db

SECTIONS = ["/", "/tin-bai/", "/hoat-dong/", "/ton-vinh/", "/thu-vien/", "/tim-kiem/"]
ENGLISH = re.compile(
    r"\b(?:read more|next|previous|search|home|about|contact|menu|close|back|share|download|submit|cancel"
    r"|login|log in|news|events?|library|results?|filter|skip|error|not found|posted|published|comments?"
    r"|january|february|march|april|may|june|july|august|september|october|november|december"
    r"|monday|tuesday|wednesday|thursday|friday|saturday|sunday|ago|minutes?|hours?|days?|none|null)\b",
    re.IGNORECASE,
)


def fill() -> None:
    """Make one page of each type, and what they show."""
    week = factories.edition()
    doer = factories.department()
    task = factories.plan_task(week, doer)
    HomePage.objects.update(edition=week)
    factories.week_page(week)
    factories.standard_page()
    story = factories.story(picture=factories.picture(), department=doer, edition=week, category="reading")
    story.tasks.add(task)
    story.tags.add("khuyến đọc")
    story.save()
    factories.activity(organiser=doer, edition=week, audiences=["students", "parents"], capacity=40)
    learner = factories.profile(edition=week, person=factories.person(is_illustration=True))
    factories.initiative(department=doer, edition=week)
    factories.resource(subjects=["mathematics"], grades=["3", "4"], audiences=["students"])
    factories.programme()
    factories.guide()
    factories.reading_model()
    factories.book_list()
    factories.commendation(
        "live",
        round=factories.commendation_round(week),
        person=learner.person,
        profile=learner,
    )


school = school_for_the_module(fill)
OURS = sorted(model._meta.label for model in get_page_models() if model is not Page)


def page_of(label: str):
    return next(model for model in get_page_models() if model._meta.label == label).objects.get()


def read(client, address: str) -> BeautifulSoup:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return BeautifulSoup(answer.content, "html.parser")


@pytest.mark.parametrize("label", OURS)
def test_a_page_has_what_every_page_must_have(school, client, label):
    page = page_of(label)
    answer = client.get(page.get_url())
    assert answer.status_code == 200
    assert answer.cookies == {}
    assert "sessionid" not in client.cookies
    soup = BeautifulSoup(answer.content, "html.parser")
    assert soup.html["lang"] == "vi"
    assert len(soup.find_all("h1")) == 1
    assert soup.h1.get_text(strip=True)
    title = soup.title.get_text(strip=True)
    assert title not in {"", "–"}
    assert not title.startswith("–")
    description = soup.find("meta", {"name": "description"})["content"]
    assert 10 <= len(description) <= 201
    assert soup.find("link", rel="canonical")["href"] == page.get_full_url()
    assert soup.find("main")
    assert soup.find("a", href="#noi-dung")


@pytest.mark.parametrize("label", OURS)
def test_headings_do_not_skip_a_level(school, client, label):
    soup = read(client, page_of(label).get_url())
    levels = [int(heading.name[1]) for heading in soup.find_all(re.compile(r"^h[1-6]$"))]
    skipped = [(before, after) for before, after in pairwise(levels) if after > before + 1]
    assert skipped == []


@pytest.mark.parametrize("label", OURS)
def test_a_page_speaks_vietnamese_only(school, client, label):
    soup = read(client, page_of(label).get_url())
    for element in soup(["script", "style"]):
        element.decompose()
    spoken = [soup.get_text(" ")]
    for name in ("aria-label", "alt", "title", "placeholder"):
        spoken += [element[name] for element in soup.find_all(attrs={name: True})]
    assert ENGLISH.findall(" ".join(spoken)) == []


@pytest.mark.parametrize("label", OURS)
def test_every_picture_has_an_alternative_text_and_a_size(school, client, label):
    for image in read(client, page_of(label).get_url()).find_all("img"):
        assert image.has_attr("alt"), image
        assert image.has_attr("width"), image
        assert image.has_attr("height"), image


@pytest.mark.parametrize("label", OURS)
def test_no_id_is_used_twice_and_every_reference_leads_somewhere(school, client, label):
    soup = read(client, page_of(label).get_url())
    ids = [element["id"] for element in soup.find_all(id=True)]
    assert sorted(ids) == sorted(set(ids))
    referred = {
        name
        for attribute in ("aria-labelledby", "aria-describedby", "for")
        for element in soup.find_all(attrs={attribute: True})
        for name in str(element[attribute]).split()
    }
    referred |= {link["href"][1:] for link in soup.find_all("a", href=re.compile(r"^#."))}
    assert referred <= set(ids)


@pytest.mark.parametrize("label", OURS)
def test_the_picture_to_share_is_drawn(school, client, label):
    soup = read(client, page_of(label).get_url())
    address = soup.find("meta", property="og:image")["content"]
    assert address.startswith("http://testserver/")
    answer = client.get(address.removeprefix("http://testserver"))
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/png")
    picture = Image.open(BytesIO(answer.content))
    assert (picture.format, picture.size) == ("PNG", (1200, 630))


def test_every_link_on_every_page_leads_to_an_answer(school, client):
    addresses, seen = {page.get_url() for page in Page.objects.live().filter(depth__gt=1)}, set()
    assert len(addresses) >= len(OURS)
    while addresses - seen:
        address = (addresses - seen).pop()
        seen.add(address)
        answer = client.get(address)
        assert answer.status_code == 200, address
        if answer["Content-Type"].startswith("text/html") and "?" not in address:
            soup = BeautifulSoup(answer.content, "html.parser")
            links = {link["href"].split("#")[0] for link in soup.find_all("a", href=True)}
            addresses |= {link for link in links if link.startswith("/") and not link.startswith("//")}
    assert len(seen) >= 20


def test_a_resource_is_reached_on_the_front_page_through_its_own_page(school, client):
    resource = page_of("resources.ResourcePage")
    links = {link["href"] for link in read(client, "/").find_all("a", href=True)}
    assert resource.get_url() in links
    assert resource.web_address not in links


def test_the_sitemap_names_every_public_page(school, client):
    draft = factories.story(live=False)
    files = re.findall(r"<loc>https?://[^/]+(.*?)</loc>", client.get("/sitemap.xml").content.decode())
    text = "".join(client.get(file).content.decode() for file in files)
    named = set(re.findall(r"<loc>(.*?)</loc>", text))
    pages = Page.objects.live().filter(depth__gt=1).specific()
    below = [
        address for page in pages for address in type(page).addresses_below({page.pk: page.get_full_url()})
    ]
    assert below
    assert named == {*(page.get_full_url() for page in pages), *below}
    assert draft.get_full_url() not in named


def test_robots_keep_out_of_the_admin_and_find_the_sitemap(school, client):
    text = client.get("/robots.txt").content.decode()
    assert "Disallow: /admin/" in text
    assert "Sitemap: http://testserver/sitemap.xml" in text


def test_a_draft_is_not_public(school, client):
    story = factories.story(live=False, title="Chưa đăng")
    assert client.get(story.get_url()).status_code == 404
    assert "Chưa đăng" not in client.get("/tin-bai/").content.decode()
    assert client.get(f"/anh-chia-se/{story.pk}-abc.png").status_code == 404


@pytest.mark.parametrize("address", SECTIONS)
def test_an_empty_school_has_every_section(empty_school, client, address):
    soup = read(client, address)
    assert len(soup.find_all("h1")) == 1
    assert ENGLISH.findall(soup.main.get_text(" ")) == []
    assert len(soup.main.get_text(strip=True)) > 40, "an empty section says so"


@pytest.fixture
def empty_school(school):
    """Take every page below the sections away, and what they show."""
    from honors.models import Commendation, DecisionNumber
    from week.models import WeekEdition

    for page in Page.objects.filter(depth__gt=3) | Page.objects.filter(
        content_type__model__in=["weekpage", "standardpage"]
    ):
        page.specific.delete()
    HomePage.objects.update(edition=None)
    Commendation.objects.all().delete()
    DecisionNumber.objects.all().delete()
    for week in WeekEdition.objects.all():
        week.rounds.all().delete()
        week.delete()


def test_a_missing_page_is_answered_in_vietnamese(school, client, settings):
    assert settings.DEBUG is False
    answer = client.get("/khong-co-trang-nay/")
    assert answer.status_code == 404
    soup = BeautifulSoup(answer.content, "html.parser")
    assert soup.html["lang"] == "vi"
    assert len(soup.find_all("h1")) == 1
    assert "Không thấy trang" in soup.title.get_text()
    assert soup.find("a", href="/")
    assert soup.find("form", action="/tim-kiem/")
    assert ENGLISH.findall(soup.get_text(" ")) == []


def test_a_failing_page_is_answered_in_vietnamese_and_says_nothing_of_why(school, client, monkeypatch):
    client.raise_request_exception = False
    monkeypatch.setattr(HomePage, "get_context", lambda *arguments, **options: 1 / 0)
    answer = client.get("/")
    assert answer.status_code == 500
    text = answer.content.decode()
    assert 'lang="vi"' in text
    assert "ZeroDivisionError" not in text
    assert "Traceback" not in text


def test_a_signed_in_editor_reads_the_same_page_with_a_bar(school, client):
    from accounts.roles import Role

    client.force_login(factories.user(Role.EDITOR))
    assert client.get("/").status_code == 200
