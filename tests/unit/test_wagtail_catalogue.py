"""The Vietnamese catalogue for the admin: it fits the installed Wagtail and Django, and it is what people read."""

import gettext
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import pytest
from django.conf import settings
from django.utils.translation import gettext as translated
from django.utils.translation import ngettext, override
from django.views.i18n import JSONCatalog

from tests.unit.test_catalogue import Entry, parse

ROOT = Path(__file__).resolve().parents[2]
LOCALE = ROOT / "site/locale"
FOLDER = LOCALE / "wagtail/vi/LC_MESSAGES"
DOMAINS = ("django", "djangojs")
SMALLEST = {"django": 1700, "djangojs": 80}
LEFT_OUT = {
    "django.contrib.admin": "Wagtail's admin is the only one",
    "django.contrib.admindocs": "belongs to Django's admin",
    "django.contrib.flatpages": "pages are Wagtail's",
    "django.contrib.gis": "there are no maps",
    "django.contrib.redirects": "redirects are Wagtail's",
    "django.contrib.sites": "sites are Wagtail's",
}
"""The apps whose messages need no Vietnamese, with the reason; none of them is installed."""

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
    "Collection": "Thư mục",
    "Image": "Ảnh",
    "Dashboard": "Bàn làm việc",
    "Monday": "Thứ Hai",
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
Key = tuple[str | None, str]
"""What a message is found by: its context and its (singular) English text."""
UNITS = {"year": "năm", "month": "tháng", "week": "tuần", "day": "ngày", "hour": "giờ", "minute": "phút"}


@dataclass(frozen=True)
class Package:
    """What an installed app brings in one domain: its messages, and those it has in Vietnamese itself."""

    app: str
    messages: dict[Key, Entry]
    vietnamese: dict[Key, Entry]


def key(entry: Entry) -> Key:
    return entry.parts.get("msgctxt"), entry.parts["msgid"]


def is_finished(entry: Entry) -> bool:
    return all(entry.translations) and "fuzzy" not in entry.flags


def shape(text: str) -> tuple[list[str], list[str], str, str]:
    """Return what a translation must keep: placeholders, HTML tags, the spaces before and after."""
    core = text.strip()
    before, after = text[: text.find(core)], text[text.find(core) + len(core) :]
    return sorted(PLACEHOLDER.findall(text)), sorted(TAG.findall(text)), before, after


def read(file: Path) -> list[Entry]:
    """Return the messages of a catalogue without its header; none where there is no such file."""
    if not file.exists():
        return []
    # What a package has retired stays in its file behind this mark.
    return parse(re.sub(r"(?m)^#~.*\n?", "", file.read_text(encoding="utf-8")))[1:]


def catalogue_folders() -> Iterator[tuple[str, Path]]:
    """Yield the apps of the packages that are installed here, ours excepted, with their folders of catalogues."""
    for name in sorted({app.partition(".")[0] for app in settings.INSTALLED_APPS}):
        package = Path(find_spec(name).origin).parent
        if package.parent not in (ROOT, ROOT / "site"):
            for folder in sorted(package.glob("**/locale")):
                yield ".".join(folder.parent.relative_to(package.parent).parts), folder


@cache
def packages(domain: str) -> tuple[Package, ...]:
    """Return what each app brings that is not left out; in any language where it ships no English."""
    found = []
    for app, folder in catalogue_folders():
        english = folder / f"en/LC_MESSAGES/{domain}.po"
        files = [english] if english.exists() else sorted(folder.glob(f"*/LC_MESSAGES/{domain}.po"))
        messages = {key(entry): entry for file in files for entry in read(file)}
        if messages and app not in LEFT_OUT:
            vietnamese = read(folder / f"vi/LC_MESSAGES/{domain}.po")
            found.append(
                Package(app, messages, {key(entry): entry for entry in vietnamese if is_finished(entry)})
            )
    return tuple(found)


@cache
def ours(domain: str) -> dict[Key, Entry]:
    """Return the messages of our catalogue."""
    return {key(entry): entry for entry in read(FOLDER / f"{domain}.po")}


def shown(domain: str) -> dict[Key, list[Entry]]:
    """Return what people read: ours, else that of each package which has it in Vietnamese."""
    texts: dict[Key, list[Entry]] = {}
    for package in packages(domain):
        for message in package.messages:
            entry = ours(domain).get(message) or package.vietnamese.get(message)
            if entry:
                texts.setdefault(message, []).append(entry)
    return texts


@pytest.fixture(scope="module", params=DOMAINS)
def domain(request) -> str:
    """The texts of Python and templates, then those of scripts."""
    return request.param


@pytest.fixture(scope="module")
def entries(domain) -> list[Entry]:
    """Return the header and the messages of our catalogue."""
    return parse((FOLDER / f"{domain}.po").read_text(encoding="utf-8"))


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
    assert [key(entry) for entry in messages if not is_finished(entry)] == []
    assert [name for name, count in Counter(map(key, messages)).items() if count > 1] == []
    assert {len(entry.translations) for entry in messages} == {1}


def test_what_is_left_out_is_not_installed():
    assert set(LEFT_OUT) & set(settings.INSTALLED_APPS) == set()
    assert set(LEFT_OUT) - {app for app, _ in catalogue_folders()} == set(), "nothing to leave out"


def test_no_message_of_an_installed_package_is_without_vietnamese(domain):
    assert len(packages(domain)) >= {"django": 20, "djangojs": 1}[domain], "a sweep that sweeps nothing"
    missing = [
        (package.app, message)
        for package in packages(domain)
        for message in package.messages
        if message not in ours(domain) and message not in package.vietnamese
    ]
    assert missing == [], "translate with docs/glossary.md beside you"


def test_a_message_that_a_package_counts_is_counted_by_ours(domain):
    assert [
        (package.app, message)
        for package in packages(domain)
        for message, entry in package.messages.items()
        if message in ours(domain)
        and "msgid_plural" in entry.parts
        and "msgid_plural" not in ours(domain)[message].parts
    ] == []


def test_every_message_is_one_of_an_installed_package(domain):
    """And its reference comment names all of them, so that the file can be split by package."""
    users: dict[Key, list[str]] = {}
    for package in packages(domain):
        for message in package.messages:
            users.setdefault(message, []).append(package.app.replace(".", "/"))
    assert [message for message in ours(domain) if message not in users] == []
    text = (FOLDER / f"{domain}.po").read_text(encoding="utf-8")
    named = [sorted(line.split()) for line in re.findall(r"(?m)^#: (.*)$", text)]
    assert named == [sorted(users[message]) for message in ours(domain)]


def test_placeholders_tags_and_outer_spaces_are_kept(domain):
    texts = shown(domain)
    assert len(texts) >= SMALLEST[domain]
    assert [
        (entry.sources, text)
        for entries in texts.values()
        for entry in entries
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
        context, text = key(entry)
        name = f"{context}\x04{text}" if context else text
        expected[(name, 0) if "msgid_plural" in entry.parts else name] = entry.translations[0]
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
    assert re.search("ảnh|tệp", text, re.IGNORECASE)
    assert PLACEHOLDER.findall(text)


@pytest.mark.parametrize(("english", "vietnamese"), UNITS.items())
def test_a_time_span_is_told_in_vietnamese(english, vietnamese):
    with override("vi"):
        for number in (1, 5):
            one, several = f"%(num)d {english}", f"%(num)d {english}s"
            text = ngettext(one, several, number)
            assert text % {"num": number} == f"{number} {vietnamese}"
