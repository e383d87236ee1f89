"""The pictures in docs/screens: every type of page, by day and by night, on a phone and on a wide screen.

``make screens`` takes them all anew from a copy of the demo that the tests have made. What the server says of today
depends on the day it runs.
"""

from __future__ import annotations

import io
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from tests import debian_packages
from tests.browser.conftest import CHROMIUM, CHROMIUM_OPTIONS, VISITOR
from tests.demo_site import copy_of_the_demo
from tests.running_site import ROOT, RunningSite

FOLDER = ROOT / "docs" / "screens"
MOST_BYTES = 3_000_000
QUALITY = 32
WIDTHS = {1280: 0.5, 360: 0.75}
"""Width of the window -> how much smaller the picture is."""
MOST_HEIGHT = {1280: 3000, 360: 2400}
"""The upper part of a page tells its form; the rest of a list repeats it."""
SCHEMES = ("light", "dark")
PATHS = {
    "trang-dau": "/",
    "tin-bai": "/tin-bai/",
    "ton-vinh": "/ton-vinh/",
    "thu-vien": "/thu-vien/",
    "hoat-dong": "/hoat-dong/",
    "tuan-le": "/tuan-le-2023/",
    "bo-phan": "/tuan-le-2023/bo-phan/thu-vien/",
    "ke-hoach": "/ke-hoach-2023/",
    "trang-thuong": "/kha-nang-tiep-can/",
    "tim-kiem": "/tim-kiem/?q=doc+sach",
    "tim-khong-thay": "/tim-kiem/?q=zzzz",
    "khong-thay": "/khong-co-trang-nay/",
    "de-cu": "/de-cu/",
    "bang-mau": "/mau/",
}
FIRST_OF = {
    "bai": ("/tin-bai/", ".story-row a"),
    "guong": ("/ton-vinh/", ".learner a"),
    "hoc-lieu": ("/thu-vien/", ".slip a"),
    "buoi": ("/hoat-dong/", ".day a"),
}
"""Picture -> the list and the link in it whose page is shown."""

LOADED = """() => Promise.all([...document.images]
  .filter(image => image.checkVisibility() && image.getBoundingClientRect().top < innerHeight)
  .map(image => image.decode().catch(() => {})))"""
"""What is further down, or not shown at this width, is lazy: it would be waited for in vain."""


def addresses(page: Page) -> dict[str, str]:
    """Return picture -> path: the fixed ones, and the first page of every list."""
    found = dict(PATHS)
    for name, (start, link) in FIRST_OF.items():
        page.goto(start)
        found[name] = page.locator(link).first.get_attribute("href") or start
    return found


def photograph(page: Page, path: str, width: int) -> Image.Image:
    """Return the upper part of a page, with every picture in it loaded."""
    page.goto(path)
    height = min(page.evaluate("document.documentElement.scrollHeight"), MOST_HEIGHT[width])
    page.set_viewport_size({"width": width, "height": height})
    page.evaluate(LOADED)
    with Image.open(io.BytesIO(page.screenshot())) as picture:
        size = (round(picture.width * WIDTHS[width]), round(picture.height * WIDTHS[width]))
        return picture.convert("RGB").resize(size, Image.Resampling.LANCZOS)


def take_all(browser: Browser, site: RunningSite) -> Iterator[tuple[str, Image.Image]]:
    """Yield name and picture of every page, width and scheme."""
    found: dict[str, str] = {}
    for width in WIDTHS:
        for scheme in SCHEMES:
            window = {"width": width, "height": 900}
            context = browser.new_context(
                **{**VISITOR, "viewport": window},
                base_url=site.url,
                color_scheme=scheme,
                reduced_motion="reduce",
            )
            page = context.new_page()
            found = found or addresses(page)
            for name, path in found.items():
                page.set_viewport_size(window)
                yield f"{name}-{width}-{scheme}", photograph(page, path, width)
            context.close()


def main() -> None:
    """Take the pictures on a demo of their own."""
    debian_packages.require(debian_packages.CHROMIUM)
    FOLDER.mkdir(parents=True, exist_ok=True)
    old = set(FOLDER.glob("*.webp"))
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        site = RunningSite(copy_of_the_demo(Path(folder) / "data"), demo=True)
        site.start()
        try:
            site.wait_until_ready().wait_until_quiet()
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_OPTIONS)
            for name, picture in take_all(browser, site):
                file = FOLDER / f"{name}.webp"
                picture.save(file, quality=QUALITY, method=6)
                old.discard(file)
            for file in old:
                file.unlink()
            browser.close()
        finally:
            site.stop()
    sizes = [path.stat().st_size for path in FOLDER.glob("*.webp")]
    sys.stdout.write(f"{len(sizes)} pictures, {sum(sizes) / 1e6:.1f} MB\n")
    if sum(sizes) > MOST_BYTES:
        sys.exit(f"more than {MOST_BYTES / 1e6:.0f} MB")


if __name__ == "__main__":
    main()
