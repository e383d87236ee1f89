"""The power goes: nothing saved is lost, nothing stays behind, and the next start is quick."""

import shutil
import signal
import sqlite3
import stat
import time
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from accounts.roles import Role
from tests.browser.admin_screens import page_id, save_draft, stored, write_story
from tests.running_site import RunningSite, wait_until_gone

ANSWERS_WITHIN_SECONDS = 20
"""The promise is ten seconds; the rest is for a machine that does much else at the same time."""
GONE_WITHIN_SECONDS = 10
NOT_COPIED = ("db.sqlite3*", "cache", "*.lock")


def copy_data(source: Path, target: Path) -> None:
    """Copy a data folder that is in use: the database by SQLite's own backup."""
    shutil.copytree(source, target, ignore=shutil.ignore_patterns(*NOT_COPIED))
    with (
        closing(sqlite3.connect(source / "db.sqlite3")) as database,
        closing(sqlite3.connect(target / "db.sqlite3")) as copy,
    ):
        database.backup(copy)


def answer_after(site: RunningSite) -> float:
    """Return how many seconds the site needs until it answers."""
    began = time.monotonic()
    while time.monotonic() - began < 3 * ANSWERS_WITHIN_SECONDS:
        try:
            if site.get("/tin-bai/", timeout=5)[0] == 200:
                return time.monotonic() - began
        except OSError:
            assert site.process.poll() is None, site.output()
        time.sleep(0.1)
    pytest.fail(f"no answer: {site.output()}")


@pytest.fixture
def own_site(site: RunningSite, tmp_path: Path):
    """A second server on a copy of the data."""
    copy_data(site.data_dir, tmp_path / "data")
    running = RunningSite(tmp_path / "data", demo=True)
    running.start()
    try:
        yield running.wait_until_ready()
    finally:
        running.stop()


@pytest.fixture
def sign_in(own_site: RunningSite, browser: Browser, guard):
    """A function that returns a page on the second server, signed in as the editor."""
    guard.expect("ERR_CONNECTION")  # what a page that is still open says of a server that is gone

    def editor() -> Page:
        context = browser.new_context(base_url=own_site.url, locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh")
        guard.watch(context)
        page = context.new_page()
        page.goto("/admin/login/")
        account = own_site.accounts["editor"]
        page.locator("[name=username]").fill(account["username"])
        page.locator("[name=password]").fill(account["password"])
        with page.expect_navigation():
            page.locator("form button[type=submit]").first.click()
        return page

    return editor


@pytest.mark.journey
def test_editor_keeps_her_draft_when_the_power_goes_the_moment_it_is_saved(own_site, sign_in, tell):
    page = sign_in()
    slug, words = "bai-dang-viet-do", "Câu cuối cùng trước khi cúp điện."
    write_story(page, own_site, "Bài đang viết dở", slug, lead="Viết dở.", body=words)
    save_draft(page)
    family = own_site.family()
    assert len(family) >= 4
    own_site.process.send_signal(signal.SIGKILL)
    own_site.process.wait(5)
    page.context.close()
    assert not wait_until_gone(family, GONE_WITHIN_SECONDS)

    own_site.start()
    seconds = answer_after(own_site)
    tell(f"answers {seconds:.1f} s after the start that follows SIGKILL")
    assert seconds <= ANSWERS_WITHIN_SECONDS
    own_site.wait_until_ready()
    assert stored(own_site, "pragma integrity_check") == [("ok",)]
    page = sign_in()
    page.goto(f"/admin/pages/{page_id(own_site, slug)}/edit/")
    expect(page.locator("[name=title]")).to_have_value("Bài đang viết dở")
    expect(page.locator("[data-contentpath=body]")).to_contain_text(words)
    assert own_site.get(f"/tin-bai/{slug}/")[0] == 404
    page.context.close()


def test_a_demo_that_was_cut_off_is_loaded_to_its_end(site: RunningSite, tmp_path: Path):
    copy_data(site.data_dir, tmp_path / "data")
    own = RunningSite(tmp_path / "data", demo=True)
    accounts = own.data_dir / "demo-accounts.json"
    assert stat.S_IMODE((site.data_dir / accounts.name).stat().st_mode) == 0o600
    assert set(own.accounts) == {role.value for role in Role}
    with closing(sqlite3.connect(own.data_dir / "db.sqlite3")) as database:
        count = database.execute("SELECT COUNT(*) FROM wagtailcore_page").fetchone()
    # Killed after the rows were written and before the accounts file was.
    accounts.unlink()
    (own.data_dir / "demo.unfinished").touch()
    own.start()
    try:
        own.wait_until_ready()
        assert stat.S_IMODE(accounts.stat().st_mode) == 0o600
        assert own.accounts["editor"]["password"] in own.output()
        assert not (own.data_dir / "demo.unfinished").exists()
        with closing(sqlite3.connect(own.data_dir / "db.sqlite3")) as database:
            assert database.execute("SELECT COUNT(*) FROM wagtailcore_page").fetchone() == count
    finally:
        assert own.stop() == 0
