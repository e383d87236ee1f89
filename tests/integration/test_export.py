"""The site as plain files: all of it, on any host, below any path, without a broken link."""

import re
import threading
from functools import partial
from html import unescape
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urldefrag, urljoin, urlsplit
from urllib.request import urlopen

import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command

from core.documents import SchoolDocument
from core.renditions import make_missing
from home.models import HomePage
from pagestore.links import rewritten
from tests import factories
from tests.module_school import school_for_the_module

pytestmark = pytest.mark.django_db
LIVE = "https://truong.example"
REFERENCE = re.compile(r'\s(?:href|src|action|srcset)="([^"]*)"')


filled: dict[str, str] = {}


def make_school() -> None:
    from django.conf import settings

    filled["media"] = settings.MEDIA_ROOT
    week = factories.edition()
    HomePage.objects.update(edition=week)
    factories.week_page(week)
    factories.plan_task(week)
    picture = factories.picture()
    make_missing(picture)
    paper = ContentFile(b"%PDF-1.4", name="phieu.pdf")
    document = SchoolDocument.objects.create(title="Phiếu đọc sách", file=paper)
    factories.story(
        picture=picture,
        edition=week,
        body=[
            ("paragraph", '<p>Xem <a linktype="page" id="1">trang</a>.</p>'),
            ("document", {"document": document}),
        ],
    ).save()
    factories.activity(edition=week, slug="doc-chung", takes_signups=True, capacity=30)
    factories.profile()
    factories.resource()


school = school_for_the_module(make_school)


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *args):
        """Say nothing."""


@pytest.fixture
def exported(settings, tmp_path, school, monkeypatch):
    from news.models import NewsIndexPage
    from tests.page_store import fewer_addresses

    monkeypatch.setattr(NewsIndexPage, "stored_addresses", fewer_addresses)
    settings.MEDIA_ROOT = filled["media"]
    settings.WAGTAILADMIN_BASE_URL = LIVE
    settings.ALLOWED_HOSTS = ["truong.example"]
    folder = tmp_path / "web" / "thu-muc" / "tuan-le"
    call_command("export_site", folder, verbosity=0)
    return folder


@pytest.fixture
def host(exported):
    """A bare file server two folders above the site."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=exported.parents[1]))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/thu-muc/tuan-le/index.html"
    server.shutdown()
    server.server_close()
    thread.join()


def references(html: str) -> list[str]:
    """Return whatever a page leads to or loads."""
    found = []
    for value in map(unescape, REFERENCE.findall(html)):
        found += [part.split()[0] for part in value.split(",")] if " " in value and "," in value else [value]
    return found


def test_no_link_is_broken(host):
    waiting, seen, broken, outside = [host], set(), [], set()
    while waiting:
        url = waiting.pop()
        if url in seen:
            continue
        seen.add(url)
        try:
            with urlopen(url) as response:  # our own server
                body = response.read()
        except HTTPError as error:
            broken.append(f"{url} {error.code}")
            continue
        if not url.endswith(".html"):
            continue
        assert not re.search(r'<use href="[^#]', body.decode()), (
            "a drawing of another file does not show from a disk"
        )
        for reference in references(body.decode()):
            absolute = urldefrag(urljoin(url, reference)).url
            if absolute.startswith(host.removesuffix("index.html")):
                waiting.append(absolute)
            elif urlsplit(absolute).netloc == urlsplit(host).netloc:
                broken.append(f"{url} leads out of the folder: {reference}")
            else:
                outside.add(urlsplit(absolute).path if absolute.startswith(LIVE) else absolute)
    assert broken == []
    kinds = {Path(urlsplit(url).path).suffix for url in seen}
    assert {".html", ".rss", ".ics", ".css", ".js", ".woff2", ".webp", ".pdf"} <= kinds
    assert "/tim-kiem/" in outside
    assert "/hoat-dong/doc-chung/dang-ky/" in outside, "places are kept on the site itself"
    assert not any(path.startswith(("/static/", "/media/")) for path in outside)


def test_a_copy_does_not_say_how_many_places_are_left(exported, client):
    copy = (exported / "hoat-dong" / "doc-chung" / "index.html").read_text()
    assert f'href="{LIVE}/hoat-dong/doc-chung/dang-ky/"' in copy
    assert "30 chỗ" not in copy
    site = client.get("/hoat-dong/doc-chung/", headers={"host": "truong.example"}).content.decode()
    assert "Còn 30 chỗ" in site
    assert "trên trang web của trường" not in site


def test_a_folder_with_something_else_is_left_alone(exported, tmp_path):
    call_command("export_site", exported, verbosity=0)
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("của tôi")
    with pytest.raises(CommandError, match="chứa thứ khác"):
        call_command("export_site", tmp_path / "mine", verbosity=0)
    assert (tmp_path / "mine" / "letter.txt").read_text() == "của tôi"


FILES = {"/": "index.html", "/a/": "a/index.html", "/a/b/": "a/b/index.html", "/static/x.css": "static/x.css"}


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ('<a href="/a/">', '<a href="../index.html">'),
        ('<a href="/">', '<a href="../../index.html">'),
        ('<a href="./#muc">', '<a href="index.html#muc">'),
        ('<a href="#muc">', '<a href="#muc">'),
        ('<a href="?trang=2&amp;x=1">', f'<a href="{LIVE}/a/b/?trang=2&amp;x=1">'),
        ('<form action="/tim-kiem/">', f'<form action="{LIVE}/tim-kiem/">'),
        ('<a href="mailto:a@b.vn">', '<a href="mailto:a@b.vn">'),
        ('<a href="https://x.vn/a/">', '<a href="https://x.vn/a/">'),
        ('<link href="/static/x.css">', '<link href="../../static/x.css">'),
        ('<img srcset="/static/x.css 1x, /a/ 2x">', '<img srcset="../../static/x.css 1x, ../index.html 2x">'),
        ('<p>href="/a/"</p>', '<p>href="/a/"</p>'),
        ("<script>x = '<a href=\"/a/\">'</script>", "<script>x = '<a href=\"/a/\">'</script>"),
    ],
)
def test_links_are_written_anew(link, expected):
    assert rewritten(link, "/a/b/", LIVE, FILES.get) == expected


def test_a_page_that_cannot_be_made_is_named_and_the_others_are_written(exported, monkeypatch, caplog):
    from news.models import StoryPage

    caplog.set_level("CRITICAL", logger="django.request")
    monkeypatch.setattr(StoryPage, "related", property(lambda self: 1 / 0))
    story = StoryPage.objects.get()
    with pytest.raises(CommandError, match=story.url):
        call_command("export_site", exported, verbosity=0)
    assert (exported / "index.html").is_file()
    assert not (exported / story.url.strip("/") / "index.html").exists()


def test_an_export_that_breaks_off_leaves_the_last_one(exported, monkeypatch):
    def broken(self):
        raise OSError(5, "Input/output error")

    monkeypatch.setattr("pagestore.export.Export._answers", broken)
    with pytest.raises(CommandError):
        call_command("export_site", exported, verbosity=0)
    assert (exported / "index.html").is_file()
