"""What pages say to programs, checked against the vocabulary of schema.org itself."""

import json
import re
from datetime import date, datetime
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup
from wagtail.models import Page, get_page_models

from core.school_settings import SchoolSettings
from core.structured_data.script import script
from home.models import HomePage
from honors.models import ProfilePage
from resources.models import ResourcePage
from tests import factories
from tests.module_school import school_for_the_module

pytestmark = pytest.mark.django_db

VOCABULARY = json.loads(
    Path(__file__).parents[1].joinpath("data", "schema-org.json").read_text(encoding="utf-8")
)
TYPES, PROPERTIES, MEMBERS = (VOCABULARY[part] for part in ("types", "properties", "members"))
YEAR = re.compile(r"\d{4}")


def fill() -> None:
    """Make one page of each type with all that it can say."""
    week = factories.edition()
    doer = factories.department()
    HomePage.objects.update(edition=week)
    SchoolSettings.objects.update_or_create(
        site=HomePage.objects.get().get_site(),
        defaults={
            "address": "Ấp Đình",
            "phone": "028 123",
            "facebook_url": "https://www.facebook.com/truong",
        },
    )
    factories.week_page(week)
    factories.standard_page(parent=factories.standard_page())
    story = factories.story(
        picture=factories.picture(), department=doer, edition=week, category="reading", byline="Cô Mến"
    )
    story.tags.add("khuyến đọc")
    story.save()
    factories.activity(organiser=doer, edition=week, audiences=["students", "parents"], capacity=40)
    factories.profile(edition=week, person=factories.person(kind="teacher", display_name="Cô Lan"))
    factories.initiative(department=doer, edition=week)
    factories.resource(
        subjects=["mathematics"],
        grades=["3", "4"],
        audiences=["students"],
        creator="Tô Hoài",
        publisher="Kim Đồng",
        published_year=2019,
        accessibility="Có phụ đề",
    )
    factories.programme(starts_on=date(2026, 1, 2), ends_on=date(2026, 3, 4))
    factories.guide()
    factories.reading_model()
    factories.book_list()


school = school_for_the_module(fill)
OURS = sorted(model._meta.label for model in get_page_models() if model is not Page)


def graph_of(client, address: str) -> list[dict]:
    soup = BeautifulSoup(client.get(address).content, "html.parser")
    (block,) = soup.find_all("script", type="application/ld+json")
    data = json.loads(block.string)
    assert data["@context"] == "https://schema.org"
    return data["@graph"]


def kinds(name: str) -> set[str]:
    """Return the type and all above it."""
    return {name}.union(*map(kinds, TYPES.get(name, [])))


def wrong_with(node: dict) -> list[str]:
    """Return a sentence for everything in the node that the vocabulary does not allow."""
    if set(node) == {"@id"}:
        return [] if is_address(node["@id"]) else [f"{node} refers to no full address"]
    kind = node.get("@type")
    if kind not in TYPES:
        return [f"{kind} is no type"]
    found = []
    for name, value in node.items():
        if name in {"@type", "@id"}:
            continue
        # The vocabulary's page "actions" allows PROPERTY-input on an action.
        known = PROPERTIES.get(name.removesuffix("-input"))
        if known is None or not kinds(kind) & set(known["on"]):
            found.append(f"{kind} has no {name}")
            continue
        if name.endswith("-input"):
            continue
        found += [
            problem
            for one in (value if isinstance(value, list) else [value])
            for problem in wrong_value(f"{kind}.{name}", one, known["takes"])
        ]
    return found


def wrong_value(place: str, value: object, takes: list[str]) -> list[str]:
    if isinstance(value, dict):
        if set(value) != {"@id"} and not kinds(value.get("@type", "")) & set(takes):
            return [f"{place} takes no {value.get('@type')}"]
        return wrong_with(value)
    if isinstance(value, bool):
        fits = "Boolean" in takes
    elif isinstance(value, int):
        fits = bool({"Integer", "Number"} & set(takes))
    elif not isinstance(value, str) or not value.strip():
        fits = False
    elif {"Date", "DateTime"} & set(takes) and "Text" not in takes:
        fits = is_moment(value)
    elif urlsplit(value).scheme:
        member = value.rpartition("/")[2]
        fits = is_address(value) and bool(
            {"URL", "Text"} & set(takes) or set(MEMBERS.get(member, [])) & set(takes)
        )
        # A thing may be given by its address alone.
        fits = fits or place == "ListItem.item"
    else:
        fits = bool({"Text"} & set(takes)) or (place.endswith("inLanguage") and len(value) == 2)
    return [] if fits else [f"{place} takes no {value!r}"]


def is_address(value: str) -> bool:
    parts = urlsplit(value)
    return parts.scheme in {"http", "https"} and bool(parts.netloc)


def is_moment(value: str) -> bool:
    if YEAR.fullmatch(value):
        return True
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return False
    return len(value) == len("2026-01-02") or moment.utcoffset() is not None


@pytest.mark.parametrize("label", OURS)
def test_every_page_type_speaks_the_vocabulary(school, client, label):
    model = next(model for model in get_page_models() if model._meta.label == label)
    page = model.objects.order_by("-depth").first()
    graph = graph_of(client, page.url)
    assert [problem for node in graph for problem in wrong_with(node)] == []
    crumbs = [node for node in graph if node["@type"] == "BreadcrumbList"]
    assert len(crumbs) == (page.depth > 2)
    if crumbs:
        assert [item["item"] for item in crumbs[0]["itemListElement"]][-1] == page.full_url


@pytest.mark.parametrize(
    ("node", "problem"),
    [
        ({"@type": "Story"}, "Story is no type"),
        ({"@type": "NewsArticle", "startDate": "2026-01-02"}, "NewsArticle has no startDate"),
        ({"@type": "Event", "startDate": "2/1/2026"}, "Event.startDate takes no '2/1/2026'"),
        ({"@type": "Event", "startDate": "2026-01-02T07:30"}, "Event.startDate takes no '2026-01-02T07:30'"),
        ({"@type": "Event", "location": {"@type": "Person"}}, "Event.location takes no Person"),
        ({"@type": "Event", "name": ""}, "Event.name takes no ''"),
        ({"@type": "Event", "image": "/anh.png"}, "Event.image takes no '/anh.png'"),
        ({"@type": "Event", "isAccessibleForFree": "có"}, "Event.isAccessibleForFree takes no 'có'"),
        (
            {"@type": "Event", "organizer": {"@id": "/#truong"}},
            "{'@id': '/#truong'} refers to no full address",
        ),
    ],
)
def test_a_wrong_word_is_noticed(node, problem):
    assert wrong_with(node) == [problem]


def test_each_kind_says_what_it_is(school, client):
    own = {label: graph_of(client, page_of(label).url)[0] for label in OURS if label != "home.StandardPage"}
    assert own["news.StoryPage"]["@type"] == "NewsArticle"
    assert own["news.StoryPage"]["keywords"] == ["khuyến đọc"]
    assert own["home.ActivityPage"]["startDate"].endswith("+07:00")
    assert own["resources.ResourcePage"]["license"].startswith("https://creativecommons.org/licenses/by/4.0/")
    assert (
        own["news.NewsIndexPage"]["mainEntity"]["itemListElement"][0]["name"]
        == page_of("news.StoryPage").title
    )
    kinds_of_front = {node["@type"] for node in graph_of(client, "/")}
    assert kinds_of_front == {"WebPage", "ElementarySchool", "WebSite"}


def page_of(label: str):
    return next(model for model in get_page_models() if model._meta.label == label).objects.get()


def test_a_grown_up_has_a_profile_and_a_child_never(school, client):
    profile = ProfilePage.objects.get()
    own = graph_of(client, profile.url)[0]
    assert (own["@type"], own["mainEntity"]["name"]) == ("ProfilePage", "Cô Lan")
    child = factories.profile(person=factories.person(kind="student", display_name="Bảo Ngọc"))
    text = json.dumps(graph_of(client, child.url), ensure_ascii=False)
    assert "Person" not in text
    assert "Bảo Ngọc" not in text


def test_a_title_cannot_end_the_script(school, client):
    title = 'Đọc </script><script>alert(1)</script> & <!-- "sách"'
    story = factories.story(title=title, slug="doc-script")
    assert "<script>alert" not in client.get(story.url).content.decode()
    assert graph_of(client, story.url)[0]["name"] == title
    assert "</" not in script({"name": "</script>"}).removesuffix("</script>")


def test_a_resource_of_unknown_licence_claims_none(school, client):
    ResourcePage.objects.update(licence="unknown", licence_version="")
    assert "license" not in graph_of(client, ResourcePage.objects.get().url)[0]
