"""Which letters cannot be printed: known before a paper is made, never discovered on it."""

import unicodedata
from collections.abc import Iterable

from papers.typefaces import PAPER_FACES

_BREAKS = "\n\r\t"


def missing_letters(text: str) -> list[str]:
    """Return the characters that a paper font lacks, each once, in the order of the text.

    The text is judged as it is printed: in NFC, with line breaks as spaces. Invisible characters, such as
    marks that turn the direction of writing, count as missing.
    """
    composed = unicodedata.normalize("NFC", text)
    return [
        character
        for character in dict.fromkeys(composed)
        if character not in _BREAKS and not all(face.has(character) for face in PAPER_FACES)
    ]


def spell_letters(letters: Iterable[str]) -> str:
    """Return characters as a list for a message; one that cannot be seen is told by its number."""
    return ", ".join(
        f"U+{ord(letter):04X}" if unicodedata.category(letter)[0] in "CZM" else f"“{letter}”"
        for letter in letters
    )
