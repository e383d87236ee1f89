"""From SVG to pixels."""

import resvg_py

from drawing.typefaces import TYPEFACES


def rasterise(svg: str, width: int) -> bytes:
    """Return a standalone SVG as PNG bytes, ``width`` pixels wide; the height follows.

    Text is set in the site's own typefaces and in nothing else, so that every machine makes the same picture.
    Raise ValueError when the SVG cannot be read.
    """
    return resvg_py.svg_to_bytes(
        svg_string=svg,
        width=width,
        skip_system_fonts=True,
        font_files=[str(typeface.path) for typeface in TYPEFACES],
    )
