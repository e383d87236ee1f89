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


def test_a_gallery_without_script_leads_to_the_whole_picture(new_context):
    page = new_context(java_script_enabled=False).new_page()
    page.goto(GALLERY_STORY)
    answer = page.request.get(page.locator(".gallery-link").first.get_attribute("href"))
    assert answer.headers["content-type"] == "image/jpeg"
