"""Nothing typed is lost when the session has ended, and nothing deleted either."""

from playwright.sync_api import expect

from tests.browser.admin_screens import page_id, save_draft, stored, write_story

SLUG = "doc-sach-trong-mua"


def test_a_session_that_ends_costs_nothing_and_neither_does_a_deletion(desktop, site, login, guard):
    # What meets the ended session, and a wrong password, are refused, which a console reports.
    guard.expect(r"console error: .*status of (40[03]|422)")
    login(desktop, "editor")
    write_story(desktop, site, "Đọc sách trong mưa", SLUG, lead="Mưa thì đọc trong lớp.", body="Trang đầu.")
    save_draft(desktop)
    edit = desktop.url

    desktop.locator("[name=lead]").fill("Chữ gõ trước khi hết phiên.")
    desktop.context.clear_cookies(name="sessionid")
    desktop.locator("footer button.action-save[type=submit]").first.click()
    window = desktop.get_by_role("dialog", name="Phiên làm việc đã hết")
    expect(window.get_by_label("Tên đăng nhập")).to_have_value(site.accounts["editor"]["username"])
    window.get_by_label("Mật khẩu").fill("sai-mat-khau")
    window.get_by_role("button", name="Đăng nhập và lưu tiếp").click()
    expect(window.get_by_role("alert")).to_contain_text("chưa đúng")
    window.get_by_label("Mật khẩu").fill(site.accounts["editor"]["password"])
    with desktop.expect_navigation():
        window.get_by_role("button", name="Đăng nhập và lưu tiếp").click()
    expect(desktop).to_have_url(edit)
    expect(desktop.locator("[name=lead]")).to_have_value("Chữ gõ trước khi hết phiên.")

    number = page_id(site, SLUG)
    desktop.goto(f"/admin/pages/{number}/delete/")
    desktop.get_by_role("button", name="Bỏ vào Thùng rác").click()
    desktop.get_by_role("link", name="Hoàn tác").click()
    desktop.get_by_role("button", name="Lấy lại").click()
    expect(desktop.get_by_text("đã trở lại", exact=False).first).to_be_visible()
    assert page_id(site, SLUG) == number
    assert stored(site, "select url_path from wagtailcore_page where id = ?", number)[0][0].endswith(
        f"/tin-bai/{SLUG}/"
    )
    desktop.goto("/admin/thung-rac/")
    expect(desktop.get_by_role("heading", name="Thùng rác")).to_be_visible()
    expect(desktop.get_by_role("checkbox", name="Đọc sách trong mưa")).to_have_count(0)
