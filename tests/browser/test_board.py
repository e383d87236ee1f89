"""An electronic board in both shapes: over a window's edge, for a day without the network, and back."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, expect

from tests.running_site import RunningSite

pytestmark = pytest.mark.journey
VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")

SHAPES = {"landscape": {"width": 1920, "height": 1080}, "portrait": {"width": 1080, "height": 1920}}
CASES = json.loads(
    (Path(__file__).resolve().parents[1] / "data/board_windows.json").read_text(encoding="utf-8")
)
MAKE = """
import json
from datetime import timedelta
from django.utils import timezone
from board.models import Board
from core.images import SchoolImage
edge = (timezone.localtime() + timedelta(minutes=10)).replace(second=0, microsecond=0)
picture = next(one for one in SchoolImage.objects.filter(is_shown=True, subjects=None) if one.made)
addresses = {}
for shape in ("landscape", "portrait"):
    board = Board.objects.create(name=shape, shape=shape)
    early, late = (edge - timedelta(hours=12)).time(), (edge + timedelta(hours=11)).time()
    board.items.create(kind="text", text="Trước giờ", seconds=5, from_time=early, until_time=edge.time())
    board.items.create(kind="picture", text="Sau giờ", picture=picture, seconds=5, from_time=edge.time(), until_time=late)
    addresses[shape] = board.get_absolute_url()
print(json.dumps(addresses))
"""
JUMPS, JUMP = 96, "15:00"
"""A day in jumps of a quarter of an hour."""
IS_KEPT = """async () => {
  const answer = await caches.match(new URL("noi-dung.json", location.href).href);
  if (!answer || !navigator.serviceWorker.controller) return false;
  const pictures = (await answer.json()).items.flatMap((item) => item.slides).map((slide) => slide.picture);
  return (await Promise.all(pictures.filter(Boolean).map((one) => caches.match(one)))).every(Boolean);
}"""
REASONS = """async (cases) => {
  const { local, reason } = await import(document.getElementById("windows").href);
  const open = { from_date: null, until_date: null, from_time: null, until_time: null, weekdays: [] };
  return cases.map(({ window, moment }) => reason({ ...open, ...window }, local(Date.parse(`${moment}:00+07:00`), 420)));
}"""
OFFLINE = r"ERR_INTERNET_DISCONNECTED"


@pytest.fixture(scope="module")
def addresses(site: RunningSite) -> dict[str, str]:
    """The addresses of a board of each shape: one item up to an edge ten minutes from now, the other from then on."""
    return json.loads(site.manage("shell", "--no-imports", "-c", MAKE).splitlines()[-1])


def counters(page: Page) -> tuple[int, int]:
    """Return how many elements there are, and how many listeners the browser counts after it has cleared up."""
    session = page.context.new_cdp_session(page)
    session.send("HeapProfiler.collectGarbage")
    listeners = session.send("Memory.getDOMCounters")["jsEventListeners"]
    session.detach()
    return page.evaluate("document.querySelectorAll('*').length"), listeners


@pytest.mark.parametrize("shape", SHAPES)
def test_a_board_plays_without_the_network(new_context, guard, addresses, shape):
    guard.expect(OFFLINE)
    context = new_context(viewport=SHAPES[shape])
    page = context.new_page()
    page.clock.install()
    page.goto(addresses[shape])
    expect(page.locator("#title")).to_have_text("Trước giờ")
    expect(page.locator("html")).to_have_attribute("data-phase", "shown")
    page.wait_for_function(IS_KEPT)

    context.set_offline(True)
    page.clock.fast_forward("11:00")
    expect(page.locator("#text")).to_have_text("Sau giờ")
    page.clock.fast_forward("01:00:00")
    expect(page.locator("#text")).to_have_text("Sau giờ")
    page.reload()  # the power was cut
    expect(page.locator("#text")).to_have_text("Sau giờ")
    expect(page.locator("html")).to_have_attribute("data-phase", "shown")
    assert page.evaluate("document.getElementById('photo').naturalWidth") > 0
    assert page.evaluate("document.documentElement.scrollHeight <= innerHeight")
    elements, listeners = counters(page)
    for _ in range(JUMPS):
        page.clock.fast_forward(JUMP)
    after = counters(page)
    assert after[0] == elements
    assert after[1] <= listeners

    context.set_offline(False)
    page.clock.fast_forward("00:30")  # the next question: the server knows what time it is
    expect(page.locator("#title")).to_have_text("Trước giờ")


def test_a_wrong_clock_and_no_network_at_the_first_start(new_context, guard, addresses):
    """The page came and the network went: it waits with the Week's theme; the device thinks it is years ago, and later."""
    guard.expect("ERR_FAILED")
    context = new_context(viewport=SHAPES["landscape"])
    page = context.new_page()
    page.clock.install(time=datetime.now(UTC) - timedelta(days=1500, hours=-3))
    page.route("**/noi-dung.json", lambda route: route.abort())
    page.goto(addresses["landscape"])
    expect(page.locator("html")).to_have_attribute("data-state", "idle")
    assert page.locator("#title").inner_text()
    page.clock.fast_forward("05:00")
    expect(page.locator("html")).to_have_attribute("data-state", "idle")
    page.unroute("**/noi-dung.json")
    page.clock.fast_forward("00:30")
    expect(page.locator("#title")).to_have_text("Trước giờ")
    assert page.locator("#day").inner_text().endswith(f"{datetime.now(VIETNAM):%-d/%-m}")


def test_the_browser_decides_as_the_office_does(new_context, addresses):
    page = new_context().new_page()
    page.goto(addresses["landscape"])
    assert page.evaluate(REASONS, CASES) == [case["expected"] for case in CASES]
