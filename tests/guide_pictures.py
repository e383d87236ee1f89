"""The guide's pictures: photographs of the real admin, each with something marked.

``make guide`` takes them all anew and writes down which words each showed, in ``pictures.json`` beside them; the
browser tests read the same places again, so that a picture that no longer tells the truth is noticed.
"""

import io
import json
import re
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from tests import debian_packages
from tests.browser.admin_screens import page_id, sign_in
from tests.browser.conftest import CHROMIUM, CHROMIUM_OPTIONS, VISITOR
from tests.demo_site import copy_of_the_demo
from tests.running_site import ROOT, RunningSite

FOLDER = ROOT / "site" / "static" / "guide"
RECORD = FOLDER / "pictures.json"
QUALITY = 70
MARK = """element => {
  const box = element.getBoundingClientRect(), ring = document.createElement("div");
  ring.style.cssText = `position:fixed;z-index:99999;pointer-events:none;border:4px solid #c8102e;border-radius:10px;
    left:${box.left - 8}px;top:${box.top - 8}px;width:${box.width + 16}px;height:${box.height + 16}px`;
  document.body.append(ring);
}"""
WORDS = """element => element.innerText.trim() || element.labels?.[0]?.innerText
  || element.getAttribute('aria-label') || element.title || ''"""
COUNT = re.compile(r"\(\d+\)")
"""How many wait changes from day to day."""


def open_shot(page: Page, site: RunningSite, shot) -> str:
    """Bring the page to what the picture shows; return the marked thing's words."""
    path = re.sub(r"\{([\w-]+)\}", lambda match: str(page_id(site, match[1])), shot.screen)
    page.set_viewport_size({"width": shot.width, "height": shot.height})
    answer = page.goto(path)
    assert answer is not None
    assert answer.ok, f"{shot.name}: {path} answered {answer.status}"
    for selector in shot.clicks:
        page.locator(selector).first.click()
    mark = page.locator(shot.mark).locator("visible=true").first
    mark.scroll_into_view_if_needed()
    words = " ".join(COUNT.sub("", mark.evaluate(WORDS)).split())
    assert words, f"{shot.name}: what is marked says nothing"
    return words


def take_all(site: RunningSite) -> dict[str, str]:
    """Photograph everything; return picture -> words of what it marks."""
    from accounts.roles import Role
    from home.guide.book import guide_for

    words: dict[str, str] = {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_OPTIONS)
        for role in Role:
            context = browser.new_context(**VISITOR, base_url=site.url, reduced_motion="reduce")
            page = context.new_page()
            sign_in(page, site, role)
            for shot in guide_for(role).shots:
                words[shot.name] = open_shot(page, site, shot)
                page.wait_for_timeout(700)  # panels slide in, pictures load
                page.locator(shot.mark).locator("visible=true").first.evaluate(MARK)
                with Image.open(io.BytesIO(page.screenshot())) as picture:
                    picture.convert("RGB").save(FOLDER / f"{shot.name}.webp", quality=QUALITY, method=6)
            context.close()
        browser.close()
    return words


def main() -> None:
    """Take the pictures on a demo of their own."""
    import django

    django.setup()
    debian_packages.require(debian_packages.CHROMIUM)
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.glob("*.webp"):
        old.unlink()
    with tempfile.TemporaryDirectory() as folder:
        site = RunningSite(copy_of_the_demo(Path(folder) / "data"), demo=True)
        site.start()
        try:
            words = take_all(site.wait_until_ready())
        finally:
            site.stop()
    RECORD.write_text(
        json.dumps(words, ensure_ascii=False, indent=2, sort_keys=True) + "\n", encoding="utf-8"
    )
    sys.stdout.write(f"{len(words)} pictures\n")


if __name__ == "__main__":
    main()
