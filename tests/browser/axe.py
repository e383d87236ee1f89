"""What axe finds on a page of the public site (WCAG 2.2 A and AA, and good practice)."""

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

from tests.browser.conftest import DESKTOP, PHONE

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
CHANGED_BY_LIGHT = ["color-contrast"]
CHANGED_BY_WIDTH = [
    "target-size",
    "scrollable-region-focusable",
    "region",
    "aria-hidden-focus",
    "heading-order",
]
AXE = """(only) => axe.run(document, {
    resultTypes: ["violations"], preload: false, iframes: false,
    ...(only ? {runOnly: only} : {runOnly: {type: "tag", values: %s}}),
}).then((found) => found.violations.map((one) =>
    `${one.id} at ${one.nodes[0].target} (${one.nodes.length}): ${one.nodes[0].any[0]?.message || one.help}`))"""
AXE %= TAGS


def barriers(page: Page) -> list[str]:
    """Return what all of axe's rules find on the page as it stands."""
    page.evaluate(AXE_SCRIPT)
    return page.evaluate(AXE)


def barriers_everywhere(page: Page) -> list[str]:
    """Return what axe finds on a telephone and on a desk computer, by day and by night.

    All rules on a telephone by day; then those whose answer the light or the width changes. The page is left on a desk
    computer by day, without motion: a colour on its way to another has no contrast of its own.
    """
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    page.set_viewport_size(PHONE)
    found = barriers(page)
    page.emulate_media(color_scheme="dark")
    found += page.evaluate(AXE, CHANGED_BY_LIGHT)
    page.set_viewport_size(DESKTOP)
    found += page.evaluate(AXE, [*CHANGED_BY_LIGHT, *CHANGED_BY_WIDTH])
    page.emulate_media(color_scheme="light")
    found += page.evaluate(AXE, CHANGED_BY_LIGHT)
    return found
