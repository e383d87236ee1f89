"""What in a Vietnamese screen is English.

A Vietnamese syllable follows a closed set of patterns, with marks or without. A word without marks that follows none
of them is foreign; the few English words that look like syllables ("root", "true") are found by the messages of the
installed packages.
"""

import ast
import re
import unicodedata
from functools import cache
from importlib.util import find_spec
from pathlib import Path

PACKAGES = ("wagtail", "django", "taggit", "django_filters")
WORD = re.compile(r"[^\W\d_]{2,}(?:['’][^\W\d_]+)?")
"""A lone letter is a key, a label of a list or a unit."""
NO_WORDS = re.compile(
    r"https?://\S+|\S+@\S+|/[\w./-]+|\b[a-z]\w*\.[a-z]\w+|\b\w+\.\w{2,5}\b|\.\w+|\b\w*[\d_]\w*\b|%\(\w+\)s|\{\w*\}|&\w+;"
    r"|\b[IVX]+\b|\w+…"
)
"""Addresses, file names, identifiers, Roman numbers, and words cut off: no language."""
BRANDS = {
    # Names of products.
    *("wagtail", "youtube", "facebook", "zalo", "enetviet", "google", "word", "excel", "powerpoint"),
    *("microsoft", "office", "iphone", "android", "chrome", "safari", "javascript"),
    # Kinds of files and encodings, by the letters that follow the dot.
    *(
        "jpeg",
        "jpg",
        "png",
        "gif",
        "webp",
        "svg",
        "avif",
        "heic",
        "heif",
        "pdf",
        "docx",
        "doc",
        "xlsx",
        "xls",
        "pptx",
    ),
    *("ppt", "odt", "ods", "odp", "epub", "zip", "txt", "csv", "json", "ics", "unicode", "vni", "tcvn"),
    # Keys.
    *("ctrl", "alt", "shift", "enter", "tab", "esc"),
    # Licences of Creative Commons, and abbreviations that Vietnamese uses as they are.
    *("cc", "by", "sa", "nc", "nd", "qr", "rss", "gps", "gmt", "utc", "kb", "mb", "gb", "mm", "cn", "vt"),
    # Loan words of Vietnamese dictionaries and schoolbooks.
    *("video", "web", "internet", "logo"),
}
"""The same in every language."""
ONSET = r"(?:ngh|ng|gh|nh|th|tr|ch|gi|kh|ph|qu|[bcdghklmnprstvx])?"
RIMES = """
    a ac ach ai am an ang anh ao ap at au ay
    e ec ech em en eng enh eo ep et eu
    i ia ich iec iem ien ieng iep iet ieu im in inh ip it iu
    o oa oac oach oai oam oan oang oanh oao oap oat oay oc oe oen oeo oet oi om on ong ooc oong op ot
    u ua uan uang uat uay uau uc ue uech uen uenh ui um un ung uo uoc uoi uom uon uong uop uot uou up ut uu
    uy uya uych uyen uyet uyn uynh uyp uyt uyu
    y yem yen yet yeu ynh yt
"""
SYLLABLE = re.compile(f"{ONSET}(?:{'|'.join(sorted(RIMES.split(), key=len, reverse=True))})")
"""A Vietnamese syllable without its marks; "can", "the" and "true" are such too."""
LONG_ENOUGH = 4
"""Letters of a look-alike that counts: "In" on a button is Vietnamese for "Print"."""
STRING = re.compile(r'^(?:msgid(?:_plural)? )?(".*")$')


def plain(word: str) -> str:
    """Return the word in small letters without marks."""
    apart = unicodedata.normalize("NFD", word.lower().replace("đ", "d"))
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def has_marks(word: str) -> bool:
    """Return whether the word is written with Vietnamese letters."""
    return plain(word) != unicodedata.normalize("NFC", word.lower())


def _messages(catalogue: Path) -> list[str]:
    found, is_msgid = [], False
    for line in catalogue.read_text(encoding="utf-8").splitlines():
        if line.startswith("msg"):
            is_msgid = line.startswith("msgid")
        if is_msgid and (match := STRING.match(line)):
            found.append(ast.literal_eval(match[1]))
    return found


@cache
def lexicon() -> frozenset[str]:
    """Return the English words of every message that the packages offer for translation."""
    words: set[str] = set()
    for package in PACKAGES:
        folder = Path(find_spec(package).origin).parent
        for name in ("django.po", "djangojs.po"):
            catalogues = [*folder.rglob(f"locale/en/LC_MESSAGES/{name}")]
            # Some packages ship no English catalogue: another language's has the same msgids.
            catalogues += [] if catalogues else [*folder.rglob(f"locale/de/LC_MESSAGES/{name}")]
            for catalogue in catalogues:
                for message in _messages(catalogue):
                    words |= {word.lower() for word in words_of(message)}
    assert len(words) > 1000, "the packages' catalogues were not found"
    return frozenset(words - BRANDS)


def words_of(text: str) -> list[str]:
    """Return the words of a text; numbers, addresses and identifiers are none."""
    return WORD.findall(NO_WORDS.sub(" ", unicodedata.normalize("NFC", text)))


def _is_foreign(word: str) -> bool:
    return not has_marks(word) and not SYLLABLE.fullmatch(word.lower())


def _looks_alike(word: str) -> bool:
    return len(word) >= LONG_ENOUGH and word.lower() in lexicon()


def english_in(text: str) -> list[str]:
    """Return the English words of one piece of text.

    A piece without one marked word is English as a whole when one of its words is foreign, or when all of them are
    words of the packages' messages; beside marked words, the foreign ones count.
    """
    words = [word for word in words_of(text) if word.lower() not in BRANDS]
    foreign = [word for word in words if _is_foreign(word)]
    if words and not any(map(has_marks, words)) and (foreign or all(map(_looks_alike, words))):
        return words
    return foreign
