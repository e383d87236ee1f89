"""Journeys through the real product in Debian's Chromium.

Every request that leaves this machine, every error on the browser's console and every answer of 500 or above
fails the test, whatever the test itself looks at.
"""

import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, Response, expect

from tests.browser.admin_screens import sign_in
from tests.demo_site import copy_of_the_demo
from tests.running_site import RunningSite

CHROMIUM = "/usr/bin/chromium"
CHROMIUM_OPTIONS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]
PHONE = {"width": 360, "height": 800}
DESKTOP = {"width": 1280, "height": 900}
VISITOR = {"locale": "vi-VN", "timezone_id": "Asia/Ho_Chi_Minh", "viewport": DESKTOP}
INSIDE = {"data", "blob", "about", "chrome-error"}
PATIENCE_MILLISECONDS = 15_000
expect.set_options(timeout=PATIENCE_MILLISECONDS)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict) -> dict:
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": CHROMIUM_OPTIONS}


@pytest.fixture(scope="session")
def base_url(site: RunningSite) -> str:
    """Where ``page.goto("/tin-bai/")`` starts from."""
    return site.url


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningSite]:
    """The product with its demo: ``url``, ``accounts``, ``data_dir``, ``manage("command", ...)``."""
    yield from served(copy_of_the_demo(tmp_path_factory.mktemp("site") / "data"))


def served(data: Path) -> Iterator[RunningSite]:
    """Serve a data folder; one that is not there gets a demo of its own."""
    running = RunningSite(data, demo=True)
    running.start()
    try:
        yield running.wait_until_ready()
    finally:
        code = running.stop()
    assert code == 0, f"the server ended with {code}: {running.output()[-2000:]}"
    assert "Traceback" not in running.output(), running.output()[-4000:]


class Guard:
    """Watches every page of a test; what must not happen is collected here."""

    def __init__(self) -> None:
        self.complaints: list[str] = []
        self._expected: list[re.Pattern[str]] = []

    def expect(self, pattern: str) -> None:
        """Let complaints that match pass: a test that asks for a missing page sees a console error."""
        self._expected.append(re.compile(pattern))

    def watch(self, context: BrowserContext) -> None:
        context.on("request", self._on_request)
        context.on("response", self._on_response)
        context.on("console", self._on_console)
        context.on("weberror", lambda error: self.complaints.append(f"script error: {error.error}"))

    def _on_request(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme not in INSIDE and address.hostname != "127.0.0.1":
            self.complaints.append(f"request that leaves this machine: {request.url}")

    def _on_response(self, response: Response) -> None:
        if response.status >= 500:
            self.complaints.append(f"answer {response.status}: {response.url}")

    def _on_console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.complaints.append(f"console error: {message.text} ({message.location.get('url')})")

    def unexpected(self) -> list[str]:
        return [
            text for text in self.complaints if not any(pattern.search(text) for pattern in self._expected)
        ]


@pytest.fixture
def guard() -> Iterator[Guard]:
    watcher = Guard()
    yield watcher
    assert not watcher.unexpected(), "\n".join(watcher.unexpected())


@pytest.fixture
def new_context(guard: Guard, new_context: Callable[..., BrowserContext]) -> Callable[..., BrowserContext]:
    """A function that returns a new visitor, watched by the guard; its arguments win over VISITOR."""

    def make(**changes) -> BrowserContext:
        context = new_context(**{**VISITOR, **changes})
        context.set_default_timeout(PATIENCE_MILLISECONDS)
        guard.watch(context)
        return context

    return make


@pytest.fixture
def phone(new_context: Callable[..., BrowserContext]) -> Page:
    """A page on a small telephone."""
    return new_context(viewport=PHONE, has_touch=True, is_mobile=True).new_page()


@pytest.fixture
def desktop(new_context: Callable[..., BrowserContext]) -> Page:
    """A page on a desk computer."""
    return new_context(viewport=DESKTOP).new_page()


@pytest.fixture
def login(site: RunningSite) -> Callable[..., Page]:
    """A function that signs a page in as a role of the demo: ``login(page, "editor")``."""

    def sign_in_as(page: Page, role: str, *, by_form: bool = False) -> Page:
        sign_in(page, site, role, by_form=by_form)
        return page

    return sign_in_as


@pytest.fixture
def tell(capsys: pytest.CaptureFixture) -> Callable[[str], None]:
    """A function that puts a measurement on the terminal, also when the test passes."""

    def say(words: str) -> None:
        with capsys.disabled():
            sys.stdout.write(f"\n{words}\n")

    return say
