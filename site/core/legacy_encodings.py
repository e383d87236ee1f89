"""Vietnamese text typed with the fonts of before Unicode: VNI-Windows and TCVN3 (ABC).

A file of those days holds Latin letters that only its own fonts draw as Vietnamese ("Tröôøng Tieåu hoïc" in a VNI
font reads "Trường Tiểu học"). Word keeps those letters, so that a text without its fonts is unreadable. Both tables
follow the fonts' code charts; TCVN3 is TCVN 5712:1993, part VN3.
"""

from __future__ import annotations

import re
from enum import StrEnum

from core.vietnamese import nfc

FEWEST_SIGNS = 3
"""A text with fewer signs than this may be French, or a formula."""
_SIGNS_FOR_A_LINE = 1


class LegacyEncoding(StrEnum):
    """An encoding of before Unicode."""

    VNI = "vni"
    TCVN3 = "tcvn3"

    @property
    def label(self) -> str:
        """What typists call it."""
        return {"vni": "VNI", "tcvn3": "TCVN3 (ABC)"}[self.value]


# --- VNI: a letter, then its marks as a second letter -------------------------------------------

_TONES = {"ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
_CIRCUMFLEX = {"â": "", "á": "\u0301", "à": "\u0300", "å": "\u0309", "ã": "\u0303", "ä": "\u0323"}
_BREVE = {"ê": "", "é": "\u0301", "è": "\u0300", "ú": "\u0309", "ü": "\u0303", "ë": "\u0323"}
_VNI_SINGLE = {"ô": "ơ", "ö": "ư", "ñ": "đ", "í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}


def _vni_table() -> dict[str, str]:
    table = dict(_VNI_SINGLE)
    for base in "aeouyôö":
        letter = _VNI_SINGLE.get(base, base)
        table |= {base + mark: nfc(letter + tone) for mark, tone in _TONES.items()}
    for base in "aeo":
        table |= {base + mark: nfc(base + "\u0302" + tone) for mark, tone in _CIRCUMFLEX.items()}
    table |= {"a" + mark: nfc("a\u0306" + tone) for mark, tone in _BREVE.items()}
    # Capitals: with a capital's mark, and with a small one as hurried typists left it.
    for code, letter in list(table.items()):
        table[code.upper()] = letter.upper()
        table[code[0].upper() + code[1:]] = letter.upper()
    return table


_VNI = _vni_table()
_VNI_CODE = re.compile("|".join(sorted(map(re.escape, _VNI), key=len, reverse=True)))
# Pairs that Vietnamese in Unicode has too: hoá, hoà, hoã.
_IN_UNICODE_TOO = {"oá", "oà", "oã"}
_VNI_SIGN = re.compile(
    "|".join(
        [
            *(re.escape(code) for code in _VNI if len(code) > 1 and code.lower() not in _IN_UNICODE_TOO),
            "[öñÖÑ]",
        ]
    )
)

# --- TCVN3: one letter for each -----------------------------------------------------------------

_TCVN3_CODES = "¸µ¶·¹¨¾»¼½Æ©ÊÇÈÉË®ÐÌÎÏÑªÕÒÓÔÖÝ×ØÜÞãßáâä«èåæçé¬íêëìîóïñòô\u00adøõö÷ùýúûüþ¡¢£¤¥¦§"
_TCVN3_LETTERS = "áàảãạăắằẳẵặâấầẩẫậđéèẻẽẹêếềểễệíìỉĩịóòỏõọôốồổỗộơớờởỡợúùủũụưứừửữựýỳỷỹỵĂÂÊÔƠƯĐ"  # the order of the codes above
_TCVN3 = str.maketrans(_TCVN3_CODES, _TCVN3_LETTERS)
# Signs that no word has; beside a letter, or another of them, they can only be letters.
_SIGNS = "µ¸¶·¹¨»¾¼½©®ª«¬\u00ad§¦¡¢£¤¥"
_TCVN3_SIGN = re.compile(
    rf"[{_SIGNS}](?=[^\W\d_]|[{_SIGNS}])|(?<=[^\W\d_{_SIGNS}])[{_SIGNS}]|(?<=[{_SIGNS}])[{_SIGNS}]"
)
# Letters that Vietnamese in Unicode never has. Other languages do: they count only beside a sign.
_TCVN3_LETTER = re.compile("[äåæçëïîñöøûüþß÷×ÇÆËÎÏÑÖØÜÞ]")

_UNICODE_VIETNAMESE = re.compile("[ĂăĐđĨĩŨũƠơƯư\u1ea0-\u1ef9]")


def converted(text: str, encoding: LegacyEncoding, *, capitals: bool = False) -> str:
    """Return the text in Unicode (NFC).

    Args:
        text: As the file holds it.
        encoding: How it was typed.
        capitals: Whether its font draws small letters as capitals, as ``.VnTimeH`` does.
    """
    if encoding is LegacyEncoding.TCVN3:
        text = text.translate(_TCVN3)
    else:
        text = _VNI_CODE.sub(lambda found: _VNI[found.group()], text)
    return nfc(text.upper() if capitals else text)


def encoding_of_font(font: str) -> LegacyEncoding | None:
    """Return the encoding of a font by its name: ``.VnTime`` is TCVN3, ``VNI-Times`` is VNI."""
    name = font.strip().lower()
    if name.startswith(".vn"):
        return LegacyEncoding.TCVN3
    return LegacyEncoding.VNI if name.startswith(("vni-", "vni ")) else None


def draws_capitals(font: str) -> bool:
    """Return whether a font draws small letters as capitals: ``.VnTimeH``, ``.VnArialH``."""
    return font.strip().lower().startswith(".vn") and font.strip().endswith("H")


def detected(text: str, fewest: int = FEWEST_SIGNS) -> LegacyEncoding | None:
    """Return the encoding that the letters of a text tell of, or None.

    A text with any letter that only Unicode has (ă, đ, ơ, ư, ạ...) is in Unicode.
    """
    if _UNICODE_VIETNAMESE.search(text):
        return None
    tcvn3, vni = len(_TCVN3_SIGN.findall(text)), len(_VNI_SIGN.findall(text))
    if tcvn3:
        tcvn3 += len(_TCVN3_LETTER.findall(text))
    if max(tcvn3, vni) < fewest:
        return None
    return LegacyEncoding.TCVN3 if tcvn3 >= vni else LegacyEncoding.VNI


def detected_line(text: str, of_the_document: LegacyEncoding) -> LegacyEncoding | None:
    """Return the encoding of one line of a document that is known to hold some: fewer signs will do."""
    found = detected(text, _SIGNS_FOR_A_LINE)
    return found if found is of_the_document else None
