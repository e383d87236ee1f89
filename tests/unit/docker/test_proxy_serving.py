"""Which request gets a stored page, asked of a real nginx with the real configuration."""

import gzip
import time

import pytest

from tests.proxy_server import ABOUT_THE_FILE, asked_of_web, stored_headers

KINDS = {
    "rss": "application/rss+xml; charset=utf-8",
    "atom": "application/atom+xml; charset=utf-8",
    "json": "application/feed+json; charset=utf-8",
}
OUR_HOST = "tuanle.truong.example"


def ask(server, target, method="GET", **headers):
    return server.proxy.ask(target, method, **headers)


@pytest.mark.parametrize("target", ["/", "/tin-bai/", "/tin-bai/mot/"])
def test_a_stored_page_needs_no_web_server(server, no_web, target):
    answer = ask(server, target)
    assert (answer.status, answer.body.decode()) == (200, f"open {target} Tiếng Việt")
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    pressed = ask(server, target, Accept_Encoding="gzip")
    assert gzip.decompress(pressed.body).decode() == f"open {target} nén"
    assert pressed.headers["Content-Encoding"] == "gzip"
    again = ask(server, target, If_None_Match=answer.headers["ETag"])
    assert (again.status, again.body) == (304, b"")
    head = ask(server, target, "HEAD")
    assert (head.status, head.headers["Content-Length"]) == (200, answer.headers["Content-Length"])
    assert ask(server, target, "POST").status == 503


@pytest.mark.parametrize(("kind", "content_type"), KINDS.items())
def test_every_kind_is_sent_as_what_it_is(server, no_web, kind, content_type):
    answer = ask(server, f"/{kind}/")
    assert (answer.status, answer.body, answer.headers["Content-Type"]) == (200, kind.encode(), content_type)


def test_files_with_a_name_of_their_own_are_stored_too(server, no_web):
    assert ask(server, "/robots.txt").headers["Content-Type"] == "text/plain; charset=utf-8"
    sitemap = ask(server, "/sitemap.xml")
    assert sitemap.headers["Content-Type"] == "application/xml; charset=utf-8"
    assert sitemap.headers["X-Robots-Tag"] == "noindex"
    calendar = ask(server, "/hoat-dong/lich/")
    assert calendar.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert calendar.headers["Content-Disposition"] == 'attachment; filename="hoat-dong.ics"'


@pytest.mark.parametrize(
    "target",
    [
        *("//tin-bai/", "/tin-bai//", "/./tin-bai/", "/tin-bai/.", "/x/../tin-bai/", "/tin-bai/mot/..", "/%2e/tin-bai/"),
        *("/%74in-bai/", "/tin-bai/%2e%2e/tin-bai/", "/tin-bai%2f", "/TIN-BAI/", "/Tin-bai/", "/tin-bai./", "/tin-bai.../"),
        *("/tin-bai", "/tin-bai/index.html", "/tin-bai/index", "/tin-bai/index.html.gz", "/rss/index.rss", "/robots.txt/"),
        *("/open/tin-bai/", "/kept/tin-bai/", "/pages/open/tin-bai/", "/none", "/none.html", "/tin-bai/;", "/tin-bai/%20"),
        *("/tin-bai/?", "/tin-bai/?trang=2", "/tin-bai/?fbclid=1&q=2", "/tin-bai/?q=2&fbclid=1", "/tin-bai/?fbclid"),
        *("/tin-bai/?FBCLID=1", "/tin-bai/%3ffbclid=1", "/tin-bai/?xfbclid=1", "/robots.txt?x=1", "/tin-bai/%0a"),
        *("/admin/", "/tim-kiem/", "/xac-minh/abc/"),
    ],
)  # fmt: skip
def test_an_odd_address_never_gets_a_stored_page(server, web, target):
    assert asked_of_web(ask(server, target))["target"] == target


@pytest.mark.parametrize("target", ["/../tin-bai/", "/tin-bai/%00", "tin-bai/", "/tin-bai/%"])
def test_an_address_that_is_none_is_refused(server, web, target):
    assert ask(server, target).status == 400


@pytest.mark.parametrize(
    "query",
    ["fbclid=IwAR0x", "gclid=a%20b", "utm_source=zalo&utm_medium=x", "zarsrc=30&fbclid=", "fbclid=1&"],
)
def test_a_link_followed_from_a_network_gets_the_stored_page(server, no_web, query):
    assert ask(server, f"/tin-bai/?{query}").body.startswith(b"open /tin-bai/")


@pytest.mark.parametrize(
    ("host", "is_ours"),
    [
        (OUR_HOST, True),
        (f"{OUR_HOST}:8080", True),
        (OUR_HOST.upper(), True),
        ("lop.example", True),
        ("ba.lop.example", True),
        ("evil.example", False),
        (f"{OUR_HOST}.evil.example", False),
        (f"evil.{OUR_HOST}", False),
        ("tuanleXtruong.example", False),
        ("evillop.example", False),
        (f"{OUR_HOST}:x", False),
        (f"{OUR_HOST}.", False),
    ],
)
def test_only_our_hosts_choose_a_stored_page(server, web, host, is_ours):
    for more in ({}, {"X_Forwarded_Host": "127.0.0.1"}, {"Forwarded": "host=127.0.0.1"}):
        answer = ask(server, "/tin-bai/", Host=host, **more)
        if is_ours:
            assert answer.body.startswith(b"open /tin-bai/")
        else:
            assert asked_of_web(answer)["host"] == host


def test_forwarded_words_choose_nothing(server, web):
    for name in (
        "X_Forwarded_Host",
        "X_Original_URL",
        "X_Rewrite_URL",
        "X_Forwarded_Prefix",
        "X_HTTP_Method_Override",
    ):
        answer = ask(server, "/tin-bai/", **{name: "/tin-bai/mot/"})
        assert answer.body.startswith(b"open /tin-bai/ "), name


def test_an_absolute_target_is_read_as_the_web_server_reads_it(server, web):
    answer = ask(server, "http://evil.example/tin-bai/", Host="evil.example")
    assert asked_of_web(answer)["target"] == "/tin-bai/"
    assert ask(server, "http://evil.example/tin-bai/", Host=OUR_HOST).body.startswith(b"open /tin-bai/")


def test_somebody_known_is_answered_by_the_web_server(server, web):
    assert asked_of_web(ask(server, "/tin-bai/", Cookie="a=1; sessionid=xyz"))["target"] == "/tin-bai/"
    assert ask(server, "/tin-bai/", Cookie="csrftoken=xyz").body.startswith(b"open")


def test_what_the_store_does_not_hold_is_made_once_a_second(server, web):
    ages, made = [], set()
    end = time.time() + 2.3
    while time.time() < end:
        answer = asked_of_web(ask(server, "/tim-kiem/?q=sach"))
        ages.append(time.time() - answer["at"])
        made.add(answer["at"])
    assert max(ages) < 1.05
    assert len(made) <= 4 < len(ages)


def test_documents_and_pictures_keep_their_rules(server, web):
    document = ask(server, "/tai-lieu/1/de.pdf")
    assert document.body == b"documents/de.pdf"
    assert document.headers["Content-Security-Policy"] == "default-src 'none'"
    assert ask(server, "/media/images/a.webp").body == b"images/a.webp"
    for target in (
        "/media/documents/de.pdf",
        "/media/original_images/a.jpg",
        "/internal-media/documents/de.pdf",
    ):
        answer = ask(server, target)
        assert answer.status == 404 or asked_of_web(answer), target


def test_names_of_an_older_version_are_still_answered(server, no_web):
    new = ask(server, "/static/css/new.0123456789ab.css")
    old = ask(server, "/static/css/old.0123456789ab.css")
    assert new.body.endswith(b" static/css/new")
    assert old.body == b"data older/static/css/old"
    for answer in (new, old):
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert answer.headers["Content-Type"] == "text/css; charset=utf-8"


def test_the_unavailable_page_has_no_address(server, web):
    for target in ("/unavailable.html", "/too-large.html"):
        assert asked_of_web(ask(server, target))["target"] == target


@pytest.mark.parametrize("scheme", ["http", "https"])
@pytest.mark.parametrize("target", ["/tin-bai/", "/tin-bai/cu/"])
def test_stored_and_kept_pages_have_the_same_headers(server, no_web, target, scheme):
    """tests/integration/test_page_store.py compares them with the site's own."""
    answer = ask(server, target, X_Forwarded_Proto=scheme)
    found = {name: value for name, value in answer.headers.items() if name not in ABOUT_THE_FILE}
    assert found == stored_headers(transport_security="max-age=3600" if scheme == "https" else "")
    assert ("Strict-Transport-Security" in found) == (scheme == "https")
    assert answer.headers["Vary"] == "Accept-Encoding"
    assert answer.headers["Cache-Control"] == "no-cache"
