"""The typefaces of the site, as full font files, and what can be asked of them.

Both families are under the SIL Open Font License; the licence texts lie beside the files.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from PIL import ImageFont

FONTS = Path(__file__).parent / "fonts"

# Measured at this size, one pixel is one unit of the design, so that no advance is rounded.
_UNITS_PER_EM = 1000
# Large enough to tell any two letters apart, small enough to be quick.
_SAMPLE_SIZE = 64
# A code point that no font ever has; asking for it gives the mark for missing letters.
_NO_CHARACTER = "\U0010ffff"


@dataclass(frozen=True)
class Typeface:
    """One font file: its family name, its weight as in CSS, and its place."""

    family: str
    weight: int
    path: Path

    @cached_property
    def _font(self) -> ImageFont.FreeTypeFont:
        # The basic layout adds up the advances and leaves kerning to the renderer.
        return ImageFont.truetype(self.path, _UNITS_PER_EM, layout_engine=ImageFont.Layout.BASIC)

    @cached_property
    def _sample(self) -> ImageFont.FreeTypeFont:
        return self._font.font_variant(size=_SAMPLE_SIZE)

    def width(self, text: str) -> float:
        """Return the advance width of the text, in em."""
        return self._font.getlength(text) / _UNITS_PER_EM

    def has(self, character: str) -> bool:
        """Say whether the font can show a character; it can show a space by showing nothing."""
        return _has(self, character)

    def printable(self, text: str) -> str:
        """Return the text in NFC, on one line, without the characters that the font lacks (such as emoji)."""
        composed = unicodedata.normalize("NFC", text)
        visible = (character for character in composed if unicodedata.category(character) != "Cf")
        kept = "".join(character if self.has(character) else " " for character in visible)
        return re.sub(" +", " ", kept).strip()

    def picture_of(self, character: str) -> tuple[float, bytes]:
        """Return the width and the pixels of a character: enough to tell two glyphs apart."""
        return self._sample.getlength(character), bytes(self._sample.getmask(character))


@cache
def _has(typeface: Typeface, character: str) -> bool:
    if character in " \N{NO-BREAK SPACE}":
        return True
    if unicodedata.category(character).startswith(("C", "Z")):
        return False
    return typeface.picture_of(character) != typeface.picture_of(_NO_CHARACTER)


DISPLAY = Typeface("Protest Strike", 400, FONTS / "ProtestStrike-Regular.ttf")
TEXT = Typeface("Be Vietnam Pro", 400, FONTS / "BeVietnamPro-Regular.ttf")
TEXT_BOLD = Typeface("Be Vietnam Pro", 700, FONTS / "BeVietnamPro-Bold.ttf")
TYPEFACES = (DISPLAY, TEXT, TEXT_BOLD)
