"""Open to everyone: every kind of public page, by axe and by what axe cannot see (WCAG 2.2 A and AA)."""

import pytest
from playwright.sync_api import expect

from tests.browser.axe import barriers, barriers_everywhere
from tests.browser.conftest import DESKTOP, PHONE, VISITOR
from tests.browser.public_pages import (
    ASKED_FOR,
    GALLERY_STORY,
    LONG_PAGE,
    PUBLISHED,
    STATEMENT,
    STORY,
    every_kind,
    refusals_and_token,
)

pytestmark = pytest.mark.journey

LEAST_PAGES = 32
ZOOMED_FOUR_TIMES = {"width": 320, "height": 256}
WITHOUT_BUTTONS = "(main) => main.querySelectorAll('button[type=button]').forEach((one) => one.remove())"
"""Buttons that send no form are what scripts may add."""
TEXT_SPACING = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
p { margin-block-end: 2em !important; }"""
"""What a reader may set by 1.4.12."""
CLIPPED = """() => [...document.querySelectorAll("body *")].filter((one) => {
    const style = getComputedStyle(one);
    if (!one.clientWidth || style.clipPath !== "none" || one.closest(".visually-hidden, svg, select")) return false;
    const clips = (way) => ["hidden", "clip"].includes(way);
    const words = [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
    return words && ((clips(style.overflowX) && one.scrollWidth > one.clientWidth + 1)
        || (clips(style.overflowY) && one.scrollHeight > one.clientHeight + 1));
}).map((one) => `${one.tagName}.${one.className}: ${one.textContent.trim().slice(0, 40)}`)"""
"""Elements whose own words are cut off."""
TWO_WAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
FOCUS = """() => {
    const one = document.activeElement;
    if (!one || one === document.body) return null;
    const box = one.getBoundingClientRect();
    const style = getComputedStyle(one);
    // The ring of a card stands on the link that is stretched over it.
    const ring = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
    const x = Math.min(Math.max(box.left + box.width / 2, 1), innerWidth - 2);
    const y = Math.min(Math.max(box.top + box.height / 2, 1), innerHeight - 2);
    const above = document.elementFromPoint(x, y);
    const isSeen = box.bottom > 0 && box.top < innerHeight
        && (one.contains(above) || above?.contains(one) || above?.closest("label")?.control === one);
    return {
        name: `${one.tagName} ${(one.innerText || one.ariaLabel || one.name || "").trim().slice(0, 40)}`,
        fault: !ring ? "no ring" : !isSeen ? `covered by ${above?.tagName}.${above?.className}` : "",
        height: box.height,
        isMain: one.matches("main"),
    };
}"""
BREAK = """() => {
    const main = document.querySelector("main");
    main.insertAdjacentHTML("beforeend", "<section class=broken><h4>x</h4><button></button><p>Chữ bị cắt</p></section>");
    const words = main.querySelector(".broken p");
    words.style.cssText = "width:900px;height:4px;overflow:hidden;color:#777;background:#888";
}"""
NAMES = """() => {
    const unnamed = [...document.querySelectorAll("nav, section, aside, form[role], [role=region], [role=group]")]
        .filter((one) => one.getClientRects().length && !one.ariaLabel && !one.matches("form")
            && !document.getElementById(one.getAttribute("aria-labelledby"))?.textContent.trim())
        .map((one) => `${one.tagName}.${one.className} has no name`);
    const levels = [...document.querySelectorAll("h1, h2, h3, h4")]
        .filter((one) => one.getClientRects().length).map((one) => Number(one.tagName[1]));
    const jumps = levels.filter((level, index) => level > (levels[index - 1] ?? 0) + 1);
    const mains = document.querySelectorAll("main").length;
    return [
        ...unnamed,
        ...(jumps.length ? [`headings jump: ${levels}`] : []),
        ...(levels.filter((level) => level === 1).length === 1 ? [] : ["not one h1"]),
        ...(mains === 1 && document.documentElement.lang === "vi" ? [] : ["no main or no lang"]),
    ];
}"""


@pytest.fixture(scope="module")
def faults(site, browser) -> dict[str, list[str]]:
    """What one walk through every kind of page found, by what was looked for."""
    context = browser.new_context(
        **VISITOR | {"viewport": PHONE, "base_url": site.url}, reduced_motion="reduce", bypass_csp=True
    )
    page = context.new_page()
    found: dict[str, list[str]] = {"pages": [], "axe": [], "names": [], "zoom": [], "spacing": []}
    for name in every_kind(page, *refusals_and_token(site)):
        found["pages"].append(name)
        page.set_viewport_size(PHONE)
        found["names"] += [f"{name}: {fault}" for fault in page.evaluate(NAMES)]
        found["axe"] += [f"{name}: {fault}" for fault in barriers_everywhere(page)]
        page.set_viewport_size(ZOOMED_FOUR_TIMES)
        found["zoom"] += [f"{name} is {excess} px too wide" for excess in [page.evaluate(TWO_WAYS)] if excess]
        page.add_style_tag(content=TEXT_SPACING)
        found["spacing"] += [f"{name} cuts {words}" for words in page.evaluate(CLIPPED)]
        found["spacing"] += [
            f"{name} is {excess} px too wide" for excess in [page.evaluate(TWO_WAYS)] if excess
        ]
    context.close()
    return found


def test_every_kind_of_page_was_looked_at(faults):
    assert len(faults["pages"]) >= LEAST_PAGES


@pytest.mark.parametrize("kind", ["axe", "names", "zoom", "spacing"])
def test_no_page_has_a_barrier_at_any_width_in_any_light(faults, kind):
    assert not faults[kind], "\n".join(faults[kind])


def test_a_writers_desk_has_no_barrier(login, new_context, guard):
    page = login(new_context().new_page(), "writer")
    page.goto("/gui-bai/")
    assert not barriers_everywhere(page)
    articles = page.locator("main a[href*='/bai/']")
    addresses = ["/gui-bai/bai-moi/", *(link.get_attribute("href") for link in articles.all())]
    assert len(addresses) > 1
    for address in addresses[:2]:
        page.goto(address)
        assert not barriers_everywhere(page), address


def test_a_barrier_would_be_noticed(new_context):
    context = new_context(viewport=ZOOMED_FOUR_TIMES)
    page = context.new_page()
    page.goto(STATEMENT)
    page.evaluate(BREAK)
    found = barriers(page)
    assert {"button-name", "color-contrast"} <= {fault.split()[0] for fault in found}, found
    unnamed, jump = page.evaluate(NAMES)
    assert unnamed == "SECTION.broken has no name"
    assert jump.startswith("headings jump: ")
    assert page.evaluate(TWO_WAYS) > 0
    assert page.evaluate(CLIPPED) == ["P.: Chữ bị cắt"]


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desk"])
def test_the_focus_is_seen_wherever_the_keyboard_goes(new_context, viewport):
    page = new_context(viewport=viewport, reduced_motion="reduce").new_page()
    faults, stops = [], 0
    for path in ("/", STORY, GALLERY_STORY, "/thu-vien/", "/ton-vinh/", "/tuan-le-2023/", "/de-cu/"):
        page.goto(path)
        before = None
        for _ in range(120):
            page.keyboard.press("Tab")
            focus = page.evaluate(FOCUS)
            if focus is None or focus == before:
                break
            before, stops = focus, stops + 1
            if focus["fault"]:
                faults.append(f"{path}: {focus['name']}: {focus['fault']}")
    assert not faults, "\n".join(faults)
    assert stops > 100


def test_without_script_a_page_says_the_same(new_context):
    with_script, without = new_context().new_page(), new_context(java_script_enabled=False).new_page()
    for path in (*PUBLISHED, *ASKED_FOR[:2]):
        texts = []
        for page in (with_script, without):
            page.goto(path)
            # The words that are there, whether a drawer is open or not.
            page.locator("main").evaluate(WITHOUT_BUTTONS)
            texts.append(page.locator("main").inner_text().split())
        missing = set(texts[0]) - set(texts[1])
        assert not missing, f"{path}: {sorted(missing)}"


def test_in_forced_colours_controls_and_chosen_things_are_seen(new_context):
    page = new_context(forced_colors="active").new_page()
    page.goto(STORY)
    chosen = page.get_by_role("button", name="Cỡ chữ thường")
    other = page.get_by_role("button", name="Cỡ chữ lớn")
    style = "(one) => { const s = getComputedStyle(one); return [s.borderStyle, s.outlineStyle]; }"
    assert chosen.evaluate(style) == ["solid", "solid"]
    assert other.evaluate(style) == ["solid", "none"]
    line = "(one) => getComputedStyle(one).borderBottomColor"
    current = page.locator(".site-nav [aria-current]")
    others = page.locator(".site-nav a:not([aria-current])").first
    assert current.evaluate(line) != others.evaluate(line)
    page.goto("/thu-vien/?loai=lesson")
    box = "(one) => getComputedStyle(one, '::before').backgroundColor"
    chosen_facet = page.locator(".facets li a[aria-current]").first
    other_facet = page.locator(".facets li a:not([aria-current])").first
    assert chosen_facet.evaluate(box) != other_facet.evaluate(box)


def test_a_long_page_is_crossed_by_its_contents(desktop):
    desktop.goto(LONG_PAGE)
    contents = desktop.get_by_role("navigation", name="Mục lục")
    links = contents.get_by_role("link")
    assert links.count() >= 4
    last = links.last
    words = last.inner_text()
    last.focus()
    desktop.keyboard.press("Enter")
    heading = desktop.locator(":target")
    expect(heading).to_have_text(words)
    expect(heading).to_be_in_viewport()
