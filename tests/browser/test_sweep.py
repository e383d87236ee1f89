"""Every public address of the demo, asked for over HTTP."""

import http.client
import json
import re
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from icalendar import Calendar

from tests.browser.page_reader import PageContent, read_page
from tests.running_site import ROOT, RunningSite

LEAST_ADDRESSES = 90
ASKED_AT_ONCE = 4
BEYOND_SITEMAP = ["/tim-kiem/", "/tim-kiem/?q=hoc+tap", "/tim-kiem/?q=khongcodau"]
FEEDS = {"/tin-bai/rss/": b"<rss", "/tin-bai/atom/": b"<feed"}
CALENDARS = ["/hoat-dong/lich/", "/hoat-dong/lich/?cho=parents", "/hoat-dong/ngay-hoi-mo-cua-thu-vien/lich/"]
TEXT_SIZE = b'document.documentElement.dataset.textSize = localStorage.getItem("text-size")'
PLAIN_FILES = ["/robots.txt", "/sitemap.xml", "/favicon.ico", "/healthz", "/healthz/ready"]
NAMES_IN_DATA = ("title", "creator", "publisher", "provider", "author", "caption")
ENGLISH = re.compile(
    r"\b("
    r"read more|more information|next|previous|search|home|skip to|menu bar|page \d+ of|minutes? ago|hours? ago|"
    r"days? ago|submit|download|loading|share|published|posted|close|open|back|print|filter|results?|show all|"
    r"not found|error|sign in|log ?in|all rights|comments?|tags?|categor(y|ies)|none|true|false|null|undefined|"
    r"monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|march|april|june|july|august|"
    r"september|october|november|december"
    r")\b",
    re.IGNORECASE,
)
VIETNAMESE_HOMOGRAPHS = re.compile(r"\b(CC BY[\w-]*|YouTube|Facebook|Zalo)\b")


@dataclass(frozen=True)
class Answer:
    """What one address answered."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def is_page(self) -> bool:
        return self.headers.get("content-type", "").startswith("text/html")


class Visitor:
    """Asks for addresses of one site, a few at a time, each once."""

    def __init__(self, site: RunningSite) -> None:
        self.address = urlsplit(site.url)
        self.answers: dict[str, Answer] = {}
        self._connections: SimpleQueue[http.client.HTTPConnection] = SimpleQueue()
        for _ in range(ASKED_AT_ONCE):
            host, port = self.address.hostname, self.address.port
            self._connections.put(http.client.HTTPConnection(host, port, timeout=30))

    def close(self) -> None:
        """Close the connections."""
        for _ in range(ASKED_AT_ONCE):
            self._connections.get().close()

    def _ask(self, path: str) -> Answer:
        connection = self._connections.get()
        try:
            try:
                answer, body = self._ask_over(connection, path)
            except (http.client.HTTPException, OSError):  # the server may have closed what was kept open
                connection.close()
                answer, body = self._ask_over(connection, path)
        finally:
            self._connections.put(connection)
        return Answer(answer.status, {name.lower(): value for name, value in answer.getheaders()}, body)

    @staticmethod
    def _ask_over(
        connection: http.client.HTTPConnection, path: str
    ) -> tuple[http.client.HTTPResponse, bytes]:
        connection.request("GET", path, headers={"Accept": "text/html,*/*"})
        answer = connection.getresponse()
        return answer, answer.read()

    def ask(self, paths: Iterable[str]) -> dict[str, Answer]:
        """Return the answers of all these paths; what was asked before is not asked again."""
        wanted = list(dict.fromkeys(paths))
        new = [path for path in wanted if path not in self.answers]
        with ThreadPoolExecutor(ASKED_AT_ONCE) as pool:
            self.answers |= dict(zip(new, pool.map(self._ask, new), strict=True))
        return {path: self.answers[path] for path in wanted}

    def inside(self, page: str, links: Iterable[str]) -> set[str]:
        """Return the links that stay on this site, as paths without fragments."""
        found = set()
        for link in links:
            full = urlsplit(urldefrag(urljoin(f"{self.address.geturl()}{page}", link))[0])
            if full.scheme in {"http", "https"} and full.netloc == self.address.netloc:
                found.add(full.path + (f"?{full.query}" if full.query else ""))
        return found


def names_in(value: object) -> set[str]:
    """Return the names that the demo's data give to things made by others: some are English."""
    if isinstance(value, list):
        return set().union(*map(names_in, value))
    if isinstance(value, dict):
        own = {text for key, text in value.items() if key in NAMES_IN_DATA and isinstance(text, str)}
        return own.union(*map(names_in, value.values()))
    return set()


@pytest.fixture(scope="module")
def names() -> list[str]:
    """The longest first, so that a part of a name does not stay behind."""
    files = sorted(Path(ROOT, "home", "demo").glob("*.json"))
    found = set().union(*(names_in(json.loads(file.read_text(encoding="utf-8"))) for file in files))
    return sorted(found - {""}, key=len, reverse=True)


@pytest.fixture(scope="module")
def visitor(site: RunningSite) -> Iterator[Visitor]:
    asking = Visitor(site)
    yield asking
    asking.close()


def addresses_in(visitor: Visitor, sitemaps: list[str]) -> list[str]:
    """Return the paths that sitemaps or their index name."""
    texts = [answer.body.decode() for answer in visitor.ask(sitemaps).values()]
    return [urlsplit(address).path for text in texts for address in re.findall(r"<loc>([^<]+)</loc>", text)]


@pytest.fixture(scope="module")
def pages(visitor: Visitor) -> dict[str, PageContent]:
    """All pages of the sitemap, the search page and every further page of a list."""
    files = addresses_in(visitor, ["/sitemap.xml"])
    waiting = addresses_in(visitor, files)
    waiting += BEYOND_SITEMAP
    found: dict[str, PageContent] = {}
    while waiting:
        for path, answer in visitor.ask(waiting).items():
            assert answer.status == 200, f"{path} answered {answer.status}"
            assert answer.is_page, f"{path} is {answer.headers.get('content-type')}"
            found[path] = read_page(answer.body.decode())
        further = {
            link
            for path in waiting
            for link in visitor.inside(path, found[path].links)
            if re.search(r"/trang-\d+/$", link)
        }
        waiting = sorted(further - set(found))
    return found


@pytest.mark.journey
def test_visitor_finds_every_page_of_the_site_whole_and_in_vietnamese(visitor, pages, names, tell):
    complaints = []
    for path, page in pages.items():
        answer = visitor.answers[path]
        left = re.sub(r"https?://\S+", "", " | ".join(page.words))  # an address is no words
        for name in names:
            left = left.replace(name, "")
        english = {match[0] for match in ENGLISH.finditer(VIETNAMESE_HOMOGRAPHS.sub("", left))}
        faults = {
            "one <h1>": page.headings == 1,
            "a title": bool(page.title) and page.title.strip(" –") != "",
            "a description": len(page.description) >= 20 or path.startswith("/tim-kiem/"),
            'lang="vi"': page.language == "vi",
            "no cookie": "set-cookie" not in answer.headers,
            f"no style or script of its own, not {page.inline}": page.inline in ([], ["<script>"]),
            "but the reader's text size": TEXT_SIZE in answer.body or not page.inline,
            f"texts for pictures {page.unnamed_pictures}": not page.unnamed_pictures,
            f"measures for pictures {page.unmeasured_pictures}": not page.unmeasured_pictures,
            f"no English, not {sorted(english)}": not english,
        }
        complaints += [f"{path} must have {fault}" for fault, is_well in faults.items() if not is_well]
    assert not complaints, "\n".join(complaints)
    assert len(pages) >= LEAST_ADDRESSES
    tell(f"{len(pages)} pages read")


@pytest.mark.journey
def test_visitor_meets_no_dead_link_and_no_missing_picture(visitor, pages, tell):
    links = {link for path, page in pages.items() for link in visitor.inside(path, page.links)}
    files = {file for path, page in pages.items() for file in visitor.inside(path, page.files)}
    answers = visitor.ask(sorted(links | files | {*FEEDS, *CALENDARS, *PLAIN_FILES}))
    dead = {path: answer.status for path, answer in answers.items() if answer.status not in {200, 301}}
    assert not dead
    moved = {path for path, answer in answers.items() if answer.status == 301}
    assert moved <= {"/favicon.ico"}, moved
    empty = [path for path, answer in answers.items() if not answer.body and path not in moved]
    assert not empty
    foreign = {
        file
        for path, page in pages.items()
        for file in page.files
        if not file.startswith("data:")  # asks nobody
        and urlsplit(urljoin(visitor.address.geturl(), file)).netloc != visitor.address.netloc
    }
    assert not foreign
    assert len(visitor.answers) >= 2 * LEAST_ADDRESSES
    tell(f"{len(visitor.answers)} addresses asked")


@pytest.mark.journey
def test_visitor_who_names_a_section_finds_its_anchor(visitor, pages):
    """Links inside the site that name a part of a page lead to a part that is there."""
    missing = set()
    for path, page in pages.items():
        for link in page.links:
            target, fragment = urldefrag(urljoin(path, link))
            if fragment and target in visitor.answers and visitor.answers[target].is_page:
                body = visitor.answers[target].body.decode()
                if f'id="{fragment}"' not in body:
                    missing.add(f"{path} -> {link}")
    assert not missing


@pytest.mark.journey
def test_networks_get_a_picture_for_every_kind_of_page(visitor, pages):
    kinds = {path.strip("/").count("/"): path for path in pages if pages[path].share_picture}
    kinds |= {path.split("/")[1]: path for path in pages if pages[path].share_picture}
    shared = {pages[path].share_picture for path in kinds.values()}
    assert all(address.startswith("http") for address in shared), shared
    answers = visitor.ask(path for address in shared for path in visitor.inside("/", [address]))
    assert len(answers) == len(shared)
    for path, answer in answers.items():
        assert answer.status == 200, path
        assert answer.headers["content-type"].startswith("image/"), path


@pytest.mark.journey
def test_feed_readers_and_calendars_get_what_they_understand(visitor):
    for path, mark in FEEDS.items():
        answer = visitor.ask([path])[path]
        assert answer.status == 200, path
        assert mark in answer.body
        assert answer.body.count(b"<item>") + answer.body.count(b"<entry>") >= 15
    for path in CALENDARS:
        answer = visitor.ask([path])[path]
        assert answer.headers["content-type"].startswith("text/calendar"), path
        events = Calendar.from_ical(answer.body.decode()).walk("VEVENT")
        assert events, path
        assert all(event["DTSTART"].dt.utcoffset().total_seconds() == 7 * 3600 for event in events), path


@pytest.mark.journey
def test_visitor_with_a_wrong_address_is_told_so_kindly(visitor):
    for path in (
        "/khong-co-trang-nay/",
        "/tin-bai/khong-co/",
        "/tai-lieu/99999/x.pdf",
        "/media/../db.sqlite3",
    ):
        answer = visitor.ask([path])[path]
        assert answer.status == 404, path
        page = read_page(answer.body.decode())
        assert page.language == "vi"
        assert page.title
        assert page.headings == 1
        assert "set-cookie" not in answer.headers
