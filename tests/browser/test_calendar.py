"""The calendar as an editor works it: dragging, the small form, taking back."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from tests.browser.admin_screens import scheduled_moment

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
MAKE = """
from datetime import datetime
from accounts.models import User
from news.models import NewsIndexPage, StoryPage
editor = User.objects.get(username="{username}")
for slug, moment in (("keo-di", "{moment}"), ("hen-tu-ben-le", "")):
    page = StoryPage(
        title=slug, slug=slug, live=False, owner=editor, lead="Cả trường đọc sách.", body=[("paragraph", "<p>Đọc.</p>")]
    )
    NewsIndexPage.objects.get().add_child(instance=page)
    page.go_live_at = datetime.fromisoformat(moment) if moment else None
    revision = page.save_revision(user=editor)
    if moment:
        revision.publish(user=editor)
"""


@pytest.mark.journey
def test_drag_schedule_and_take_back(site, desktop, login):
    monday = datetime.now(VIETNAM).replace(hour=6, minute=45, second=0, microsecond=0) + timedelta(days=40)
    monday -= timedelta(days=monday.weekday())
    friday = monday + timedelta(days=4)
    site.manage(
        "shell", "-c", MAKE.format(username=site.accounts["editor"]["username"], moment=monday.isoformat())
    )
    page = login(desktop, "editor")
    page.goto(f"/admin/lich-dang/?xem=tuan&ngay={monday:%Y-%m-%d}")
    day = page.locator(f"[data-calendar-day='{friday:%Y-%m-%d}']")

    page.locator(".calendar-entry", has_text="keo-di").drag_to(day)
    expect(page.get_by_text(re.compile("Đã dời “keo-di”"))).to_be_visible()
    expect(day.get_by_role("link", name="keo-di", exact=True)).to_be_visible()
    assert scheduled_moment(site, "keo-di") == friday
    page.get_by_role("button", name="Hoàn tác").click()
    expect(page.get_by_text(re.compile("Đã dời “keo-di” sang 6:45, Thứ Hai"))).to_be_visible()
    assert scheduled_moment(site, "keo-di") == monday

    page.locator(".calendar-side .calendar-entry", has_text="hen-tu-ben-le").drag_to(day)
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text(re.compile("^Thứ Sáu"))).to_be_visible()
    dialog.get_by_label("Giờ (giờ Việt Nam)").fill("15:05")
    dialog.get_by_role("button", name="Hẹn đăng").click()
    expect(page.get_by_text(re.compile("Đã hẹn đăng “hen-tu-ben-le”"))).to_be_visible()
    assert scheduled_moment(site, "hen-tu-ben-le") == friday.replace(hour=15, minute=5)

    day.get_by_role("link", name=re.compile("Dời ngày.*hen-tu-ben-le")).press("Enter")
    expect(dialog).to_be_visible()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
