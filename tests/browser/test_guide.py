"""The guide and the tour of the first day."""

import json

import pytest
from playwright.sync_api import expect

from accounts.roles import Role
from home.guide.book import guide_for
from tests.guide_pictures import RECORD, open_shot


@pytest.mark.journey
@pytest.mark.parametrize("role", Role)
def test_the_guides_pictures_still_tell_the_truth(role, site, desktop, login):
    """What a picture marks is on its screen and says the same words; if not, run ``make guide``."""
    recorded = json.loads(RECORD.read_text(encoding="utf-8"))
    page = login(desktop, role)
    shots = guide_for(role).shots
    seen = {shot.name: open_shot(page, site, shot) for shot in shots}
    assert seen == {shot.name: recorded[shot.name] for shot in shots}


@pytest.mark.journey
def test_an_editor_is_shown_around_once_and_again_when_she_asks(site, phone, login):
    page = login(phone, "editor")
    page.goto("/admin/?di-xem=1")
    card = page.locator(".tour-card")
    expect(card).to_be_visible()
    expect(card.get_by_role("heading")).to_be_focused()
    stops = int(card.locator("span").inner_text().partition("/")[2])
    assert stops >= 3
    for _ in range(stops - 1):
        card.locator("[data-next]").click()
        box, window = card.bounding_box(), page.viewport_size
        assert 0 <= box["x"] <= window["width"] - box["width"]
        assert 0 <= box["y"] <= window["height"] - box["height"]
    with page.expect_response("**/dismissibles/"):
        card.locator("[data-next]").click()
    page.goto("/admin/")
    expect(page.locator(".desk-greeting")).to_be_visible()
    expect(card).to_have_count(0)
