"""Suggestions while one types: by keyboard, by touch, and the form without them."""

import re
from contextlib import suppress

import pytest
from playwright.sync_api import Error, Page, expect

pytestmark = pytest.mark.journey


def type_slowly(page: Page, words: str) -> None:
    page.goto("/tim-kiem/")
    page.get_by_role("combobox").press_sequentially(words, delay=30)
    expect(page.get_by_role("option").first).to_be_visible()


def test_a_late_answer_does_not_change_the_list_under_who_walks_through_it(desktop):
    type_slowly(desktop, "thu")
    box, first = desktop.get_by_role("combobox"), desktop.get_by_role("option").first
    words = first.inner_text()
    held = []
    desktop.route("**/goi-y/**", lambda route: held.append(route))  # noqa: PLW0108  # Playwright takes no built-in
    box.press_sequentially(" vie")
    for _ in range(50):
        if held:
            break
        desktop.wait_for_timeout(20)
    desktop.keyboard.press("ArrowDown")
    expect(first).to_have_attribute("aria-selected", "true")
    for route in held:
        with suppress(Error):
            route.fulfill(json={"suggestions": [{"title": "Muộn", "url": "/", "kind": "Trang"}]})
    desktop.wait_for_timeout(300)
    assert (first.inner_text(), first.get_attribute("aria-selected")) == (words, "true")
    assert box.get_attribute("aria-activedescendant") == first.get_attribute("id")


def test_suggestions_are_walked_through_by_keyboard(desktop):
    asked = []
    desktop.on("request", lambda request: "goi-y" in request.url and asked.append(request.url))
    type_slowly(desktop, "thu vien")
    assert len(asked) <= 3, "it waits for a pause"
    box, options = desktop.get_by_role("combobox"), desktop.get_by_role("option")
    expect(box).to_have_attribute("aria-expanded", "true")
    assert "aria-activedescendant" not in (box.evaluate("box => box.outerHTML"))

    desktop.keyboard.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    assert box.get_attribute("aria-activedescendant") == options.first.get_attribute("id")
    desktop.keyboard.press("ArrowUp")  # back in the box
    expect(options.first).to_have_attribute("aria-selected", "false")
    desktop.keyboard.press("ArrowUp")  # round to the last
    expect(options.last).to_have_attribute("aria-selected", "true")
    expect(box).to_be_focused()

    desktop.keyboard.press("Escape")
    expect(desktop.get_by_role("listbox")).to_be_hidden()
    expect(box).to_have_value("thu vien")
    desktop.keyboard.press("ArrowDown")
    desktop.keyboard.press("ArrowDown")
    expect(options.first).to_be_visible()
    title = desktop.locator("[role=option][aria-selected=true] span").inner_text()
    desktop.keyboard.press("Enter")
    expect(desktop.locator("h1")).to_contain_text(title.replace("\u00a0", " "))

    desktop.goto("/tim-kiem/")
    desktop.get_by_role("combobox").fill("thu vjen")
    desktop.keyboard.press("Enter")  # nothing is chosen: the form is sent
    expect(desktop).to_have_url(re.compile(r"q=thu(\+|%20)vjen"))
    expect(desktop.get_by_role("status").filter(has_text="Đang tìm")).to_contain_text("thư viện")


def test_suggestions_are_chosen_by_touch(phone):
    type_slowly(phone, "doc sa")
    option = phone.get_by_role("option").last
    height = option.bounding_box()["height"]
    assert height >= 44, "a finger's width"
    option.tap()
    expect(phone.locator("h1")).not_to_have_text("Tìm kiếm")
