"""A parent on a phone keeps places at an activity and gives them back; the organiser sees both."""

import re
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.browser.admin_screens import (
    AUTOSAVE_REFUSED,
    VIETNAM,
    page_id,
    publish,
    start_page,
    type_moment,
    write_title,
)
from tests.browser.axe import barriers_everywhere
from tests.browser.conftest import PHONE

pytestmark = pytest.mark.journey


def assert_no_barrier(phone: Page) -> None:
    """Let axe look at what the visitor sees, and leave it on the telephone."""
    found = barriers_everywhere(phone)
    phone.set_viewport_size(PHONE)
    assert not found, f"{phone.url}: {found}"


def test_a_parent_keeps_two_places_and_gives_them_back(site, login, new_context, guard, phone):
    guard.expect(AUTOSAVE_REFUSED)
    guard.expect("status of 422")
    starts = (datetime.now(VIETNAM) + timedelta(days=9)).replace(hour=18, minute=30, second=0, microsecond=0)
    editor = login(new_context().new_page(), "editor")
    start_page(editor, site, "home/activitypage", "hoat-dong")
    write_title(editor, "Tối kể chuyện", "toi-ke-chuyen")
    place = editor.locator("[name=place]")
    type_moment(editor, "starts_at", starts, place)
    type_moment(editor, "ends_at", starts + timedelta(hours=1), place)
    editor.get_by_label("nhận đăng ký", exact=False).check()
    editor.locator("[name=capacity]").fill("12")
    publish(editor)

    phone.goto("/hoat-dong/toi-ke-chuyen/")
    expect(phone.locator(".places")).to_contain_text("Còn 12 chỗ")
    phone.get_by_role("link", name="Đăng ký", exact=True).tap()
    assert_no_barrier(phone)
    phone.get_by_label("Họ tên của bạn").fill("Nguyễn Thị Lan")
    phone.get_by_label("Bao nhiêu người đến?").fill("2")
    phone.get_by_label("Tôi đồng ý").check()
    phone.wait_for_timeout(2100)  # nobody fills in a form faster
    phone.get_by_role("button", name="Giữ chỗ").tap()
    expect(phone.get_by_role("alert")).to_contain_text("Hãy ghi số điện thoại")
    expect(phone.get_by_label("Họ tên của bạn")).to_have_value("Nguyễn Thị Lan")
    assert_no_barrier(phone)
    phone.get_by_label("Số điện thoại").fill("0912 345 678")
    phone.get_by_role("button", name="Giữ chỗ").tap()
    expect(phone.locator("h1")).to_have_text("Đã giữ chỗ")
    assert_no_barrier(phone)
    cancelling = phone.locator(".sign-up-address a").get_attribute("href")

    number = page_id(site, "toi-ke-chuyen")
    editor.goto(f"/admin/hoat-dong/{number}/")
    expect(editor.locator("main")).to_contain_text("2 người trên 12 chỗ")
    expect(editor.locator("main")).to_contain_text("Nguyễn Thị Lan")

    phone.goto(cancelling)
    assert_no_barrier(phone)
    phone.get_by_role("button", name="Huỷ và trả lại chỗ").tap()
    expect(phone.get_by_role("status")).to_contain_text("Đã trả lại 2 chỗ")
    phone.get_by_role("link", name="Về trang của buổi này").tap()
    expect(phone).to_have_url(re.compile(r"/hoat-dong/toi-ke-chuyen/$"))
    expect(phone.locator(".places")).to_contain_text("Còn 12 chỗ")
