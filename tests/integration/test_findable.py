"""What search engines, feed readers and browsers find: sitemaps, feeds, the search description, old addresses."""

import json
from datetime import datetime, time, timedelta
from unicodedata import normalize
from xml.etree import ElementTree as ET

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import PageViewRestriction

from core.renditions import make_missing
from home.models import StandardPage
from home.sitemaps import PAGES_IN_A_FILE
from news.models import NewsIndexPage, StoryPage
from people.takedown import take_down_page
from resources.models import LibraryPage, ReadingTimeSlot
from tests import factories
from tests.module_school import school_for_the_module

pytestmark = pytest.mark.django_db
NAMES = {
    "map": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "image": "http://www.google.com/schemas/sitemap-image/1.1",
    "search": "http://a9.com/-/spec/opensearch/1.1/",
}


def fill() -> None:
    picture = factories.picture()
    make_missing(picture)
    type(picture).objects.update(is_shown=True)
    factories.story(slug="co-anh", category="reading", picture=picture, published_at=timezone.now())
    factories.story(slug="khong-anh", category="notice", title="Thông báo & lịch")


school = school_for_the_module(fill)


def xml(client, address: str) -> ET.Element:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return ET.fromstring(answer.content)


def sitemap(client) -> dict[str, ET.Element]:
    """Return the entries of all files, by path."""
    files = [one.text for one in xml(client, "/sitemap.xml").findall("map:sitemap/map:loc", NAMES)]
    entries: dict[str, ET.Element] = {}
    for file in files:
        path = "/" + file.split("/", 3)[3]
        found = xml(client, path).findall("map:url", NAMES)
        assert 0 < len(found) <= PAGES_IN_A_FILE
        entries |= {"/" + one.findtext("map:loc", "", NAMES).split("/", 3)[3]: one for one in found}
    return entries


def test_the_sitemap_has_pictures_and_the_last_change(school, client):
    entries = sitemap(client)
    story = StoryPage.objects.get(slug="co-anh")
    entry = entries["/tin-bai/co-anh/"]
    assert datetime.fromisoformat(
        entry.findtext("map:lastmod", "", NAMES)
    ) == story.last_published_at.replace(microsecond=0)
    picture = entry.findtext("image:image/image:loc", "", NAMES)
    assert picture.startswith("http")
    assert picture.endswith(".jpg")
    assert entries["/tin-bai/khong-anh/"].find("image:image", NAMES) is None
    assert entries["/tin-bai/"].find("map:lastmod", NAMES) is None


def test_the_sitemap_names_only_what_is_public_now(school, client):
    assert "/tin-bai/khong-anh/" in sitemap(client)
    story = StoryPage.objects.get(slug="khong-anh")
    PageViewRestriction.objects.create(page=story, restriction_type=PageViewRestriction.LOGIN)
    assert "/tin-bai/khong-anh/" not in sitemap(client)
    take_down_page(StoryPage.objects.get(slug="co-anh"), None, "Thử.")
    assert "/tin-bai/co-anh/" not in sitemap(client)
    assert client.get("/sitemap-99999.xml").status_code == 404


def test_each_feed_has_the_stories_of_its_category(school, client):
    everything = json.loads(client.get("/tin-bai/json/").content)
    assert everything["version"] == "https://jsonfeed.org/version/1.1"
    assert {item["title"] for item in everything["items"]} >= {"Thông báo & lịch"}
    for item in everything["items"]:
        assert item["url"].startswith("http")
        assert datetime.fromisoformat(item["date_published"]).utcoffset() == timedelta(hours=7)
        assert item["content_text"]
    answer = client.get("/tin-bai/json/thong-bao/")
    assert answer["Content-Type"].startswith("application/feed+json")
    notices = json.loads(answer.content)
    assert [item["title"] for item in notices["items"]] == ["Thông báo & lịch"]
    assert notices["title"].startswith("Tin bài: Thông báo")
    titles = [item.findtext("title") for item in xml(client, "/tin-bai/rss/thong-bao/").iter("item")]
    assert titles == ["Thông báo & lịch"]
    assert client.get("/tin-bai/atom/khong-co/").status_code == 404


def test_every_page_names_the_feeds_and_the_search(school, client):
    for address in ("/", "/tin-bai/co-anh/", "/thu-vien/", "/tim-kiem/?q=sach", "/de-cu/"):
        head = BeautifulSoup(client.get(address).content, "html.parser").head
        feeds = [link["href"] for link in head.find_all("link", rel="alternate")]
        assert feeds == ["/tin-bai/rss/", "/tin-bai/atom/", "/tin-bai/json/"], address
        assert head.find("link", rel="search")["href"] == "/opensearch.xml"
        assert head.find("meta", {"name": "description"})["content"]
    filtered = BeautifulSoup(client.get("/tin-bai/?chuyen-muc=notice").content, "html.parser").head
    assert "/tin-bai/rss/thong-bao/" in [link["href"] for link in filtered.find_all("link", rel="alternate")]
    assert "Tin bài: Thông báo" in filtered.title.text


def test_a_browser_can_search_from_its_address_bar(school, client):
    description = xml(client, "/opensearch.xml")
    address = description.find("search:Url", NAMES)
    assert address.get("template") == "http://testserver/tim-kiem/?q={searchTerms}"
    assert 0 < len(description.findtext("search:ShortName", "", NAMES)) <= 16


# --- Old addresses -----------------------------------------------------------------------------


@pytest.fixture
def renamed(django_capture_on_commit_callbacks):
    """A function that publishes a page with another slug, as an editor does."""

    def rename(page, slug: str):
        page = type(page).objects.get(pk=page.pk)
        page.slug = slug
        with django_capture_on_commit_callbacks(execute=True):
            page.save_revision().publish()
        return type(page).objects.get(pk=page.pk)

    return rename


def leads_to(client, address: str) -> tuple[int, str | None]:
    answer = client.get(address)
    return answer.status_code, answer.headers.get("Location")


def test_an_old_address_leads_to_the_new_one_and_back_without_a_circle(school, client, renamed):
    story = renamed(factories.story(slug="ten-cu"), "ten-moi")
    assert leads_to(client, "/tin-bai/ten-cu/?fbclid=1") == (301, "/tin-bai/ten-moi/")
    story = renamed(story, "ten-cu")
    assert leads_to(client, "/tin-bai/ten-cu/") == (200, None)
    assert leads_to(client, "/tin-bai/ten-moi/") == (301, "/tin-bai/ten-cu/")
    story.unpublish()
    assert leads_to(client, "/tin-bai/ten-cu/") == (404, None)
    assert leads_to(client, "/tin-bai/ten-moi/") == (404, None)


def test_no_browser_keeps_a_way_that_may_turn_round(school, client, renamed):
    renamed(factories.story(slug="ten-cu"), "ten-moi")
    assert client.get("/tin-bai/ten-cu/").headers["Cache-Control"] == "no-cache"
    assert client.get("/tin-bai/?trang=1").status_code == 200


@pytest.mark.parametrize("stored", ["NFC", "NFD"])
@pytest.mark.parametrize("asked", ["NFC", "NFD"])
def test_an_old_address_with_marks_is_found_however_they_are_written(school, client, stored, asked):
    Redirect.objects.create(old_path=normalize(stored, "/tin-tức/khuyến-đọc"), redirect_link="/tin-bai/")
    assert leads_to(client, normalize(asked, "/tin-tức/khuyến-đọc/")) == (301, "/tin-bai/")


def test_a_redirect_to_itself_is_none_and_one_to_another_host_is_followed(school, client):
    Redirect.objects.create(old_path="/vong", redirect_link="/vong/?a=1")
    Redirect.objects.create(old_path="/so-gd", redirect_link="https://example.org/so-gd/")
    assert leads_to(client, "/vong/") == (404, None)
    assert leads_to(client, "/so-gd/") == (301, "https://example.org/so-gd/")


def test_pages_and_feeds_below_a_moved_page_are_found(school, client, renamed):
    upper, other = factories.standard_page(slug="truong"), factories.standard_page(slug="gioi-thieu")
    factories.standard_page(parent=upper, slug="noi-quy")
    StandardPage.objects.get(pk=upper.pk).move(StandardPage.objects.get(pk=other.pk), pos="last-child")
    assert leads_to(client, "/truong/noi-quy/") == (301, "/gioi-thieu/truong/noi-quy/")
    renamed(NewsIndexPage.objects.get(), "chuyen")
    assert leads_to(client, "/tin-bai/rss/") == (301, "/chuyen/rss/")
    assert leads_to(client, "/tin-bai/co-anh/") == (301, "/chuyen/co-anh/")


def test_no_old_address_leads_to_what_was_taken_down(school, client, renamed):
    story = renamed(factories.story(slug="cu"), "moi")
    take_down_page(story, None, "Rút lại đồng ý.")
    for address in ("/tin-bai/moi/", "/tin-bai/cu/"):
        assert leads_to(client, address) == (410, None), address
    taken = StoryPage.objects.get(slug="co-anh")
    take_down_page(taken, None, "Rút lại đồng ý.")
    renamed(factories.story(slug="khac"), "khac-nua")
    assert leads_to(client, "/tin-bai/co-anh/") == (410, None)


def test_a_page_at_a_very_long_address_can_be_renamed(school, client, renamed):
    story = renamed(factories.story(slug="a" * 255), "ngan")
    assert leads_to(client, story.url) == (200, None)


@pytest.fixture
def below(school) -> list[str]:
    """Addresses below a page that are to be read in their own right: a department's, and the reading times."""
    week = factories.edition()
    factories.plan_task(week, factories.department(name="Thư viện trường", short_name="Thư viện"))
    page = factories.week_page(week)
    ReadingTimeSlot.objects.create(class_name="3/2", weekday=1, starts_at=time(7, 15), ends_at=time(7, 30))
    library = LibraryPage.objects.get()
    return [
        *type(page).addresses_below({page.pk: page.url}),
        *LibraryPage.addresses_below({library.pk: library.url}),
    ]


def test_the_sitemap_names_what_is_to_be_read_below_a_page(below, client):
    assert len(below) == 2
    assert set(below) <= sitemap(client).keys()
    for address in below:
        assert client.get(address).status_code == 200


def test_what_stands_below_a_page_says_where_it_is(below, client):
    for address in below:
        head = BeautifulSoup(client.get(address).content, "html.parser").head
        (node,) = json.loads(head.find("script", type="application/ld+json").string)["@graph"]
        *above, last = [one["item"] for one in node["itemListElement"]]
        assert node["@type"] == "BreadcrumbList"
        assert last == head.find("link", rel="canonical")["href"]
        assert last.endswith(address)
        assert all(last.startswith(one) for one in above)
        shared(client, address)


def test_a_further_page_of_a_list_is_shared_as_itself(school, client):
    factories.many_stories(15)
    head = BeautifulSoup(client.get("/tin-bai/trang-2/").content, "html.parser").head
    assert head.find("meta", property="og:url")["content"].endswith("/tin-bai/trang-2/")
    assert head.find("meta", property="og:url")["content"] == head.find("link", rel="canonical")["href"]


@pytest.mark.parametrize("address", ["/tim-kiem/?q=an", "/de-cu/"])
def test_what_is_no_page_can_be_shared_as_well(school, client, address):
    shared(client, address)


def shared(client, address: str) -> None:
    head = BeautifulSoup(client.get(address).content, "html.parser").head
    found = {meta["property"]: meta["content"] for meta in head.find_all("meta", property=True)}
    assert {"og:title", "og:description", "og:url", "og:site_name", "og:image:alt"} <= found.keys()
    assert found["og:url"] == f"http://testserver{address.partition('?')[0]}"
    assert client.get(found["og:image"]).headers["Content-Type"] == "image/png"
