"""The union editor writes in Word: the file becomes a scheduled story; a paste says what does not come with it."""

import base64
import re
import time
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import expect

from tests.browser.admin_screens import (
    AUTOSAVE_REFUSED,
    VIETNAM,
    add_paragraph,
    page_id,
    publish,
    schedule,
    scheduled_moment,
    start_page,
    stored,
)
from tests.factories.word import story_of_a_teacher

pytestmark = pytest.mark.journey

TITLE, SLUG = "Ngày hội đọc sách của lớp 4/2", "ngay-hoi-doc-sach-cua-lop-4-2"
MOST_SECONDS = 90
NO_LANGUAGE_FILE = r"Language with code \"vi\" was not found"
"""The table's own script, which has no Vietnamese menu, says so on the console."""
AS_DROPPED = """content => {
    const bytes = Uint8Array.from(atob(content), letter => letter.charCodeAt(0));
    const dropped = new DataTransfer();
    dropped.items.add(new File([bytes], "Bài của cô Lan.docx"));
    return dropped;
}"""
PASTE = """(box, html) => {
    const clipboard = new DataTransfer();
    clipboard.setData("text/html", html);
    clipboard.setData("text/plain", "Chữ dán từ Word");
    box.dispatchEvent(new ClipboardEvent("paste", { clipboardData: clipboard, bubbles: true, cancelable: true }));
}"""


def test_editor_drops_a_word_file_and_schedules_the_story(site, login, desktop, guard, tell):
    guard.expect(AUTOSAVE_REFUSED)
    guard.expect(NO_LANGUAGE_FILE)
    content = base64.b64encode(story_of_a_teacher()).decode()
    login(desktop, "editor")
    begun = time.monotonic()
    start_page(desktop, site, "news/storypage", "tin-bai")
    desktop.locator("[data-word-drop]").dispatch_event(
        "drop", {"dataTransfer": desktop.evaluate_handle(AS_DROPPED, content)}
    )
    expect(desktop).to_have_url(re.compile(r"/admin/tin-tu-word/\d+/$"))
    expect(desktop.get_by_role("heading", name=TITLE)).to_be_visible(timeout=60_000)
    expect(desktop.get_by_label("Ảnh 1 cho thấy gì?")).to_have_value("Cả lớp ngồi đọc sách dưới gốc bàng.")
    desktop.get_by_label("Ảnh 2 cho thấy gì?").fill("Ba học sinh chọn sách trên kệ.")
    desktop.get_by_label("Ảnh 3 cho thấy gì?").fill("Một em kể lại câu chuyện trước lớp.")
    desktop.get_by_label("Chỉ để trang trí").nth(3).check()
    desktop.get_by_role("button", name="Tạo bản nháp").click()
    expect(desktop).to_have_url(re.compile(r"/admin/pages/\d+/edit/$"))
    due = (datetime.now(VIETNAM) + timedelta(days=1)).replace(hour=7, minute=30, second=0, microsecond=0)
    schedule(desktop, due)
    publish(desktop)
    took = time.monotonic() - begun

    tell(f"a Word file became a scheduled story in {took:.0f} s")
    assert took < MOST_SECONDS
    assert scheduled_moment(site, SLUG) == due
    assert site.get(f"/tin-bai/{SLUG}/")[0] == 404
    pictures = stored(
        site,
        "select file, description, is_decorative from core_schoolimage where title like ?",
        f"{TITLE} – ảnh %",
    )
    assert len(pictures) == 4
    assert [decorative for _file, _words, decorative in pictures] == [0, 0, 0, 1]
    for name, _words, _decorative in pictures:
        content = (site.data_dir / "media" / name).read_bytes()
        assert b"Exif" not in content
        assert b"Dien Thoai" not in content
    ((body,),) = stored(
        site,
        "select json_extract(content, '$.body') from wagtailcore_revision where object_id = ? order by id desc limit 1",
        str(page_id(site, SLUG)),
    )
    for kind, times in {"heading": 2, "table": 1, "picture": 3}.items():
        assert len(re.findall(f'"type": "{kind}"', body)) == times


def test_editor_is_told_that_pictures_and_tables_do_not_come_with_a_paste(site, login, desktop, guard):
    guard.expect(AUTOSAVE_REFUSED)
    login(desktop, "editor")
    start_page(desktop, site, "news/storypage", "tin-bai")
    add_paragraph(desktop, "Chữ sẵn có. ")
    box = desktop.locator("[data-contentpath=body] [contenteditable=true]").first
    box.evaluate(
        PASTE, "<p>Chữ dán từ Word</p><img src='file:///C:/a.png'><table><tr><td>ô</td></tr></table>"
    )
    notice = desktop.locator("[data-word-paste]")
    expect(notice).to_contain_text("ảnh thì không đi theo khi dán")
    expect(notice).to_contain_text("Bảng dán vào đây thành các dòng rời")
    expect(notice.get_by_role("link", name="tải tệp Word lên")).to_be_visible()
    expect(box).to_contain_text("Chữ dán từ Word")
    notice.get_by_role("button", name="Đã hiểu").click()
    expect(notice).to_have_count(0)
    box.evaluate(PASTE, "<p>Chỉ có chữ</p>")
    expect(notice).to_have_count(0)
