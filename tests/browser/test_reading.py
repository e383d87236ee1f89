"""Reading a story: its size, its pictures, its voice."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE
from tests.browser.public_pages import GALLERY_STORY, STORY

pytestmark = pytest.mark.journey

VOICE = """(() => {
    let current = null;
    class Utterance { constructor(text) { this.text = text; } }
    const synthesis = {
        spoken: [],
        getVoices: () => [{ lang: "vi-VN", name: "Mai" }],
        speak(one) { this.spoken.push(one.text); current = one; },
        cancel() { const one = current; current = null; one?.onerror?.(); },
        end() { const one = current; current = null; one.onend(); },
        fail() { const one = current; current = null; one.onerror(); },
        addEventListener() {},
    };
    Object.defineProperty(window, "SpeechSynthesisUtterance", { value: Utterance });
    Object.defineProperty(window, "speechSynthesis", { value: synthesis });
})()"""
"""A voice that says nothing and ends when the test says so: Debian's Chromium has none of its own."""
MOVED = """() => new Promise((resolve) => {
    let moved = 0;
    new PerformanceObserver((list) => { for (const one of list.getEntries()) moved += one.value; })
        .observe({ type: "layout-shift", buffered: true });
    requestAnimationFrame(() => requestAnimationFrame(() => resolve(moved)));
})"""


def spoken(page: Page) -> list[str]:
    return page.evaluate("speechSynthesis.spoken")


def test_reader_hears_a_story_and_sees_where_it_is_read(new_context):
    context = new_context(viewport=PHONE)
    context.add_init_script(VOICE)
    page = context.new_page()
    page.goto(GALLERY_STORY)
    title = page.locator("h1").inner_text()
    page.get_by_role("button", name="Nghe bài").click()
    assert spoken(page) == [title.replace("\n", " ")]
    expect(page.locator("h1")).to_have_class(re.compile("is-being-read"))
    bar = page.get_by_role("group", name="Nghe bài")
    expect(bar).to_contain_text(re.compile(r"Đoạn 1 trên \d+"))
    for _ in range(8):
        page.evaluate("speechSynthesis.end()")
    marked = page.locator(".is-being-read")
    expect(marked).to_have_count(1)
    expect(marked).to_be_in_viewport()
    expect(bar).to_be_in_viewport()
    page.get_by_role("button", name="Tạm dừng").click()
    before = spoken(page)
    page.get_by_role("button", name="Nghe tiếp").click()
    assert spoken(page) == [*before, before[-1]], "goes on where it stopped"
    page.get_by_role("button", name="Thôi nghe").click()
    expect(marked).to_have_count(0)
    expect(page.get_by_role("button", name="Nghe bài")).to_be_focused()


def test_reader_is_told_of_a_voice_that_fails(new_context):
    context = new_context(viewport=PHONE)
    context.add_init_script(VOICE)
    page = context.new_page()
    page.goto(STORY)
    page.get_by_role("button", name="Nghe bài").click()
    page.evaluate("speechSynthesis.fail()")
    expect(page.get_by_role("alert")).to_have_text("Máy không đọc được. Bạn thử lại sau.")
    expect(page.get_by_role("button", name="Thôi nghe")).to_be_hidden()
    page.get_by_role("button", name="Nghe bài").click()
    expect(page.get_by_role("alert")).to_have_count(0)
    assert len(spoken(page)) == 2


def test_listener_hears_what_can_be_learned_from_a_person(new_context, site):
    context = new_context(viewport=PHONE)
    context.add_init_script(VOICE)
    page = context.new_page()
    page.goto("/ton-vinh/")
    page.locator(".learner-list a").first.click()
    lesson = page.locator("#lam-theo")
    page.get_by_role("button", name="Nghe bài").click()
    for _ in range(6):
        page.evaluate("speechSynthesis.end()")
    assert lesson.inner_text().replace("\n", " ") in spoken(page)


def test_reader_without_a_vietnamese_voice_is_offered_none_and_nothing_moves(desktop):
    desktop.goto(STORY)
    expect(desktop.get_by_role("button", name="Nghe bài")).not_to_be_visible()
    expect(desktop.get_by_role("button", name="In", exact=True)).to_be_visible()
    desktop.get_by_role("button", name="Cỡ chữ rất lớn").click()
    desktop.reload()
    expect(desktop.get_by_role("button", name="Cỡ chữ rất lớn")).to_have_attribute("aria-pressed", "true")
    assert desktop.evaluate(MOVED) == 0
    assert desktop.context.cookies() == []


def test_reader_walks_through_a_gallery_by_keyboard(desktop):
    desktop.goto(GALLERY_STORY)
    links = desktop.locator(".gallery-link")
    count = links.count()
    links.first.focus()
    desktop.keyboard.press("Enter")
    viewer = desktop.get_by_role("dialog")
    shown = viewer.locator("li:not([inert]) img")
    expect(viewer.get_by_text(f"1 trên {count}")).to_be_visible()
    first = shown.get_attribute("alt")
    assert first
    desktop.keyboard.press("ArrowRight")
    expect(viewer.get_by_text(f"2 trên {count}")).to_be_visible()
    expect(shown).not_to_have_attribute("alt", first)
    desktop.keyboard.press("End")
    expect(viewer.get_by_text(f"{count} trên {count}")).to_be_visible()
    desktop.keyboard.press("ArrowRight")
    expect(viewer.get_by_text(f"{count} trên {count}")).to_be_visible()
    expect(shown).to_be_in_viewport()
    assert shown.evaluate("(image) => image.decode().then(() => image.naturalWidth)") >= 480
    desktop.keyboard.press("Escape")
    expect(viewer).to_be_hidden()
    expect(links.first).to_be_focused()


@pytest.mark.parametrize("tells_the_end", [True, False])
def test_reader_swipes_through_a_gallery(new_context, tells_the_end):
    """Also where the browser has no word for the end of a swipe."""
    context = new_context(viewport=PHONE, has_touch=True)
    if not tells_the_end:
        context.add_init_script("delete Window.prototype.onscrollend; delete window.onscrollend;")
        context.add_init_script(
            "addEventListener('scrollend', (event) => event.stopImmediatePropagation(), { capture: true })"
        )
    page = context.new_page()
    page.goto(GALLERY_STORY)
    assert page.evaluate("'onscrollend' in window") is tells_the_end
    count = page.locator(".gallery-link").count()
    page.locator(".gallery-link").first.click()
    viewer = page.get_by_role("dialog")
    track = viewer.locator(".viewer-track")
    track.evaluate("(track) => track.scrollTo({ left: track.clientWidth, behavior: 'smooth' })")
    expect(viewer.get_by_text(f"2 trên {count}")).to_be_visible()
    second = viewer.locator("li:not([inert]) img").get_attribute("alt")
    expect(viewer.locator("[aria-live]")).to_contain_text(second)


def test_who_prints_the_board_of_honour_has_a_button(desktop):
    desktop.goto("/ton-vinh/")
    expect(desktop.get_by_role("button", name="In danh sách này")).to_be_visible()


def test_a_gallery_without_script_leads_to_the_whole_picture(new_context):
    page = new_context(java_script_enabled=False).new_page()
    page.goto(GALLERY_STORY)
    answer = page.request.get(page.locator(".gallery-link").first.get_attribute("href"))
    assert answer.headers["content-type"] == "image/jpeg"
