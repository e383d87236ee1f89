"""Stored pages where no proxy serves them: only to whom they are meant for, and as the site would answer."""

import gzip

import pytest

from pagestore import files

PAGE, BODY = "/tin-bai/", "<p>Bài đã dựng sẵn</p>"
LINK = "/tin-bai/rss/"


@pytest.fixture(autouse=True)
def store(settings, tmp_path):
    """A store with a page and a feed that the site by itself does not have."""
    settings.PAGE_STORE = tmp_path / "pages"
    files.begin("test")
    files.place("tin-bai/index.html", BODY.encode())
    files.place("tin-bai/rss/index.rss", b"<rss/>")
    files.place("robots.txt", b"User-agent: *")
    files.place("index.html", b"front")


def is_stored(response) -> bool:
    return response.status_code == 200 and response.get("Cache-Control") == "no-cache"


@pytest.mark.parametrize(
    ("address", "content_type", "body"),
    [
        (PAGE, "text/html; charset=utf-8", BODY.encode()),
        ("/", "text/html; charset=utf-8", b"front"),
        (LINK, "application/rss+xml; charset=utf-8", b"<rss/>"),
        ("/robots.txt", "text/plain; charset=utf-8", b"User-agent: *"),
    ],
)
def test_a_visitor_gets_the_file_without_the_database(client, address, content_type, body):
    response = client.get(address)
    assert is_stored(response)
    assert (response.content, response["Content-Type"]) == (body, content_type)


def test_it_has_the_headers_of_an_answer(client):
    response = client.get(PAGE)
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Frame-Options"] == "SAMEORIGIN"
    assert response["Referrer-Policy"]
    assert "Set-Cookie" not in response


def test_it_is_sent_packed_to_those_who_unpack(client):
    response = client.get(PAGE, headers={"accept-encoding": "br, gzip;q=0.8"})
    assert response["Content-Encoding"] == "gzip"
    assert gzip.decompress(response.content) == BODY.encode()
    assert "Accept-Encoding" in response["Vary"]
    assert "Content-Encoding" not in client.get(PAGE, headers={"accept-encoding": "gzip;q=0, br"})


@pytest.mark.parametrize("packed", ["", "gzip"])
def test_who_has_it_already_is_told_so(client, packed):
    first = client.get(PAGE, headers={"accept-encoding": packed})
    again = client.get(PAGE, headers={"accept-encoding": packed, "if-none-match": first["ETag"]})
    assert again.status_code == 304
    since = client.get(PAGE, headers={"if-modified-since": first["Last-Modified"]})
    assert since.status_code == 304


def test_a_head_has_no_body(client):
    response = client.head(PAGE)
    assert is_stored(response)
    assert (response.content, response["Content-Length"]) == (b"", str(len(BODY.encode())))


@pytest.mark.parametrize("query", ["fbclid=IwAR0", "utm_source=zalo&utm_medium=tin", "zarsrc=30", "gclid="])
def test_where_a_link_was_followed_does_not_matter(client, query):
    assert is_stored(client.get(f"{PAGE}?{query}"))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "extra"),
    [
        (f"{PAGE}?chuyen-muc=reading", {}),
        (f"{PAGE}?fbclid=1&trang=2", {}),
        (f"{PAGE}?x", {}),
        (PAGE, {"headers": {"cookie": "sessionid=abc"}}),
        (PAGE, {"headers": {"authorization": "Basic eDp5"}}),
        ("/Tin-bai/", {}),
        ("/tin-bai", {}),
        ("/tin-bai/index.html", {}),
        ("/tin-bai/index.html.gz", {}),
        ("/tin-bai//", {}),
        ("/x/../tin-bai/", {}),
        ("/tin-bai/%2e%2e/", {}),
        ("/store.stamp", {}),
        ("/open/tin-bai/", {}),
    ],
)
def test_whatever_else_comes_goes_on_to_the_site(client, address, extra):
    assert not is_stored(client.get(address, **extra))


@pytest.mark.parametrize(
    "host", ["evil.example", "testserver.evil.example", "testserver:x", "a b", "testserver/"]
)
def test_an_odd_host_is_refused(client, host):
    assert is_stored(client.get(PAGE, headers={"host": "testserver"}))
    assert client.get(PAGE, headers={"host": host}).status_code == 400


@pytest.mark.django_db
def test_a_form_goes_on_to_the_site(client):
    assert not is_stored(client.post(PAGE))


@pytest.mark.django_db
def test_what_is_only_kept_goes_on_to_the_site(client):
    files.keep(PAGE)
    assert not is_stored(client.get(PAGE))


@pytest.mark.django_db
def test_without_a_store_everything_goes_on(client, settings):
    settings.PAGE_STORE = None
    assert not is_stored(client.get(PAGE))
