"""Parents, pupils and neighbours: on a phone, by keyboard, without JavaScript, in the dark."""

import re
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from icalendar import Calendar
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.admin_screens import (
    AUTOSAVE_REFUSED,
    VIETNAM,
    publish,
    start_page,
    type_moment,
    write_title,
)

pytestmark = pytest.mark.journey

STORY = "/tin-bai/trong-truong-diem-phong-trao-tu-hoc/"
VIDEO_STORY = "/tin-bai/mot-bai-giang-quay-bang-dien-thoai/"
MAIN_PAGES = [
    "/",
    "/tin-bai/",
    "/ton-vinh/",
    "/thu-vien/",
    "/hoat-dong/",
    STORY,
    VIDEO_STORY,
    "/tin-bai/sang-thu-bay-phu-huynh-ngoi-ghe-hoc-tro/",
    "/ton-vinh/co-thu-ha-bai-giang-de-ngo/",
    "/hoat-dong/ngay-hoi-mo-cua-thu-vien/",
    "/tuan-le-2023/",
    "/ke-hoach-2023/",
    "/tim-kiem/?q=hoc+tap",
    "/khong-co-trang-nay/",
]
WIDTHS = [320, 360, 1280]
ENOUGH_COLOURS = 30
MOST_TABS = 25


def first_resource(page: Page) -> str:
    page.goto("/thu-vien/")
    return page.locator(".with-sidebar li h2 a").first.get_attribute("href")


def focused_words(page: Page) -> str:
    return page.evaluate(
        "(document.activeElement.innerText || document.activeElement.ariaLabel || '').trim()"
    )


def tab_to(page: Page, selector: str) -> None:
    """Press the tabulator until the element has the focus."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
            return
    pytest.fail(f"{selector} is not reached by {MOST_TABS} tabulators")


def test_parent_on_a_phone_reads_a_story_and_finds_another_without_typing_marks(phone):
    phone.goto("/")
    expect(phone.locator("h1")).to_contain_text("tự học")
    story = phone.locator("main article").first.get_by_role("link").last
    title = story.inner_text().strip()
    story.tap()
    expect(phone.locator("h1")).to_have_text(title)
    phone.go_back()
    expect(phone).to_have_url(re.compile(r":\d+/$"))
    phone.get_by_role("link", name="Tìm kiếm").first.tap()
    phone.locator("input[type=search]").fill("hoc tap suot doi")
    phone.get_by_role("button", name="Tìm", exact=True).tap()
    expect(phone.locator(".found-count")).to_contain_text("kết quả")
    results = phone.locator("main li h2 a")
    assert results.count() > 0
    expect(
        phone.locator("main mark").filter(has_text=re.compile("học tập", re.IGNORECASE)).first
    ).to_be_visible()
    results.first.tap()
    expect(phone.locator("h1")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light"])
def test_visitor_never_scrolls_sideways(new_context, guard, scheme):
    guard.expect("status of 404")
    page = new_context(color_scheme=scheme).new_page()
    too_wide = []
    for path in [*MAIN_PAGES, first_resource(page)]:
        page.goto(path)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            room, needed = page.evaluate(
                "[document.documentElement.clientWidth, document.documentElement.scrollWidth]"
            )
            if needed > room:
                too_wide.append(f"{path} needs {needed} px of {room}")
    assert not too_wide


def test_parent_puts_an_activity_into_a_calendar(site, login, new_context, guard, tmp_path: Path):
    guard.expect(AUTOSAVE_REFUSED)
    starts = (datetime.now(VIETNAM) + timedelta(days=9)).replace(hour=18, minute=30, second=0, microsecond=0)
    editor = login(new_context().new_page(), "editor")
    start_page(editor, site, "home/activitypage", "hoat-dong")
    write_title(editor, "Tối đọc sách cùng con", "toi-doc-sach-cung-con")
    place = editor.locator("[name=place]")
    type_moment(editor, "starts_at", starts, place)
    type_moment(editor, "ends_at", starts + timedelta(hours=1), place)
    place.fill("Thư viện trường")
    publish(editor)

    parent = new_context(timezone_id="Europe/Paris").new_page()
    parent.goto("/hoat-dong/")
    parent.get_by_role("link", name="Tối đọc sách cùng con").click()
    expect(parent.locator("main")).to_contain_text("18:30")
    with parent.expect_download() as download:
        parent.get_by_role("link", name="Thêm vào lịch").click()
    file = tmp_path / "buoi.ics"
    download.value.save_as(file)
    assert download.value.suggested_filename == "toi-doc-sach-cung-con.ics"
    (event,) = Calendar.from_ical(file.read_text(encoding="utf-8")).walk("VEVENT")
    assert str(event["SUMMARY"]) == "Tối đọc sách cùng con"
    assert str(event["LOCATION"]) == "Thư viện trường"
    assert event["DTSTART"].dt == starts
    assert event["DTSTART"].params["TZID"] == "Asia/Ho_Chi_Minh"
    assert event["DTEND"].dt - event["DTSTART"].dt == timedelta(hours=1)


def test_visitor_with_a_keyboard_alone_skips_reads_and_searches(desktop):
    desktop.goto("/tin-bai/")
    desktop.keyboard.press("Tab")
    assert focused_words(desktop) == "Tới nội dung chính"
    expect(desktop.locator(".skip-link")).to_be_in_viewport()
    desktop.keyboard.press("Enter")
    expect(desktop.locator("main")).to_be_focused()
    tab_to(desktop, "main a")
    ring = desktop.evaluate(
        "(() => { const style = getComputedStyle(document.activeElement);"
        " return [style.outlineStyle, parseFloat(style.outlineWidth)]; })()"
    )
    assert ring[0] != "none"
    assert ring[1] >= 2

    desktop.goto("/")
    tab_to(desktop, ".header-search")
    desktop.keyboard.press("Enter")
    expect(desktop).to_have_url(re.compile(r"/tim-kiem/$"))
    tab_to(desktop, "input[type=search]")
    desktop.keyboard.type("thu vien")
    desktop.keyboard.press("Enter")
    expect(desktop).to_have_url(re.compile(r"/tim-kiem/\?q=thu(\+|%20)vien"))
    tab_to(desktop, ".past-facets")
    desktop.keyboard.press("Enter")
    tab_to(desktop, "main li h2 a")
    title = focused_words(desktop)
    desktop.keyboard.press("Enter")
    expect(desktop.locator("h1")).to_contain_text(title)


def test_visitor_without_javascript_walks_filters_searches_and_turns_pages(new_context):
    page = new_context(java_script_enabled=False).new_page()
    page.goto("/")
    page.get_by_role("navigation", name="Chính").get_by_role("link", name="Thư viện").click()
    expect(page).to_have_url(re.compile(r"/thu-vien/$"))
    before = page.locator(".with-sidebar li h2 a").first.inner_text()
    page.get_by_role("link", name="Trang sau").click()
    expect(page).to_have_url(re.compile(r"/thu-vien/trang-2/$"))
    expect(page.locator(".with-sidebar li h2 a").first).not_to_have_text(before)
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto("/thu-vien/")
    choice = page.locator(".facets li a").filter(has_text="Bài học")
    expect(choice).not_to_be_visible()
    page.locator(".facets-drawer > summary").click()
    expect(choice).to_be_visible()
    count = int(choice.locator(".facet-count").inner_text())
    choice.click()
    expect(page.locator("[role=status]")).to_contain_text(f"{count} học liệu")
    expect(page.locator(".with-sidebar li h2 a")).to_have_count(count)
    page.locator("input[type=search]").first.fill("toan")
    page.get_by_role("button", name="Tìm", exact=True).first.click()
    expect(page).to_have_url(re.compile(r"loai=lesson.*q=toan|q=toan.*loai=lesson"))
    page.goto("/tim-kiem/?q=doc+sach")
    assert page.locator("main li h2 a").count() > 0
    page.goto(STORY)
    expect(page.locator("button:visible")).to_have_count(0)


def test_reader_of_a_story_with_a_film_asks_nobody_outside_before_the_click(new_context, guard):
    context = new_context()
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    player = "https://www.youtube-nocookie.com/"
    context.route(f"{player}**", lambda route: route.fulfill(body="<p>phim</p>", content_type="text/html"))
    page = context.new_page()
    page.goto(VIDEO_STORY, wait_until="networkidle")
    expect(page.locator("iframe")).to_have_count(0)
    button = page.get_by_role("button", name="Xem phim")
    button.scroll_into_view_if_needed()
    expect(button).to_be_visible()
    expect(page.get_by_role("link", name="Mở trên YouTube")).to_be_visible()
    assert asked
    assert all(url.startswith(("http://127.0.0.1:", "data:", "blob:")) for url in asked)

    guard.expect(f"request that leaves this machine: {player}")
    button.click()
    film = page.locator("iframe")
    expect(film).to_have_attribute("src", re.compile(rf"^{re.escape(player)}embed/[\w-]{{11}}\?"))
    assert film.get_attribute("title")
    assert [url for url in asked if not url.startswith("http://127.0.0.1:")] == [film.get_attribute("src")]


def test_reader_at_night_gets_a_dark_page_and_prints_a_light_one(new_context):
    grounds, screens = {}, {}
    for scheme in ("light", "dark"):
        page = new_context(color_scheme=scheme).new_page()
        page.goto("/")
        page.evaluate("document.fonts.ready")
        grounds[scheme] = page.evaluate("getComputedStyle(document.body).backgroundColor")
        with Image.open(BytesIO(page.screenshot())) as screen:
            screens[scheme] = screen.convert("RGB")
    assert grounds["light"] != grounds["dark"]
    light, dark = (
        sum(screens[scheme].resize((1, 1), Image.Resampling.BOX).getpixel((0, 0)))
        for scheme in ("light", "dark")
    )
    assert dark < light
    for scheme, screen in screens.items():
        colours = screen.resize((320, 225)).getcolors(1_000_000)
        assert len(colours) > ENOUGH_COLOURS, f"{scheme} is blank"

    page.goto(STORY)
    page.emulate_media(media="print", color_scheme="dark")
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator(".site-nav")).not_to_be_visible()
    ink = page.evaluate("getComputedStyle(document.querySelector('h1')).color")
    assert max(int(part) for part in re.findall(r"\d+", ink)[:3]) < 128, f"prints {ink} on white paper"


def test_reader_makes_the_letters_larger_and_they_stay_so(desktop):
    desktop.goto(STORY)
    size = "parseFloat(getComputedStyle(document.querySelector('.prose p')).fontSize)"
    before = desktop.evaluate(size)
    desktop.get_by_role("button", name="Cỡ chữ rất lớn").click()
    assert desktop.evaluate(size) > before
    desktop.goto("/ke-hoach-2023/")
    desktop.goto(STORY)
    assert desktop.evaluate(size) > before
    expect(desktop.get_by_role("button", name="Cỡ chữ rất lớn")).to_have_attribute("aria-pressed", "true")
