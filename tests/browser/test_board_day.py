"""A board over a whole day at its real rate: it holds no more in its memory in the evening than in the morning."""

import json
from itertools import pairwise

import pytest
from playwright.sync_api import CDPSession, expect

from tests.running_site import RunningSite

pytestmark = pytest.mark.journey
MAKE = """
import json
from board.models import Board, BoardItem
from core.images import SchoolImage
pictures = [one for one in SchoolImage.objects.filter(is_shown=True, subjects=None) if one.made][:4]
board = Board.objects.create(name="Cả ngày", shape="landscape")
for kind in BoardItem.Kind.values:
    board.items.create(kind=kind, seconds=15, text="" if kind == "slogan" else "Chào mừng quý phụ huynh")
for picture in pictures:
    board.items.create(kind="picture", text=picture.title, picture=picture, seconds=15)
print(json.dumps(board.get_absolute_url()))
"""
CLOCK = """() => {
  let now = Date.now();
  let tick = null;
  let changed = 0;
  const { port1, port2 } = new MessageChannel();
  let goOn = null;
  port1.onmessage = () => goOn();
  const breath = () => new Promise((resolve) => { goOn = resolve; port2.postMessage(0); });
  const whileReal = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
  Date.now = () => now;
  window.setInterval = (work) => { tick = work; };
  AbortSignal.timeout = () => new AbortController().signal; // the device's own time does not pass
  const said = {};
  const real = window.fetch;
  window.fetch = async (address, options) => {
    if (options?.method === "POST") return new Response("", { status: 204 });
    said.content ??= await (await real(address, options)).json();
    return new Response(JSON.stringify(said.at(now)), { status: 200 });
  };
  // Every quarter of an hour something on the board is another, and an activity has come nearer.
  said.at = (moment) => {
    const quarter = Math.floor(moment / 900_000);
    const entry = { day: "2023-10-06", weekday: "Thứ Sáu", time: "8:00", place: "Sân trường", ends: moment + 3_600_000 };
    const list = { form: "list", kicker: "Hoạt động", entries: [1, 2, 3, 4].map((n) => ({ ...entry, title: `Buổi ${n} của ${quarter}` })) };
    const window_ = { from_date: null, until_date: null, from_time: null, until_time: null, weekdays: [] };
    const news = { form: "words", kicker: "Tin", title: `Tin của khắc ${quarter}`, text: "Một câu nữa." };
    const items = [{ id: 0, seconds: 15, ...window_, slides: [list, news] }, ...said.content.items];
    return { ...said.content, items, version: String(quarter), now: moment, people_until: moment + 604_800_000 };
  };
  window.live = async (hours) => {
    const photo = document.getElementById("photo");
    let before = "";
    changed = 0;
    for (let left = hours * 7200; left > 0; left -= 1) {
      now += 500;
      tick();
      const { phase } = document.documentElement.dataset;
      if (phase === "shown" && before === "filling") changed += 1;
      before = phase;
      if (left % 10 === 0 || phase === "filling") await breath();
      while (phase === "filling" && !photo.hidden && !photo.complete) await whileReal(1);
    }
    return changed;
  };
}"""
FEWEST_SLIDES_AN_HOUR = 180
HOURS_WARMING_UP, HOURS_BETWEEN = 2, 8
SLACK_BYTES, MOST_BYTES, SLACK_NODES = 60_000, 200_000, 20
"""What the browser takes for itself, and by how many texts one slide differs from another. Something forgotten with each
slide would be more than 1,700 times as much as it is by itself, in each third of the day."""


def held(session: CDPSession) -> dict[str, float]:
    """Return what the page holds after everything that nobody uses is cleared up; a drawing that is shown would count."""
    session.send(
        "Runtime.evaluate", {"expression": "document.getElementById('photo').removeAttribute('src')"}
    )
    for _ in range(3):
        session.send("HeapProfiler.collectGarbage")
    metrics = session.send("Performance.getMetrics")["metrics"]
    return {one["name"]: one["value"] for one in metrics}


def test_a_board_holds_no_more_after_a_day_than_in_the_morning(site: RunningSite, browser, guard):
    address = json.loads(site.manage("shell", "--no-imports", "-c", MAKE).splitlines()[-1])
    context = browser.new_context(
        base_url=site.url, viewport={"width": 1280, "height": 720}, service_workers="block"
    )
    guard.watch(context)
    context.add_init_script(f"({CLOCK})()")
    page = context.new_page()
    page.goto(address)
    expect(page.locator("#clock")).not_to_have_text("--:--")
    session = context.new_cdp_session(page)
    session.send("Performance.enable")
    page.evaluate(f"live({HOURS_WARMING_UP})")
    at_first = held(session)
    slides, heaps = 0, [at_first["JSHeapUsedSize"]]
    for _ in range(3):
        slides += page.evaluate(f"live({HOURS_BETWEEN})")
        in_the_end = held(session)
        heaps.append(in_the_end["JSHeapUsedSize"])
    context.close()
    assert slides >= 3 * HOURS_BETWEEN * FEWEST_SLIDES_AN_HOUR, "it was really playing"
    for name in ("JSEventListeners", "Documents"):
        assert in_the_end[name] <= at_first[name], name
    assert in_the_end["Nodes"] <= at_first["Nodes"] + SLACK_NODES
    # What the browser takes once is in one third alone; what is forgotten with each slide is in all of them.
    grown = [after - before for before, after in pairwise(heaps)]
    assert min(grown) <= SLACK_BYTES, grown
    assert heaps[-1] - heaps[1] <= MOST_BYTES, grown
