"""The Vietnamese catalogue for the admin: it fits the installed Wagtail and Django, and it is what people read."""

import gettext
import json
import re
import unicodedata
from collections import Counter
from pathlib import Path

import django
import pytest
import wagtail
from django.conf import settings
from django.utils.translation import gettext as translated
from django.utils.translation import ngettext, override
from django.views.i18n import JSONCatalog

from tests.unit.test_catalogue import Entry, parse

LOCALE = Path(__file__).resolve().parents[2] / "site/locale"
FOLDER = LOCALE / "wagtail/vi/LC_MESSAGES"
PACKAGES = [Path(package.__file__).parent for package in (django, wagtail)]
DOMAINS = ("django", "djangojs")
SMALLEST = {"django": 700, "djangojs": 80}

PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sdif]|\{\w*\}")
TAG = re.compile(r"</?\w+[^>]*>")
MUST_HAVE = {
    "Publish": "Đăng",
    "Unpublish": "Gỡ xuống",
    "Save draft": "Lưu bản nháp",
    "Schedule to publish": "Hẹn giờ đăng",
    "No publishing schedule set": "Chưa hẹn giờ đăng",
    "Submit for moderation": "Gửi duyệt",
    "Approve": "Duyệt",
    "Request changes": "Trả lại",
    "Awaiting your review": "Đang chờ bạn duyệt",
    "Your most recent edits": "Bạn vừa sửa gần đây",
    "Go to the first error": "Tới lỗi đầu tiên",
    "Sites": "Trang web",
    "Username": "Tên đăng nhập",
    "Table": "Bảng",
}
MUST_HAVE_IN_SCRIPTS = {
    "Changes have been autosaved.": "Đã tự động lưu thay đổi.",
    "Collapse all": "Thu gọn tất cả",
    "Save error": "Lỗi khi lưu",
    "Search options…": "Tìm lựa chọn…",
}
UPLOAD_ERRORS = (
    "Not a supported image format. Supported formats: %(supported_formats)s.",
    "Not a valid .%(extension)s image. The extension does not match the file format (%(image_format)s)",
    "This file is too big (%(file_size)s). Maximum filesize %(max_filesize)s.",
    "This file has too many pixels (%(num_pixels)s). Maximum pixels %(max_pixels_count)s.",
    "File extension “%(extension)s” is not allowed. Allowed extensions are: %(allowed_extensions)s.",
)
UNITS = {"year": "năm", "month": "tháng", "week": "tuần", "day": "ngày", "hour": "giờ", "minute": "phút"}


def key(entry: Entry) -> tuple[str | None, str, str | None]:
    """Return what a message is found by: context, singular, plural."""
    return entry.parts.get("msgctxt"), entry.parts["msgid"], entry.parts.get("msgid_plural")


def shape(text: str) -> tuple[list[str], list[str], str, str]:
    """Return what a translation must keep: placeholders, HTML tags, the spaces before and after."""
    core = text.strip()
    before, after = text[: text.find(core)], text[text.find(core) + len(core) :]
    return sorted(PLACEHOLDER.findall(text)), sorted(TAG.findall(text)), before, after


@pytest.fixture(scope="module", params=DOMAINS)
def domain(request) -> str:
    """The texts of Python and templates, then those of scripts."""
    return request.param


@pytest.fixture(scope="module")
def entries(domain) -> list[Entry]:
    """Return the header and the messages of our catalogue."""
    return parse((FOLDER / f"{domain}.po").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def installed(domain) -> set[tuple[str | None, str, str | None]]:
    """Return the keys of every message that the installed packages know in English."""
    files = [file for package in PACKAGES for file in package.glob(f"**/locale/en/LC_MESSAGES/{domain}.po")]
    assert files, "a sweep that sweeps nothing"
    return {
        key(entry)
        for file in files
        # What a package has retired stays in its file behind this mark.
        for entry in parse(re.sub(r"(?m)^#~.*\n?", "", file.read_text(encoding="utf-8")))
    }


def test_the_header_is_vietnamese_and_finished(entries):
    header = entries[0]
    assert header.sources == [""]
    assert "fuzzy" not in header.flags
    fields = dict(line.split(": ", 1) for line in header.parts["msgstr"].splitlines())
    assert fields["Language"] == "vi"
    assert fields["Content-Type"] == "text/plain; charset=UTF-8"
    assert fields["Plural-Forms"] == "nplurals=1; plural=0;"


def test_every_message_is_translated_once(domain, entries):
    messages = entries[1:]
    assert len(messages) >= SMALLEST[domain]
    assert [key(entry) for entry in messages if not all(entry.translations) or "fuzzy" in entry.flags] == []
    assert [
        name for name, count in Counter((key(entry)[:2]) for entry in messages).items() if count > 1
    ] == []
    assert {len(entry.translations) for entry in messages} == {1}


def test_every_message_is_one_of_an_installed_package(entries, installed):
    assert [key(entry) for entry in entries[1:] if key(entry) not in installed] == []


def test_placeholders_tags_and_outer_spaces_are_kept(entries):
    assert [
        (entry.sources, text)
        for entry in entries[1:]
        for text in entry.translations
        if shape(text) != shape(entry.sources[-1])
    ] == []


def test_letters_are_composed(entries):
    assert [
        text
        for entry in entries[1:]
        for text in entry.translations
        if not unicodedata.is_normalized("NFC", text)
    ] == []


def test_the_compiled_catalogue_is_that_of_the_text(domain, entries):
    with (FOLDER / f"{domain}.mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    expected = {"": entries[0].parts["msgstr"]}
    for entry in entries[1:]:
        context, text, plural = key(entry)
        name = f"{context}\x04{text}" if context else text
        expected[name if plural is None else (name, 0)] = entry.translations[0]
    assert compiled._catalog == expected, "compile the catalogue with msgfmt --check-format"


def test_our_own_words_come_before_those_for_the_admin():
    assert [LOCALE, LOCALE / "wagtail"] == settings.LOCALE_PATHS


@pytest.mark.parametrize(("english", "vietnamese"), MUST_HAVE.items())
def test_an_everyday_word_is_ours(english, vietnamese):
    with override("vi"):
        assert translated(english) == vietnamese


def test_the_words_of_scripts_reach_the_browser(rf):
    with override("vi"):
        answer = JSONCatalog(packages=["wagtail.admin"]).get(rf.get("/"))
    words = json.loads(answer.content)["catalog"]
    assert {english: words.get(english) for english in MUST_HAVE_IN_SCRIPTS} == MUST_HAVE_IN_SCRIPTS


@pytest.mark.parametrize("english", UPLOAD_ERRORS)
def test_an_upload_error_is_told_in_vietnamese(english):
    with override("vi"):
        text = translated(english)
    assert re.search("hình|tệp", text, re.IGNORECASE)
    assert PLACEHOLDER.findall(text)


@pytest.mark.parametrize(("english", "vietnamese"), UNITS.items())
def test_a_time_span_is_told_in_vietnamese(english, vietnamese):
    with override("vi"):
        for number in (1, 5):
            one, several = f"%(num)d {english}", f"%(num)d {english}s"
            text = ngettext(one, several, number)
            assert text % {"num": number} == f"{number} {vietnamese}"
