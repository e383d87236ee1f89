"""The rest of the staff: librarian, clerk, privacy officer, administrator."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.admin_screens import (
    AUTOSAVE_REFUSED,
    add_paragraph,
    open_tab,
    page_id,
    publish,
    start_page,
    write_title,
)

pytestmark = pytest.mark.journey

FORBIDDEN = "status of 40[03]"
MENUS = {
    "editor": (
        {"Tin bài", "Lịch đăng", "Kế hoạch", "Khen thưởng", "Người trong bài"},
        {"Cây trang", "Cài đặt"},
    ),
    "librarian": ({"Thư viện", "Lịch đăng", "Thùng rác"}, {"Khen thưởng", "Tin bài"}),
    "principal": ({"Chờ tôi duyệt", "Cây trang", "Khen thưởng"}, {"Ảnh", "Thùng rác"}),
    "clerk": ({"Khen thưởng", "Lịch đăng"}, {"Cây trang", "Ảnh"}),
    "privacy": ({"Cây trang", "Người & đồng ý"}, {"Kế hoạch", "Khen thưởng"}),
    "admin": ({"Cây trang", "Kế hoạch", "Cài đặt"}, {"Chờ tôi duyệt"}),
}


def test_librarian_adds_a_resource_that_facets_find_and_cannot_write_stories(
    site, login, desktop, new_context, guard
):
    guard.expect(AUTOSAVE_REFUSED)
    login(desktop, "librarian")
    title, slug = "Cửu chương bằng đồng dao", "cuu-chuong-bang-dong-dao"
    start_page(desktop, site, "resources/resourcepage", "thu-vien")
    write_title(desktop, title, slug)
    desktop.locator("[name=lead]").fill("Trò chơi gieo vần để nhớ bảng nhân.")
    add_paragraph(desktop, "Hai em một nhóm, vỗ tay theo nhịp.")
    open_tab(desktop, "Thông tin")
    desktop.locator("[name$=url], [name=web_address]").first.fill("https://example.org/dong-dao")
    desktop.locator("[name=resource_type]").select_option("game")
    desktop.locator("[name=subjects][value=mathematics]").check()
    desktop.locator("[name=grades][value='3']").check()
    desktop.locator("[name=audiences][value=students]").check()
    desktop.locator("[name=licence]").select_option("cc_by")
    desktop.locator("[name=licence_version]").select_option("4.0")
    publish(desktop)

    reader = new_context().new_page()
    reader.goto("/thu-vien/")
    facets = reader.locator(".facets")
    for choice in ("Trò chơi", "Toán", "Lớp 3"):
        link = facets.locator("li a").filter(has_text=choice)
        if not link.is_visible():
            link.locator("xpath=ancestor::details[1]/summary").click()
        with reader.expect_navigation():
            link.click()
    expect(reader.get_by_role("status")).to_contain_text("học liệu")
    reader.get_by_role("link", name=title).click()
    expect(reader).to_have_url(re.compile(rf"/thu-vien/{slug}/$"))
    licence = reader.locator("a[rel~=license]").first
    expect(licence).to_have_text("CC BY 4.0")
    assert re.search(r"creativecommons\.org/licenses/by/4\.0", licence.get_attribute("href"))
    mark = reader.locator(".licence-marks svg").first
    expect(mark).to_be_visible()
    expect(mark.locator("path").first).to_be_visible()

    desktop.goto(f"/admin/pages/add/news/storypage/{page_id(site, 'tin-bai')}/")
    expect(desktop).to_have_url(re.compile(r"/admin/$"))
    expect(desktop.locator("[name=title]")).to_have_count(0)


@pytest.mark.parametrize("role", list(MENUS))
def test_everyone_logs_in_and_finds_their_own_menu(login, desktop, role):
    login(desktop, role, by_form=True)
    menu = desktop.locator("#wagtail-sidebar")
    entries = menu.get_by_role("navigation").locator("a, button")
    shown, hidden = MENUS[role]
    for words in shown:
        expect(entries.filter(has_text=re.compile(rf"^\s*{words}(?: \(\d+\))?\s*$")).first).to_be_visible()
    for words in hidden:
        expect(entries.filter(has_text=re.compile(rf"^\s*{words}\s*$"))).to_have_count(0)
    expect(menu).to_contain_text(re.compile("viên|Thủ thư|Hiệu trưởng|Văn thư|Phụ trách|Quản trị"))


def test_administrator_opens_the_schools_settings_and_the_accounts(login, desktop):
    login(desktop, "admin")
    desktop.goto("/admin/settings/core/schoolsettings/")
    expect(desktop.locator("[name=name]")).not_to_have_value("")
    open_tab(desktop, "Văn bản")
    expect(desktop.locator("[name=signer_name]")).to_be_visible()
    desktop.goto("/admin/users/")
    expect(desktop.locator("main")).to_contain_text("bientap")
    desktop.goto("/admin/users/new/")
    expect(desktop.locator("[name=username]")).to_be_visible()


@pytest.mark.parametrize("role", ["editor", "clerk", "principal", "privacy"])
def test_staff_without_that_office_cannot_open_settings_or_accounts(login, desktop, role, guard):
    guard.expect(FORBIDDEN)
    login(desktop, role)
    for path in ("/admin/settings/core/schoolsettings/", "/admin/users/", "/admin/users/new/"):
        desktop.goto(path)
        expect(desktop).to_have_url(re.compile(r"/admin/$"))
        expect(desktop.locator("[name=username], [name=signer_name]")).to_have_count(0)


def test_somebody_with_a_wrong_password_is_told_so_in_vietnamese(site, desktop):
    desktop.goto("/admin/")
    expect(desktop).to_have_url(re.compile(r"/admin/login/"))
    desktop.locator("[name=username]").fill(site.accounts["editor"]["username"])
    desktop.locator("[name=password]").fill("khong-phai-mat-khau")
    with desktop.expect_navigation():
        desktop.locator("form button[type=submit]").first.click()
    expect(desktop.locator(".messages")).to_contain_text("Tên đăng nhập hoặc mật khẩu chưa đúng")
    expect(desktop.locator("[name=username]")).to_have_value(site.accounts["editor"]["username"])
    desktop.goto("/admin/pages/")
    expect(desktop).to_have_url(re.compile(r"/admin/login/"))
