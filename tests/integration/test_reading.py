"""What a reader is given beside the text: reading time, contents, whole pictures, the pages about the site."""

from __future__ import annotations

import json

import pytest
from bs4 import BeautifulSoup

from core.renditions import make_missing
from tests import factories
from tests.module_school import school_for_the_module

pytestmark = pytest.mark.django_db
school = school_for_the_module()


def body(*blocks: tuple[str, object]) -> str:
    return json.dumps([{"type": kind, "value": value} for kind, value in blocks])


def read(client, address: str) -> BeautifulSoup:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return BeautifulSoup(answer.content, "html.parser")


def test_a_long_story_says_how_long_it_takes_and_lists_its_parts(school, client):
    headings = [("heading", {"text": text, "level": "h2"}) for text in ("Sáng", "Trưa", "Chiều", "Sáng")]
    text = ("paragraph", f"<p>{'mỗi ngày đọc một trang ' * 170}</p>")
    page = read(client, factories.story(body=body(*headings, text)).url)
    assert "4\xa0phút đọc" in page.get_text()
    links = page.select("nav.contents a")
    assert [link.get_text() for link in links] == ["Sáng", "Trưa", "Chiều", "Sáng"]
    targets = [page.find(id=link["href"].removeprefix("#")) for link in links]
    assert [target.get_text() for target in targets] == [link.get_text() for link in links]
    assert len({id(target) for target in targets}) == 4


def test_a_short_story_has_no_contents(school, client):
    page = read(client, factories.story(body=body(("heading", {"text": "Sáng", "level": "h2"}))).url)
    assert page.select(".contents") == []
    assert "1\xa0phút đọc" in page.get_text()


def test_a_gallery_leads_to_whole_pictures_and_to_none_before_their_sizes_are_made(school, client):
    tall, wide = factories.picture((700, 1400)), factories.picture((1400, 700))
    pictures = [{"image": one.pk, "alt_text": "Góc sách", "caption": ""} for one in (tall, wide)]
    story = factories.story(body=body(("gallery", {"pictures": pictures, "caption": "Góc sách"})))
    assert read(client, story.url).select(".gallery-link") == []
    for one in (tall, wide):
        make_missing(one)
    links = read(client, story.url).select(".gallery-link")
    assert [int(link["data-height"]) > int(link["data-width"]) for link in links] == [True, False]
    assert all(link["href"].endswith(".jpg") and ".webp 480w" in link["data-srcset"] for link in links)
    assert links[0].select_one("img")["alt"] == "Góc sách"


def test_the_foot_of_every_page_leads_to_the_public_pages_about_the_site(school, client):
    statement = factories.standard_page(title="Khả năng tiếp cận")
    factories.standard_page(title="Trong thực đơn", show_in_menus=True)
    factories.standard_page(statement, title="Ở dưới trang khác")

    def foot() -> list[str]:
        return [
            link.get_text() for link in read(client, "/tin-bai/").select("[aria-labelledby=chan-trang-ve] a")
        ]

    assert foot() == ["Khả năng tiếp cận"]
    statement.unpublish()
    assert foot() == []
