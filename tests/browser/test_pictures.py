"""The editor's photographs: what the public gets, and what it must never get."""

import re
import time
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.admin_screens import AUTOSAVE_REFUSED, publish, stored, write_story

pytestmark = pytest.mark.journey

GPS, MODEL = 0x8825, 0x0110


@pytest.fixture
def photograph(tmp_path: Path) -> Path:
    """A photograph as a phone takes it: with the place and the phone's name inside."""
    file = tmp_path / "san-truong.jpg"
    picture = Image.effect_noise((1600, 1067), 40).convert("RGB")
    exif = picture.getexif()
    exif[MODEL] = "Phone of a parent"
    exif.get_ifd(GPS).update({1: "N", 2: (10.0, 53.0, 24.0), 3: "E", 4: (106.0, 35.0, 12.0)})
    picture.save(file, exif=exif, quality=80)
    assert secrets_in(file.read_bytes())
    return file


def secrets_in(photograph: bytes) -> dict:
    """Return what a picture says about the place and the camera."""
    with Image.open(BytesIO(photograph)) as picture:
        exif = picture.getexif()
        return {**exif, **exif.get_ifd(GPS)}


def upload(page: Page, file: Path, title: str) -> None:
    """Upload a file in the dialog that chooses the story's main picture."""
    page.locator("#picture-chooser, #id_picture-chooser").locator("button:visible").first.click()
    dialog = page.locator(".modal-body")
    dialog.get_by_role("tab").nth(1).click()
    dialog.locator("input[type=file]").set_input_files(file)
    dialog.locator("[name$=title]:visible").fill(title)
    dialog.locator("[name$=description]:visible").fill("Sân trường buổi sáng")
    dialog.locator("form[enctype='multipart/form-data'] button[type=submit]").click()


def wait_for_the_photograph(page: Page, address: str, seconds: int = 60) -> None:
    """Load the page until the worker has made the sizes; till then it shows a drawing."""
    until = time.monotonic() + seconds
    page.goto(address)
    while not page.locator("main figure .is-photo img").count() and time.monotonic() < until:
        page.wait_for_timeout(500)
        page.goto(address)


def test_editor_uploads_a_photograph_and_its_place_stays_private(site, login, new_context, photograph, guard):
    guard.expect(AUTOSAVE_REFUSED)
    desktop = login(new_context().new_page(), "editor")
    slug, alt = "san-truong-sang-nay", "Sân trường buổi sáng, học sinh ngồi đọc dưới gốc bàng"
    write_story(
        desktop,
        site,
        "Sân trường sáng nay",
        slug,
        lead="Một tấm ảnh chụp lúc bảy giờ sáng.",
        body="Nắng lên sớm.",
    )
    upload(desktop, photograph, "Sân trường")
    expect(desktop.locator("[name=picture]")).not_to_have_value("")
    desktop.locator("[name=picture_alt]").fill(alt)
    publish(desktop)

    reader = new_context().new_page()
    picture = reader.locator("main figure .is-photo img").first
    wait_for_the_photograph(reader, f"/tin-bai/{slug}/")
    expect(picture).to_have_attribute("alt", alt)
    width, height = (int(picture.get_attribute(name)) for name in ("width", "height"))
    assert width > height > 0
    expect(picture).to_have_js_property("complete", True)
    assert picture.evaluate("(image) => image.naturalWidth") > 0
    addresses = {picture.get_attribute("src"), picture.evaluate("(image) => image.currentSrc")}
    for address in addresses:
        assert not secrets_in(reader.request.get(address).body()), address
    ((stored_file,),) = stored(site, "select file from core_schoolimage where title = 'Sân trường'")
    assert "san-truong" not in stored_file, "a file is never called after who is in it"
    assert reader.request.get(f"/media/{stored_file}").status == 404, "the original has no public address"
    sizes = stored(
        site, "select file from core_schoolrendition where image_id = (select max(id) from core_schoolimage)"
    )
    assert len(sizes) >= 20, "made in the background"
    kept = [site.data_dir / "media" / file for (file,) in [(stored_file,), *sizes]]
    for file in kept:
        assert b"Phone of a parent" not in file.read_bytes()
        assert not secrets_in(file.read_bytes()), file


def test_editor_who_picks_a_wrong_file_is_told_so_and_goes_on(site, login, desktop, tmp_path):
    login(desktop, "editor")
    wrong = tmp_path / "khong-phai-anh.jpg"
    wrong.write_text("Đây là chữ, không phải ảnh.", encoding="utf-8")
    write_story(
        desktop, site, "Bài có tệp lạ", "bai-co-tep-la", lead="Tệp này không phải ảnh.", body="Chữ vẫn còn."
    )
    upload(desktop, wrong, "Tệp lạ")
    error = desktop.locator(".modal-body [data-field-errors]").filter(has_text=re.compile(r"\S"))
    expect(error.first).to_be_visible()
    assert re.search(r"ảnh|hình", error.first.inner_text(), re.IGNORECASE)
    desktop.locator(".modal-content button.close").click()
    expect(desktop.locator("[name=title]")).to_have_value("Bài có tệp lạ")
    expect(desktop.locator("[data-contentpath=body]")).to_contain_text("Chữ vẫn còn.")
