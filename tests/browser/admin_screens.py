"""The admin as its users work it.

Wagtail's own words change with each release of its translation, so what is Wagtail's is found by names, roles
and data attributes; what is ours is found by its Vietnamese words.
"""

import re
import sqlite3
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from playwright.sync_api import Locator, Page, expect

from tests.running_site import RunningSite

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
TYPED = "%d/%m/%Y %H:%M"
AUTOSAVE_REFUSED = r"console error: .*status of 400 \(Bad Request\)"
"""Wagtail saves drafts by itself; what is not complete yet it refuses with a 400, which a console reports."""


def stored(site: RunningSite, question: str, *values: Any) -> list[tuple]:
    """Return the rows that the site's database gives, read without touching it."""
    database = sqlite3.connect(f"file:{site.data_dir / 'db.sqlite3'}?mode=ro", uri=True, timeout=10)
    try:
        return database.execute(question, values).fetchall()
    finally:
        database.close()


def page_id(site: RunningSite, slug: str) -> int:
    """Return the number of the page with this slug."""
    rows = stored(site, "select id from wagtailcore_page where slug = ?", slug)
    assert len(rows) == 1, f"{len(rows)} pages are called {slug}"
    return rows[0][0]


def scheduled_moment(site: RunningSite, slug: str) -> datetime | None:
    """Return the stored moment at which the page goes live by itself, or None."""
    rows = stored(
        site,
        "select approved_go_live_at from wagtailcore_revision"
        " where object_id = ? and approved_go_live_at is not null order by id desc",
        str(page_id(site, slug)),
    )
    return datetime.fromisoformat(rows[0][0]).replace(tzinfo=UTC) if rows else None


def next_full_minute(seconds_ahead: float) -> datetime:
    """Return the first full minute after so many seconds: the admin's boxes know no seconds."""
    earliest = datetime.now(VIETNAM) + timedelta(seconds=seconds_ahead)
    return earliest.replace(second=0, microsecond=0) + timedelta(minutes=1)


_signed_in: dict[tuple[str, str], list[Any]] = {}
"""Address of a site, role -> the cookie of a session that began with the form."""


def sign_in(page: Page, site: RunningSite, role: str, *, by_form: bool = False) -> None:
    """Sign in as a role of the demo, and leave the tour of the first day if it begins.

    The form is asked once for each role, when its session has ended, and where a test wants it: a password takes most
    of a second to check.
    """
    if cookies := not by_form and _signed_in.get((site.url, role)):
        page.context.add_cookies(cookies)
        page.goto(f"{site.url}/admin/", wait_until="domcontentloaded")
    if not cookies or "/admin/login" in page.url:
        _fill_in_the_form(page, site, role)
        cookies = [cookie for cookie in page.context.cookies() if cookie["name"] == "sessionid"]
        _signed_in[site.url, role] = cookies
    if page.locator("#tour").count():
        page.locator(".tour-card").wait_for()
        with page.expect_response("**/dismissibles/"):
            page.keyboard.press("Escape")


def _fill_in_the_form(page: Page, site: RunningSite, role: str) -> None:
    account = site.accounts[role]
    page.goto(f"{site.url}/admin/login/")
    page.locator("input[name=username]").fill(account["username"])
    page.locator("input[name=password]").fill(account["password"])
    page.locator("form button[type=submit]").first.click()
    page.wait_for_url(re.compile(r"/admin/(?!login)"), wait_until="domcontentloaded")


def start_page(page: Page, site: RunningSite, kind: str, section: str) -> None:
    """Open the form of a new page, such as ``news/storypage`` below ``tin-bai``.

    Wagtail looks for changes from two seconds after the form is there, and saves nothing by itself before.
    """
    page.add_init_script(
        "addEventListener('w-unsaved:watch-edits', () => { window.looksForChanges = true; })"
    )
    page.goto(f"{site.url}/admin/pages/add/{kind}/{page_id(site, section)}/")
    page.wait_for_function("window.looksForChanges")


def write_title(page: Page, title: str, slug: str) -> None:
    """Type the title letter by letter; the address writes itself."""
    page.locator("[name=title]").press_sequentially(title)
    expect(page.locator("[name=slug]")).to_have_value(slug)


def add_paragraph(page: Page, text: str) -> None:
    """Add a paragraph to an empty body."""
    page.locator("[data-contentpath=body] button.c-sf-add-button").first.click()
    page.get_by_role("option", name="Đoạn văn").click()
    editor = page.locator("[data-contentpath=body] [contenteditable=true]").first
    editor.click()
    editor.press_sequentially(text)
    # The editor hands its text to the form a quarter of a second later.
    expect(page.locator("[name=body-0-value]")).to_have_value(re.compile(re.escape(text)))


def write_story(page: Page, site: RunningSite, title: str, slug: str, *, lead: str, body: str) -> None:
    """Fill the form of a new story."""
    start_page(page, site, "news/storypage", "tin-bai")
    write_title(page, title, slug)
    page.locator("[name=lead]").fill(lead)
    add_paragraph(page, body)
    open_tab(page, "Thông tin")
    page.locator("[name=category]").select_option("reading")
    open_tab(page, "Nội dung")


def open_tab(page: Page, words: str) -> None:
    """Open one of our tabs of a form."""
    page.get_by_role("tab", name=words).click()


def wait_for_autosave(page: Page) -> None:
    """Wait until a new page's form has saved itself as a draft, which its address shows.

    Wagtail makes the draft a moment after the first letters; a button pressed in that very moment would make the
    same page a second time and be refused.
    """
    expect(page).to_have_url(re.compile(r"/admin/(pages/\d+/edit/|snippets/)"))


def press_in_footer(page: Page, name: str) -> None:
    """Press the button of the form's footer that has this name; it may wait behind the arrow."""
    wait_for_autosave(page)
    button = page.locator(f"footer [name={name}]")
    if not button.is_visible():
        page.locator("footer .w-dropdown__toggle").click()
    with page.expect_navigation():
        button.click()


def publish(page: Page) -> None:
    """Publish, or schedule when a moment is set; Wagtail then shows the section's list."""
    press_in_footer(page, "action-publish")
    expect(page).to_have_url(re.compile(r"/admin/pages/\d+/$"))


def save_draft(page: Page) -> None:
    """Save a draft with the button."""
    wait_for_autosave(page)
    with page.expect_navigation():
        page.locator("footer button.action-save[type=submit]").first.click()
    expect(page).to_have_url(re.compile(r"/edit/$"))


def open_schedule(page: Page) -> Locator:
    """Open the schedule's dialog from the panel that is open, or else from the status panel, and return it."""
    opener = page.locator("[data-a11y-dialog-show=schedule-publishing-dialog]:visible")
    if opener.count() == 0:
        page.locator("[data-side-panel-toggle=status]").click()
    opener.first.click()
    dialog = page.locator("#schedule-publishing-dialog")
    expect(dialog.locator("[name=go_live_at]")).to_be_visible()
    return dialog


def type_moment(page: Page, name: str, moment: datetime, elsewhere: Locator) -> None:
    """Type a moment as a teacher writes it, while the calendar that opens by itself shows; then leave it."""
    box = page.locator(f"[name={name}]")
    calendar = page.locator(".xdsoft_datetimepicker:visible")
    box.click()
    expect(calendar).to_be_visible()
    box.fill(moment.strftime(TYPED))
    elsewhere.click()
    expect(calendar).to_have_count(0)
    expect(box).to_have_value(moment.strftime(TYPED))


def schedule(page: Page, moment: datetime) -> str:
    """Set the moment in the dialog, save, and return the words that the dialog shows."""
    wait_for_autosave(page)
    dialog = open_schedule(page)
    type_moment(page, "go_live_at", moment, dialog.locator("h2"))
    words = dialog.inner_text()
    with page.expect_navigation():
        dialog.locator("button[type=submit]").click()
    return words


def choose(page: Page, field: str, words: str) -> None:
    """Choose an object for a field in its dialog."""
    page.locator(f"#{field}-chooser, #id_{field}-chooser").locator("button:visible").first.click()
    page.locator(".modal-body").get_by_role("link", name=words).first.click()
    expect(page.locator(".modal-body")).to_have_count(0)
    expect(page.locator(f"[name={field}]")).not_to_have_value("")
