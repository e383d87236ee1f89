"""The English catalogue: whole, compiled, and never behind the Vietnamese texts of the code."""

import ast
import gettext
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[2]
CATALOGUE = ROOT / "site/locale/en/LC_MESSAGES/django.po"
COMPILED = CATALOGUE.with_suffix(".mo")
SOURCES = ("site", "home", "news", "honors", "resources")
TEMPLATE_ROOTS = [ROOT / "site/templates", *ROOT.glob("*/templates")]

ENTRY_LINE = re.compile(r'(msgctxt|msgid|msgid_plural|msgstr|msgstr\[\d+\]) (".*")')
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sdif]|\{\w*\}")
TEMPLATE_TEXT = re.compile(r"\bgettext\(u?('(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")\)")
ARGUMENTS = {"gettext": 1, "gettext_lazy": 1, "gettext_noop": 1, "ngettext": 2, "ngettext_lazy": 2}
"""How many of the first arguments of each function are texts."""
AGAIN = "run `make messages` and translate; gettext does not look inside f-strings"


@dataclass
class Entry:
    """One message: its parts by keyword (``msgid``, ``msgstr[1]``), and the flags above it."""

    flags: set[str] = field(default_factory=set)
    parts: dict[str, str] = field(default_factory=dict)

    @property
    def sources(self) -> list[str]:
        return [text for name, text in self.parts.items() if name.startswith("msgid")]

    @property
    def translations(self) -> list[str]:
        return [text for name, text in self.parts.items() if name.startswith("msgstr")]


def parse(text: str) -> list[Entry]:
    """Return the entries of a catalogue in gettext's text form, the header among them (its msgid is empty)."""
    entries, entry, part = [], Entry(), ""
    for line in text.splitlines():
        match = ENTRY_LINE.fullmatch(line)
        if "msgstr" in part and (line.startswith("#") or (match and not match[1].startswith("msgstr"))):
            entries.append(entry)
            entry, part = Entry(), ""
        if line.startswith("#,"):
            entry.flags |= {flag.strip() for flag in line[2:].split(",")}
        elif match:
            part = match[1]
            entry.parts[part] = ast.literal_eval(match[2])
        elif line.startswith('"'):
            entry.parts[part] += ast.literal_eval(line)
        else:
            assert not line or (line.startswith("#") and not line.startswith("#~")), line
    return [*entries, entry]


@pytest.fixture(scope="module")
def entries() -> list[Entry]:
    """Return the header and the messages."""
    return parse(CATALOGUE.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def messages(entries) -> list[Entry]:
    """Return the messages without the header."""
    return entries[1:]


def translated_names(tree: ast.Module) -> dict[str, str]:
    """Return what a file calls Django's translation functions: name there -> name in Django."""
    return {
        alias.asname or alias.name: alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for alias in node.names
        if alias.name in ARGUMENTS
    }


def texts_in_code(source: str) -> Iterator[str]:
    """Yield every literal that a Python source hands to a translation function."""
    tree = ast.parse(source)
    names = translated_names(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names:
            for argument in node.args[: ARGUMENTS[names[node.func.id]]]:
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                    yield argument.value


def texts_in_template(source: str) -> Iterator[str]:
    """Yield every text of ``{% translate %}`` and ``{% blocktranslate %}``, as makemessages reads them."""
    for literal in TEMPLATE_TEXT.findall(templatize(source)):
        yield ast.literal_eval(literal)


def test_the_header_is_english_and_finished(entries):
    header = entries[0]
    assert header.sources == [""]
    assert "fuzzy" not in header.flags
    fields = dict(line.split(": ", 1) for line in header.parts["msgstr"].splitlines())
    assert fields["Language"] == "en"
    assert fields["Content-Type"] == "text/plain; charset=UTF-8"
    assert fields["Plural-Forms"] == "nplurals=2; plural=(n != 1);"


def test_every_message_is_translated(messages):
    assert len(messages) >= 400
    assert [
        entry.sources for entry in messages if not all(entry.translations) or "fuzzy" in entry.flags
    ] == []


def test_a_message_is_there_once(messages):
    keys = [(entry.parts.get("msgctxt"), entry.parts["msgid"]) for entry in messages]
    assert len(set(keys)) == len(keys)


def test_placeholders_and_outer_spaces_are_kept(messages):
    def shape(text: str) -> tuple[list[str], str, str]:
        core = text.strip()
        return sorted(PLACEHOLDER.findall(text)), text[: text.find(core)], text[text.find(core) + len(core) :]

    assert [
        (entry.sources, text)
        for entry in messages
        for text in entry.translations
        if shape(text) not in [shape(source) for source in entry.sources]
    ] == []


def test_no_vietnamese_letter_is_left(messages):
    assert [
        text
        for entry in messages
        for text in entry.translations
        if any(letter.isalpha() and not letter.isascii() for letter in text)
    ] == []


def test_the_compiled_catalogue_is_that_of_the_text(entries, messages):
    with COMPILED.open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    expected = {}
    for entry in messages:
        context = f"{entry.parts['msgctxt']}\x04" if "msgctxt" in entry.parts else ""
        key = context + entry.parts["msgid"]
        if "msgid_plural" in entry.parts:
            expected |= {(key, number): text for number, text in enumerate(entry.translations)}
        else:
            expected[key] = entry.parts["msgstr"]
            assert compiled.gettext(key) == entry.parts["msgstr"]
    header = {"": entries[0].parts["msgstr"]}
    assert compiled._catalog == header | expected, "run `make messages`"


def test_every_text_of_the_code_is_in_the_catalogue(messages):
    known = {source for entry in messages for source in entry.sources}
    found = {
        (text, path.relative_to(ROOT).as_posix())
        for folder in SOURCES
        for path in (ROOT / folder).rglob("*.py")
        for text in texts_in_code(path.read_text(encoding="utf-8"))
    }
    assert len(found) >= 400, "a sweep that sweeps nothing"
    assert sorted(pair for pair in found if pair[0] not in known) == [], AGAIN


def test_every_text_of_the_templates_is_in_the_catalogue(messages):
    known = {source for entry in messages for source in entry.sources}
    found = {
        (text, path.relative_to(ROOT).as_posix())
        for root in TEMPLATE_ROOTS
        for path in root.rglob("*.html")
        for text in texts_in_template(path.read_text(encoding="utf-8"))
    }
    assert len(found) >= 10, "a sweep that sweeps nothing"
    assert sorted(pair for pair in found if pair[0] not in known) == [], AGAIN


def test_a_text_is_found_however_it_is_written():
    source = """
from django.utils.translation import gettext, gettext_lazy as _, ngettext
_("một " "hai"), gettext("ba"), ngettext("bốn", "năm", 2), other("sáu"), _(seven)
"""
    assert sorted(texts_in_code(source)) == ["ba", "bốn", "một hai", "năm"]
    template = '{% load i18n %}{% translate "bảy" %}{% blocktranslate trimmed %}\n tám {{ n }}\n{% endblocktranslate %}'
    assert list(texts_in_template(template)) == ["bảy", "tám %(n)s"]


def test_a_catalogue_is_read_as_gettext_reads_it():
    text = '#, fuzzy\nmsgid ""\nmsgstr ""\n"A: b\\n"\n"C: d\\n"\n\nmsgid "a \\"b\\""\nmsgid_plural "c"\nmsgstr[0] "d"\nmsgstr[1] "e"\n'
    header, entry = parse(text)
    assert header.flags == {"fuzzy"}
    assert header.parts == {"msgid": "", "msgstr": "A: b\nC: d\n"}
    assert entry.flags == set()
    assert entry.sources == ['a "b"', "c"]
    assert entry.translations == ["d", "e"]
