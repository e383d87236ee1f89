"""The pages of a list have clean addresses; a filtered list keeps its query."""

import pytest
from bs4 import BeautifulSoup

from news.models import NewsIndexPage
from tests import factories
from tests.module_school import school_for_the_module

pytestmark = pytest.mark.django_db


def fill() -> None:
    factories.many_stories(30, category="reading")
    for _ in range(13):
        factories.resource()


school = school_for_the_module(fill)


def head(client, address: str) -> BeautifulSoup:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return BeautifulSoup(answer.content, "html.parser")


@pytest.mark.parametrize(
    ("address", "status", "leads_to"),
    [
        ("/tin-bai/trang-2/", 200, None),
        ("/tin-bai/trang-3/?fbclid=x", 200, None),
        ("/tin-bai/trang-1/", 301, "/tin-bai/"),
        ("/tin-bai/trang-4/", 404, None),
        ("/tin-bai/trang-02/", 404, None),
        ("/tin-bai/trang-0/", 404, None),
        (f"/tin-bai/trang-{'9' * 200}/", 404, None),
        ("/tin-bai/trang-2/trang-2/", 404, None),
        ("/tin-bai/?trang=2", 301, "/tin-bai/trang-2/"),
        ("/tin-bai/?trang=2&rac=1", 301, "/tin-bai/trang-2/"),
        ("/tin-bai/?trang=99", 302, "/tin-bai/trang-3/"),
        ("/tin-bai/?trang=1", 200, None),
        ("/tin-bai/?trang=2&chuyen-muc=reading", 200, None),
        ("/tin-bai/trang-2/?chuyen-muc=reading", 302, "/tin-bai/?chuyen-muc=reading&trang=2"),
        ("/thu-vien/trang-2/", 200, None),
        ("/thu-vien/trang-3/", 404, None),
        ("/hoat-dong/trang-2/", 404, None),
        ("/ton-vinh/trang-2/", 404, None),
    ],
)
def test_each_page_of_a_list_has_one_address(school, client, address, status, leads_to):
    answer = client.get(address)
    assert (answer.status_code, answer.headers.get("Location")) == (status, leads_to)


def test_links_on_a_later_page_lead_out_of_it(school, client):
    later = head(client, "/tin-bai/trang-2/")
    links = {link["href"] for link in later.select(".pagination a, .facets a:not(.past-facets)")}
    assert {"/tin-bai/", "/tin-bai/trang-3/", "/tin-bai/?chuyen-muc=reading"} <= links
    assert [link for link in links if not link.startswith("/tin-bai/")] == []
    assert later.find("link", rel="canonical")["href"].endswith("/tin-bai/trang-2/")


def test_a_filtered_page_keeps_its_query_and_is_not_for_search_engines(school, client):
    filtered = head(client, "/tin-bai/?chuyen-muc=reading")
    assert filtered.find("meta", {"name": "robots"})["content"] == "noindex, follow"
    assert filtered.find("link", rel="canonical") is None
    assert filtered.find("a", rel="next")["href"] == "/tin-bai/?chuyen-muc=reading&trang=2"


def test_a_list_says_which_addresses_it_has(school, client):
    addresses = NewsIndexPage.objects.get().stored_addresses()
    assert {"/tin-bai/trang-2/", "/tin-bai/trang-3/", "/tin-bai/rss/"} <= set(addresses)
    assert [address for address in addresses if client.get(address).status_code != 200] == []
