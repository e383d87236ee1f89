"""A Week from its plan to its report: the new Week 2024, twelve tasks with what shows them, the report's figures."""

import re
import time
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from tests.browser.admin_screens import AUTOSAVE_REFUSED, publish, stored
from tests.browser.conftest import served
from tests.browser.week_screens import (
    HEADCOUNT,
    OF_WEEK,
    STORY,
    THEME,
    click,
    finish_the_tasks,
    make_the_week,
    open_from_menu,
    show_the_tasks,
)
from tests.demo_site import copy_of_the_demo
from tests.printed_papers import needs_poppler, pdf_pages, word_lines
from tests.running_site import RunningSite

pytestmark = [pytest.mark.journey, needs_poppler]

MOST_SECONDS = 180
PUBLIC = ("/", "/tuan-le-2023/", "/hoat-dong/", "/sitemap.xml")
LIVE = "join wagtailcore_page on id = page_ptr_id {} and live"
COUNTS = {
    "Nhiệm vụ trong kế hoạch": f"select count(*) from week_plantask {OF_WEEK}",
    "Nhiệm vụ chưa có minh chứng": f"""select count(*) from week_plantask {OF_WEEK}
        and id not in (select task_id from ledger_evidence)
        and id not in (select plantask_id from news_storypage_tasks)""",
    "Tin bài đã đăng": f"select count(*) from news_storypage {LIVE.format(OF_WEEK)}",
    "Hoạt động đã tổ chức": f"select count(*) from home_activitypage {LIVE.format(OF_WEEK)}",
    "Lượt người tham gia (hoạt động đã ghi số người)": f"select sum(headcount) from home_activitypage {OF_WEEK}",
    "Học liệu mở đưa lên trong Tuần lễ": """select count(*) from resources_resourcepage join wagtailcore_page
        on id = page_ptr_id where live and first_published_at between '2024-09-29 17:00' and '2024-10-06 17:00'""",
    "Lượt khen thưởng đã công bố": f"""select count(*) from honors_commendation where round_id in
        (select id from honors_commendationround {OF_WEEK} and state = 'live')""",
    "Gương tự học được giới thiệu": f"select count(*) from honors_profilepage {OF_WEEK}",
    "Mô hình hay, cách làm hay được giới thiệu": f"select count(*) from honors_initiativepage {OF_WEEK}",
    "Lượt chia sẻ trên mạng xã hội": f"""select count(*) from sharing_sharerecord join news_storypage
        on page_id = page_ptr_id {OF_WEEK}""",
}
"""A total of the report -> the same out of the tables."""


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory):
    """A demo of its own: a newer Week changes what every other journey sees."""
    yield from served(copy_of_the_demo(tmp_path_factory.mktemp("week") / "data"))


def public(site: RunningSite) -> dict[str, str]:
    """Return the words of public pages."""
    return {path: site.get(path)[1] for path in PUBLIC}


# --- The report ----------------------------------------------------------------------------------


def figures_on(page: Page) -> dict[str, int]:
    """Return the totals that the report's screen shows."""
    lines = page.locator(".report-total").evaluate_all(
        "lines => lines.map(line => [line.querySelector('span').innerText, line.querySelector('a').innerText])"
    )
    return {label: int(value) for label, value in lines}


def downloaded(page: Page, name: str, folder: Path) -> bytes:
    with page.expect_download() as started:
        page.get_by_role("link", name=name).click()
    file = folder / started.value.suggested_filename
    started.value.save_as(file)
    return file.read_bytes()


def check_papers(page: Page, figures: dict[str, int], folder: Path) -> None:
    """Open the three papers: each carries the figures of the screen."""
    page.locator("[name=highlights]").fill("Nhà nào cũng có người tới đọc.")
    click(page, page.get_by_role("button", name="Lưu phần đánh giá"))
    lines = word_lines(downloaded(page, "Word (.docx)", folder))
    pdf = " ".join(pdf_pages(downloaded(page, "PDF", folder), "-layout"))
    book = openpyxl.load_workbook(BytesIO(downloaded(page, "Bảng số liệu (.xlsx)", folder)))
    summary = "Kế hoạch có 28 nhiệm vụ: đã xong 12, chưa làm 16. Còn 16 nhiệm vụ chưa có minh chứng"
    for text in (" ".join(lines), pdf):
        assert summary in text
        assert "Nhà nào cũng có người tới đọc." in text
    sheet = {row[1]: row[2] for row in reversed(list(book["Số liệu"].iter_rows(values_only=True)))}
    assert {label: sheet[label] for label in figures} == figures
    for label, value in figures.items():
        if not label.startswith("Nhiệm vụ"):  # those are in the summary
            assert lines[lines.index(label) + 1] == str(value)
            assert re.search(rf"{re.escape(label)}\s+{value}\b", pdf), label


# --- Told ----------------------------------------------------------------------------------------


def show_the_public(page: Page, visitor: Page, site: RunningSite) -> None:
    """Publish the Week's page and put the Week on the front page: now everybody sees it."""
    open_from_menu(page, "Các Tuần lễ")
    page.locator("tr", has_text=THEME).locator(".w-dropdown__toggle").click()
    click(page, page.get_by_role("link", name="Chuẩn bị Tuần lễ"))
    steps = page.url
    click(page, page.get_by_role("link", name="Sửa rồi xuất bản"))
    publish(page)
    page.goto(steps)
    click(page, page.get_by_role("button", name="Đưa lên trang đầu"))
    visitor.goto(site.url)
    expect(visitor.locator("main")).to_contain_text("Tuần lễ hưởng ứng học tập suốt đời năm 2024")
    visitor.goto(f"{site.url}/tuan-le-2024/")
    expect(visitor.get_by_role("link", name=STORY).first).to_be_visible()
    for name in ("Tập thể lớp 4/2", "Biên bản họp hội đồng"):
        expect(visitor.locator("body")).not_to_contain_text(name)


def test_a_week_from_its_plan_to_its_report(site, login, desktop, phone, guard, tell, tmp_path):  # noqa: PLR0917  # fixtures
    guard.expect(AUTOSAVE_REFUSED)
    before = public(site)
    login(desktop, "admin")
    begun = time.monotonic()
    make_the_week(desktop)
    took = time.monotonic() - begun
    tell(f"the new Week was made in {took:.1f} s")
    assert took < MOST_SECONDS
    assert public(site) == before
    assert site.get("/tuan-le-2024/")[0] == 404

    begun = time.monotonic()
    show_the_tasks(desktop, site)
    finish_the_tasks(desktop)
    tell(f"12 tasks were shown and done in {time.monotonic() - begun:.0f} s")

    open_from_menu(desktop, "Báo cáo kết quả")
    figures = figures_on(desktop)
    counted = {label: stored(site, question)[0][0] for label, question in COUNTS.items()}
    assert {label: figures[label] for label in counted} == counted
    assert figures["Nhiệm vụ chưa có minh chứng"] == 16
    assert figures["Lượt người tham gia (hoạt động đã ghi số người)"] == HEADCOUNT
    check_papers(desktop, figures, tmp_path)
    assert THEME not in site.get("/")[1]
    show_the_public(desktop, phone, site)
