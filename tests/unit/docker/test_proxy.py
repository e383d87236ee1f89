"""The proxy in front: it hands out pictures and static files, never documents, and speaks Vietnamese."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.urls import reverse

from core.sending import PLACE
from core.uploads import MONTH, PUBLIC_FOLDERS

ROOT = Path(__file__).resolve().parents[3]
PROXY = ROOT / "docker" / "proxy"
FILES = {path.name: path.read_text() for path in PROXY.glob("*.conf")}
SITE = FILES["site.conf"]
PAGES = sorted(PROXY.glob("*.html"))


def included(name):
    """Return a file with what it includes from its own folder."""
    return re.sub(r"include ([a-z]+\.conf);", lambda match: included(match[1]), FILES[name])


@pytest.mark.parametrize("name", ["plain.conf", "tls.conf"])
def test_every_part_exists_and_is_used(name):
    text = included(name)
    assert text.count("{") == text.count("}")
    assert "location @site" in text
    assert "client_max_body_size 30m;" in text
    assert {part for part in FILES if f"include {part}" in "".join(FILES.values())} == set(FILES) - {
        "plain.conf",
        "tls.conf",
    }


def test_the_store_knows_the_site_by_the_same_names():
    assert f"$cookie_{settings.SESSION_COOKIE_NAME}" in FILES["store.conf"]
    assert "root /srv/data/pages;" in FILES["stored.conf"]
    never = re.search(r'"~\^/\(\?:([a-z|-]+)\)/"', FILES["store.conf"])[1].split("|")
    addresses = [
        reverse("wagtailadmin_home"),
        reverse("nominate"),
        reverse("wagtaildocs_serve", args=[1, "a"]),
        reverse("search"),
        reverse("verify", args=["a"]),
        reverse("short_address", args=[1]),
    ]
    assert sorted(never) == sorted(address.split("/")[1] for address in addresses)


def test_its_folders_are_those_of_the_image():
    dockerfile = (ROOT / "docker" / "Dockerfile").read_text()
    assert "STATIC_ROOT=/srv/static" in dockerfile
    assert "DATA_DIR=/srv/data" in dockerfile
    assert set(re.findall(r"\broot ([^;]+);", included("tls.conf"))) == {
        "/srv",
        "/srv/data",
        "/srv/data/older",
        "/srv/data/pages",
        "/srv/challenge",
        "/app/docker/proxy",
    }


def location(name: str) -> str:
    """Return what stands in a location of the site."""
    return re.search(rf"location {re.escape(name)} \{{(.*?)\n\}}", SITE, re.DOTALL)[1]


def test_only_the_sizes_of_pictures_have_an_address_in_the_media_folder():
    folders = re.findall(r"location (?:\^~ |~ |= )?\^?/media/(\S+)", SITE)
    assert tuple(folders) == PUBLIC_FOLDERS == ("images/",)
    text = location("^~ /media/images/")
    assert f"max-age={MONTH}" in text
    assert "sandbox" in text
    assert "nosniff" in text


def test_originals_and_documents_are_sent_only_on_the_word_of_the_web_server():
    text = location(f"^~ {PLACE}")
    assert re.search(r"^\s*internal;$", text, re.MULTILINE)
    assert "alias /srv/data/media/;" in text
    assert "nosniff" in text
    assert "$upstream_http_content_security_policy" in text
    # Nothing else reaches the data folder.
    assert re.findall(r"(?:root|alias) (/srv/data\S*);", SITE) == [
        "/srv/data/older",
        "/srv/data",
        "/srv/data/media/",
    ]


def test_headers_that_the_site_sets_are_not_set_twice():
    web_server = SITE[SITE.index("location @page") : SITE.index("location = /unavailable.html")]
    assert "add_header" not in web_server + FILES["web.conf"]
    assert web_server.count("include web.conf;") == 2
    assert "X-Forwarded-Proto $forwarded_proto" in FILES["web.conf"]
    before_locations = SITE[: SITE.index("location")]
    assert "add_header" not in before_locations


def test_pages_for_somebody_known_are_never_kept():
    assert "proxy_cache_bypass $http_cookie" in SITE
    assert "proxy_no_cache $http_cookie" in SITE
    assert "proxy_cache" not in location("@page")
    assert "use_stale" not in "".join(FILES.values()), "what was taken down must not come back"


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_its_own_pages_are_vietnamese_and_whole(path):
    text = path.read_text()
    assert f"/{path.name};" in SITE
    assert '<html lang="vi">' in text
    assert len(re.findall(r"<h1>", text)) == 1
    assert "<script" not in text
    assert "style=" not in text
    addresses = re.findall(r"/static/([^\"#]+)", text)
    assert {"css/site.css", "img/logo.svg", "img/scenes/toad.svg"} <= set(addresses)
    assert [address for address in addresses if not finders.find(address)] == []


def test_there_is_a_page_for_every_error_of_the_proxy():
    assert [path.name for path in PAGES] == ["too-large.html", "unavailable.html"]
    assert "error_page 502 503 504 /unavailable.html;" in SITE
    assert "error_page 413 /too-large.html;" in SITE
