"""No barrier that axe calls serious on the dashboard and on our own screens of the admin, light and dark."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.admin_screens import page_id
from tests.browser.conftest import PHONE

SCREENS = {
    "editor": (
        "/admin/",
        "/admin/lich-dang/",
        "/admin/lich-dang/?xem=tuan",
        "/admin/lich-dang/?xem=danh-sach",
        "/admin/tin-tu-word/",
        "/admin/tin-bao/",
        "/admin/thung-rac/",
        "/admin/huong-dan/",
        "/admin/images/multiple/add/",
        "/admin/chia-se/{goc-sach-lop-dang-can-ke}/",
        "/admin/pages/{goc-sach-lop-dang-can-ke}/delete/",
        "/admin/khen-thuong/de-cu/",
    ),
    "principal": ("/admin/", "/admin/cho-toi-duyet/"),
    "clerk": ("/admin/", "/admin/van-ban/mau/"),
    "librarian": ("/admin/",),
    "privacy": ("/admin/",),
    "admin": ("/admin/",),
}
SETTLED = """async () => {
  await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  const ending = document.getAnimations().filter((one) => one.effect.getComputedTiming().endTime < Infinity);
  await Promise.allSettled(ending.map((one) => one.finished));
}"""
"""Wagtail's buttons fade from one scheme into the other: a colour on the way is nobody's."""
PANEL = "/admin/pages/{goc-sach-lop-dang-can-ke}/edit/"


def serious(page: Page, within: str | None = None) -> list[str]:
    """Return what axe calls serious or critical, each with the first place."""
    page.evaluate(SETTLED)
    found = Axe().run(page, context=within).response["violations"]
    return [
        f"{page.url}: {barrier['id']} at {barrier['nodes'][0]['target']}"
        for barrier in found
        if barrier["impact"] in {"serious", "critical"}
    ]


def filled(path: str, site) -> str:
    """Return the path with the number of the page whose slug stands in it."""
    before, _, rest = path.partition("{")
    slug, _, after = rest.partition("}")
    return f"{before}{page_id(site, slug)}{after}" if slug else path


@pytest.mark.journey
@pytest.mark.parametrize("role", SCREENS)
def test_our_screens_have_no_serious_barrier(role, site, new_context, login):
    context = new_context(reduced_motion="reduce")
    page = login(context.new_page(), role)
    barriers = []
    for path in SCREENS[role]:
        answer = page.goto(filled(path, site))
        assert answer.ok, path
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            barriers += serious(page)
    page.set_viewport_size(PHONE)
    page.goto("/admin/")
    barriers += serious(page)
    assert barriers == []


@pytest.mark.journey
def test_the_panel_before_publishing_has_no_serious_barrier(site, desktop, login):
    page = login(desktop, "editor")
    page.goto(filled(PANEL, site))
    page.locator("[data-side-panel-toggle=before-publishing]").click()
    assert serious(page, "[data-side-panel=before-publishing]") == []
