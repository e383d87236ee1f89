"""What a phone downloads on a first visit, and that nothing moves while it arrives."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import VISITOR
from tests.running_site import RunningSite

SMALL_PHONE = {"width": 360, "height": 740}
KB = 1000
MOVED = """() => { window.moved = 0; new PerformanceObserver(list => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.moved += entry.value;
  }).observe({ type: "layout-shift", buffered: true }); }"""
PAST_THE_END = "window.scrollY + window.innerHeight >= document.documentElement.scrollHeight - 1"
PAGES = {
    "home": ("/", 150, 12),
    "list of stories": ("/tin-bai/", 150, 20),
    "library": ("/thu-vien/", 100, 10),
    "honours": ("/ton-vinh/", 110, 12),
    "activities": ("/hoat-dong/", 100, 10),
}
"""Page -> its address, the most kilobytes and the most requests, scrolled to the end."""
MOST_OF_A_STORY = {
    "/tin-bai/nha-minh-cung-doc-mot-cuon-sach/": 100,
    "/tin-bai/ngay-khuyen-hoc-hoc-bong-xa-tan-xuan/": 100,
    "/tin-bai/sang-thu-bay-phu-huynh-ngoi-ghe-hoc-tro/": 125,
}
"""Address -> the most kilobytes, scrolled to the end: the demo's two heaviest without a gallery, and the heaviest with one."""


@dataclass
class Visit:
    """What came over the wire: address -> compressed bytes with headers; ``kinds``: address -> resource type."""

    page: Page
    bytes: dict[str, float] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)

    def total(self, *kinds: str) -> float:
        """Sum the kilobytes, of these kinds only if any is named."""
        return sum(size for url, size in self.bytes.items() if not kinds or self.kinds[url] in kinds) / KB

    def clear(self) -> None:
        self.bytes.clear()


@contextmanager
def first_visit(browser: Browser, site: RunningSite) -> Iterator[Visit]:
    """Open a phone that has never been here; its downloads are counted."""
    context = browser.new_context(**{**VISITOR, "viewport": SMALL_PHONE}, base_url=site.url)
    visit = Visit(context.new_page())
    wire = context.new_cdp_session(visit.page)
    addresses: dict[str, str] = {}

    def on_response(event: dict) -> None:
        if not event["response"].get("fromDiskCache") and event["response"]["url"].startswith("http"):
            addresses[event["requestId"]] = event["response"]["url"]
            visit.kinds[event["response"]["url"]] = event["type"]

    def on_finished(event: dict) -> None:
        # Nothing comes over the wire for what lies in the browser's memory.
        if (url := addresses.get(event["requestId"])) and event["encodedDataLength"]:
            visit.bytes[url] = visit.bytes.get(url, 0) + event["encodedDataLength"]

    wire.on("Network.responseReceived", on_response)
    wire.on("Network.loadingFinished", on_finished)
    wire.send("Network.enable")
    context.add_init_script(f"({MOVED})()")
    try:
        yield visit
    finally:
        context.close()


def read_to_the_end(page: Page, path: str) -> float:
    """Open a page and scroll through it; return how much moved (cumulative layout shift)."""
    page.goto(path, wait_until="load")
    while not page.evaluate(PAST_THE_END):
        page.mouse.wheel(0, 700)
        page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    page.wait_for_load_state("networkidle")
    moved: float = page.evaluate("window.moved")
    return moved


@pytest.mark.parametrize("name", PAGES)
def test_a_first_visit_is_light_and_still(browser: Browser, site: RunningSite, name: str) -> None:
    path, most_kilobytes, most_requests = PAGES[name]
    with first_visit(browser, site) as visit:
        moved = read_to_the_end(visit.page, path)
        sizes = sorted(((round(size), url) for url, size in visit.bytes.items()), reverse=True)
        assert round(moved, 2) == 0, f"{path} moved by {moved}"
        assert visit.total() <= most_kilobytes, sizes
        assert len(visit.bytes) <= most_requests, sizes
        assert visit.total("Stylesheet", "Script") <= 20, sizes
        assert visit.total("Font") <= 40, sizes
        assert sum(kind == "Font" for kind in visit.kinds.values()) <= 3
        assert all(url.startswith(site.url) for url in visit.bytes)


@pytest.mark.parametrize("address", MOST_OF_A_STORY)
def test_a_story_is_light(browser: Browser, site: RunningSite, address: str) -> None:
    with first_visit(browser, site) as visit:
        assert round(read_to_the_end(visit.page, address), 2) == 0
        assert visit.total() <= MOST_OF_A_STORY[address], visit.bytes
        assert visit.total("Stylesheet", "Script") <= 20, visit.bytes


def test_the_next_page_costs_only_itself(browser: Browser, site: RunningSite) -> None:
    story, *_others, other = MOST_OF_A_STORY
    with first_visit(browser, site) as visit:
        read_to_the_end(visit.page, story)
        visit.clear()
        assert round(read_to_the_end(visit.page, other), 2) == 0
        later = {visit.kinds[url] for url in visit.bytes}
        assert later <= {"Document", "Image"}, visit.bytes
