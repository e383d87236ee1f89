"""Walks through the admin as one role, to each kind of screen once, and hears what it says."""

import http.client
import json
import re
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from playwright.sync_api import Error, Page

from tests.browser.admin_screens import stored
from tests.browser.page_reader import PageContent, read_page
from tests.running_site import RunningSite

ASKED_AT_ONCE = 3
REDIRECTS = {301, 302, 303, 307, 308}
NO_SCREENS = re.compile(
    r"/admin/(logout|jsi18n|sprite|.*/(view_draft|preview|export|workflow/status)/)|\.(xlsx|csv|ics|pdf|docx|png|svg)$"
)
NUMBER = re.compile(r"(?<=/)(?:\d+(?:-\d\d-\d\d)?|[0-9a-f-]{20,})(?=/|$)")
UNSEEN_FILES = [
    f"*.{kind}{end}" for kind in ("png", "jpg", "jpeg", "webp", "svg", "woff2") for end in ("", "?*")
]
CHOOSER = re.compile(r"/admin/[\w/-]*\bchoose[\w/-]*/")
"""The address of a dialog, as a field or an editor has it."""
UNSAID = re.compile(r"<[^<>]*side-panel-toggle__counter[^<>]*\shidden>\s*None\s*<|<code>[^<]*<")
"""What ``HEAR`` leaves out too."""
TYPE_OF_PAGE = re.compile(r"^(/admin/pages/(?:usage|create))/\w+/\w+/?$")
HEAR = """() => {
  const spoken = ["aria-label", "aria-description", "title", "placeholder", "alt", "data-w-tooltip-content-value"];
  // The date picker makes a button for an option that nothing uses, and hides it for good; a script writes a
  // counter's number before it shows it.
  const never = ".xdsoft_save_selected[style*='display: none'], .w-side-panel-toggle__counter[hidden]";
  // In "code" stands what is typed letter for letter: the names of the boxes of a Word template.
  const silent = `script, style, noscript, svg, [lang=en], iframe, code, ${never}`;
  const found = [];
  const hear = (root) => {
    const tree = document.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
    for (let node = tree.currentNode; node; node = tree.nextNode()) {
      if (node.nodeType === Node.TEXT_NODE) {
        if (node.data.trim() && !node.parentElement?.closest(silent)) found.push(node.data.trim());
      } else if (node.nodeType === Node.ELEMENT_NODE) {
        if (node.closest(silent)) continue;
        for (const name of spoken) if (node.getAttribute(name)?.trim()) found.push(node.getAttribute(name).trim());
        if (node.matches("input[type=submit], input[type=button]")) found.push(node.value);
        if (node.shadowRoot) hear(node.shadowRoot);
        if (node.localName === "template") hear(node.content);
      }
    }
  };
  hear(document.body);
  found.push(document.title);
  return { texts: found, links: [...document.querySelectorAll("a[href]")].map((link) => link.href),
           language: document.documentElement.lang };
}"""


@dataclass
class Screen:
    """What one screen says to one role."""

    path: str
    texts: list[str]


@dataclass
class Answer:
    """What the server answered."""

    status: int
    kind: str
    body: str
    leads_to: str = ""


def address_of(path: str) -> str:
    """Return what to ask for: an action on many things needs some."""
    return f"{path}?id=all" if path.startswith("/admin/bulk/") else path


class Crawler:
    """Walks as the role that the page is signed in as.

    What no role before has seen is opened in the browser, where scripts add their words; of the rest the server's
    answer is read.
    """

    def __init__(self, page: Page, site: RunningSite, known: set[str]) -> None:
        self.page, self.site, self.known = page, site, known
        self.cookies = "; ".join(f"{each['name']}={each['value']}" for each in page.context.cookies())
        self.page_types = {
            str(number): kind
            for number, kind in stored(
                site,
                "select page.id, type.model from wagtailcore_page as page"
                " join django_content_type as type on type.id = page.content_type_id",
            )
        }
        self.kinds: set[str] = set()
        # Not by a route: that would turn the browser's cache off.
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.send("Network.setBlockedURLs", {"urls": UNSEEN_FILES})

    def kind_of(self, path: str) -> str:
        """Return what the screen is, whichever object it shows; the forms of pages differ by their type."""
        form = re.match(r"/admin/pages/(\d+)/edit/", path)
        name = NUMBER.sub("N", path)
        return f"{name} {self.page_types.get(form[1])}" if form else TYPE_OF_PAGE.sub(r"\1/T/", name)

    def walk(self, start: str) -> Iterator[Screen]:
        """Visit every kind of screen and dialog that links and fields lead to."""
        waiting = [start]
        while waiting:
            turn: dict[str, str] = {}
            for path in waiting:
                kind = self.kind_of(path)
                if kind not in self.kinds and not NO_SCREENS.search(path):
                    turn.setdefault(kind, path)
            self.kinds |= turn.keys()
            waiting = []
            # A role's first screen is always opened: its menu is made by a script.
            seen = {kind: path for kind, path in turn.items() if kind in self.known and path != start}
            for path, answer in self.ask(seen.values()):
                waiting += yield from self.read(path, answer)
            for path in (path for kind, path in turn.items() if kind not in seen):
                waiting += yield from self.open(path)

    def read(self, path: str, answer: Answer) -> Iterator[Screen]:
        """Hear what the server alone says, and return where it leads."""
        assert answer.status < 500, f"{path} answered {answer.status}"
        if answer.status in REDIRECTS:
            return self.inside(path, [answer.leads_to])
        content = self.content_of(answer)
        if content is None:
            return []
        assert content.language == "vi", f"{path} says that it is {content.language!r}"
        yield Screen(path, [*content.words, content.title])
        return self.inside(path, [*content.links, *CHOOSER.findall(answer.body)])

    @staticmethod
    def content_of(answer: Answer) -> PageContent | None:
        """Return what a screen holds, or a dialog, which is sent as a part of JSON; None for what is neither."""
        if answer.status >= 400:
            return None
        if "text/html" in answer.kind:
            body = UNSAID.sub("<", answer.body)
            is_part = "<html" not in body
            return read_page(f'<html lang="vi"><body>{body}</body></html>' if is_part else body)
        if "json" in answer.kind and isinstance(part := json.loads(answer.body), dict) and "html" in part:
            return read_page(f'<html lang="vi"><body>{part["html"]}</body></html>')
        return None

    def open(self, path: str) -> Iterator[Screen]:
        """Hear what the screen says in the browser, and return where it leads."""
        if CHOOSER.fullmatch(path):
            (answer,) = self.ask([path])
            self.known.add(self.kind_of(path))
            return (yield from self.read(*answer))
        try:
            answer = self.page.goto(address_of(path), wait_until="load")
        except Error as error:
            if "Download" in error.message or "ERR_ABORTED" in error.message:
                return []  # a file
            raise
        assert answer.status < 500, f"{path} answered {answer.status}"
        self.kinds.add(self.kind_of(urlsplit(answer.url).path))
        if answer.status >= 400 or "text/html" not in answer.headers.get("content-type", ""):
            return []
        self.known.add(self.kind_of(path))
        heard = self.page.evaluate(HEAR)
        assert heard["language"] == "vi", f"{path} says that it is {heard['language']!r}"
        yield Screen(path, heard["texts"])
        return self.inside(path, [*heard["links"], *CHOOSER.findall(answer.text())])

    def ask(self, paths: Iterable[str]) -> list[tuple[str, Answer]]:
        """Return the server's answers, asked for a few at a time."""
        with ThreadPoolExecutor(ASKED_AT_ONCE) as pool:
            return list(pool.map(lambda path: (path, self._ask(path)), paths))

    def _ask(self, path: str) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.site.port, timeout=60)
        headers = {"Cookie": self.cookies, "Accept": "text/html,*/*"}
        if CHOOSER.fullmatch(path):
            headers["X-Requested-With"] = "XMLHttpRequest"
        try:
            connection.request("GET", address_of(path), headers=headers)
            answer = connection.getresponse()
            body = answer.read().decode(errors="replace")
        finally:
            connection.close()
        return Answer(
            answer.status, answer.headers.get("content-type", ""), body, answer.headers.get("location", "")
        )

    def inside(self, path: str, links: Iterable[str]) -> list[str]:
        """Return the paths of the admin's own screens among the links, those not seen before."""
        parts = [urlsplit(urljoin(self.site.url + path, link)) for link in links]
        paths = {part.path for part in parts if part.netloc == urlsplit(self.site.url).netloc}
        return sorted(
            path for path in paths if path.startswith("/admin/") and self.kind_of(path) not in self.kinds
        )
