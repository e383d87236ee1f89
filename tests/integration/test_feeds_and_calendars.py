"""What other programs read: RSS, Atom and calendar files."""

from datetime import datetime, timedelta
from xml.etree import ElementTree as ET
from zoneinfo import ZoneInfo

import icalendar
import pytest
from django.utils import timezone
from wagtail.models import Site

from core.school_settings import SchoolSettings
from tests import factories
from tests.module_school import school_for_the_module

pytestmark = pytest.mark.django_db
VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
ATOM = "{http://www.w3.org/2005/Atom}"
TITLE = 'Đọc sách & "kể chuyện" <cùng> cha mẹ'


def fill() -> None:
    now = timezone.now()
    for days, title in ((3, "Bài cũ nhất"), (1, TITLE), (2, "Bài ở giữa")):
        factories.story(title=title, category="reading", published_at=now - timedelta(days=days))
    factories.story(title="Chưa đăng", live=False)
    doers = {name: factories.department(short_name=name, name=name) for name in ("Thư viện", "Đội")}
    factories.activity(
        slug="som",
        title="Đọc sớm, kể; chuyện \\ hay",
        lead="Dòng một.\nDòng hai, có phẩy.",
        starts_at=datetime(2023, 10, 2, 0, 30, tzinfo=VIETNAM),
        place="Sân trường, cổng 2",
        audiences=["students", "parents"],
        organiser=doers["Thư viện"],
    )
    factories.activity(
        slug="sau",
        title="Trống khai hội",
        starts_at=datetime(2030, 10, 5, 15, 0, tzinfo=VIETNAM),
        audiences=["teachers"],
        organiser=doers["Đội"],
    )
    factories.activity(slug="nhap", title="Chưa công bố", live=False)


school = school_for_the_module(fill)


def own_address() -> str:
    """Return the address that the site has by its settings, whatever name a visitor used."""
    return Site.objects.get(is_default_site=True).root_url


def calendar_of(client, address: str) -> icalendar.Calendar:
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer["Content-Disposition"].endswith('.ics"')
    assert b"\r\n" in answer.content
    assert max(map(len, answer.content.split(b"\r\n"))) <= 75
    return icalendar.Calendar.from_ical(answer.content)


def titles_of(calendar: icalendar.Calendar) -> list[str]:
    return [str(event["summary"]) for event in calendar.walk("VEVENT")]


# --- Feeds -------------------------------------------------------------------------------------


def test_the_rss_feed_is_read_newest_first(school, client):
    answer = client.get("/tin-bai/rss/")
    assert answer["Content-Type"].startswith("application/rss+xml")
    channel = ET.fromstring(answer.content).find("channel")
    assert channel.findtext("language") == "vi"
    assert [item.findtext("title") for item in channel.iter("item")] == [TITLE, "Bài ở giữa", "Bài cũ nhất"]
    for item in channel.iter("item"):
        assert item.findtext("link").startswith(f"{own_address()}/tin-bai/")
        assert item.findtext("description")
        assert item.findtext("pubDate")
        assert item.findtext("category") == "Khuyến đọc"
        assert client.get(item.findtext("link")).status_code == 200


def test_the_atom_feed_is_read_newest_first(school, client):
    answer = client.get("/tin-bai/atom/")
    assert answer["Content-Type"].startswith("application/atom+xml")
    feed = ET.fromstring(answer.content)
    entries = feed.findall(f"{ATOM}entry")
    assert [entry.findtext(f"{ATOM}title") for entry in entries] == [TITLE, "Bài ở giữa", "Bài cũ nhất"]
    for entry in entries:
        assert entry.find(f"{ATOM}link").get("href").startswith(f"{own_address()}/tin-bai/")
        published = datetime.fromisoformat(entry.findtext(f"{ATOM}published"))
        assert published.tzinfo is not None
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("kind", ["rss", "atom"])
def test_a_feed_knows_its_own_address_and_is_announced_on_the_page(school, client, kind):
    text = client.get(f"/tin-bai/{kind}/").content.decode()
    assert f"http://testserver/tin-bai/{kind}/" in text
    assert f'href="/tin-bai/{kind}/"' in client.get("/tin-bai/").content.decode()


@pytest.mark.parametrize("kind", ["rss", "atom"])
def test_a_feed_without_stories_is_read(school, client, kind):
    from news.models import StoryPage

    for story in StoryPage.objects.all():
        story.delete()
    assert ET.fromstring(client.get(f"/tin-bai/{kind}/").content) is not None


@pytest.mark.parametrize("number", [0, 2])
def test_where_nobody_is_named_the_school_is_the_author(school, client, number):
    """Atom is not valid without one (RFC 4287, 4.1.1)."""
    from news.models import StoryPage

    for story in StoryPage.objects.all()[number:]:
        story.delete()
    StoryPage.objects.update(byline="")
    name = SchoolSettings.objects.get().name
    feed = ET.fromstring(client.get("/tin-bai/atom/").content)
    assert len(feed.findall(f"{ATOM}entry")) == number
    assert feed.findtext(f"{ATOM}author/{ATOM}name") == name
    assert client.get("/tin-bai/json/").json()["authors"] == [{"name": name}]


def test_a_feed_holds_the_newest_twenty(school, client):
    factories.many_stories(25)
    channel = ET.fromstring(client.get("/tin-bai/rss/").content).find("channel")
    assert len(list(channel.iter("item"))) == 20


# --- Calendars ---------------------------------------------------------------------------------


def test_the_calendar_holds_every_public_activity_in_vietnam_s_time(school, client):
    calendar = calendar_of(client, "/hoat-dong/lich/")
    assert titles_of(calendar) == ["Đọc sớm, kể; chuyện \\ hay", "Trống khai hội"]
    first = calendar.walk("VEVENT")[0]
    assert first["dtstart"].dt == datetime(2023, 10, 2, 0, 30, tzinfo=VIETNAM)
    assert first["dtend"].dt == datetime(2023, 10, 2, 2, 0, tzinfo=VIETNAM)
    assert first["dtstart"].params["TZID"] == "Asia/Ho_Chi_Minh"
    assert [zone["tzid"] for zone in calendar.walk("VTIMEZONE")] == ["Asia/Ho_Chi_Minh"]


def test_commas_semicolons_and_line_breaks_come_through(school, client):
    event = calendar_of(client, "/hoat-dong/lich/").walk("VEVENT")[0]
    assert str(event["summary"]) == "Đọc sớm, kể; chuyện \\ hay"
    assert str(event["location"]) == "Sân trường, cổng 2"
    assert str(event["description"]) == "Dòng một.\nDòng hai, có phẩy."
    assert str(event["url"]) == f"{own_address()}/hoat-dong/som/"


def test_every_entry_has_an_identity_of_its_own_that_stays(school, client):
    first, second = (
        [str(event["uid"]) for event in calendar_of(client, "/hoat-dong/lich/").walk("VEVENT")]
        for _ in range(2)
    )
    assert first == second
    assert len(set(first)) == 2


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("cho=students", ["Đọc sớm, kể; chuyện \\ hay"]),
        ("cho=teachers", ["Trống khai hội"]),
        ("cho=community", []),
        ("cho=khong-co", ["Đọc sớm, kể; chuyện \\ hay", "Trống khai hội"]),
    ],
)
def test_the_calendar_is_filtered_as_the_page_is(school, client, query, titles):
    assert titles_of(calendar_of(client, f"/hoat-dong/lich/?{query}")) == titles


def test_the_calendar_of_one_organiser(school, client):
    from week.models import Department

    organiser = Department.objects.get(short_name="Đội")
    assert titles_of(calendar_of(client, f"/hoat-dong/lich/?bo-phan={organiser.pk}")) == ["Trống khai hội"]


def test_one_activity_has_a_calendar_of_its_own(school, client):
    calendar = calendar_of(client, "/hoat-dong/sau/lich/")
    assert titles_of(calendar) == ["Trống khai hội"]
    assert 'filename="sau.ics"' in client.get("/hoat-dong/sau/lich/")["Content-Disposition"]


def test_the_page_offers_the_calendar_until_it_is_too_late(school, client):
    assert "/hoat-dong/sau/lich/" in client.get("/hoat-dong/sau/").content.decode()
    assert "/lich/" not in client.get("/hoat-dong/som/").content.decode()


def test_an_activity_that_is_not_public_has_no_calendar(school, client):
    assert client.get("/hoat-dong/nhap/lich/").status_code == 404


def test_a_calendar_without_activities_is_read(school, client):
    from home.models import ActivityPage

    for activity in ActivityPage.objects.all():
        activity.delete()
    assert titles_of(calendar_of(client, "/hoat-dong/lich/")) == []
