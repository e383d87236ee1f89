"""The typefaces of printed papers: Tinos, which has the widths of Times New Roman, and the site's own."""

from pathlib import Path

from drawing.typefaces import TYPEFACES, Typeface

FONTS = Path(__file__).parent / "fonts"
SERIF = Typeface("Tinos", 400, FONTS / "Tinos-Regular.ttf")
SERIF_BOLD = Typeface("Tinos", 700, FONTS / "Tinos-Bold.ttf")
SERIF_ITALIC = Typeface("Tinos", 400, FONTS / "Tinos-Italic.ttf")
SERIF_BOLD_ITALIC = Typeface("Tinos", 700, FONTS / "Tinos-BoldItalic.ttf")
SERIF_FACES = (SERIF, SERIF_BOLD, SERIF_ITALIC, SERIF_BOLD_ITALIC)
PAPER_FACES = (*SERIF_FACES, *TYPEFACES)
"""Every font file that a PDF may use."""
