"""The plates that the pictures are printed with.

Figures always paint with CSS custom properties, so that an inline picture follows the colours of the page
(by day or by night). A picture that stands alone, as a file, gets the colours of the day instead.
"""

from enum import StrEnum


class Plate(StrEnum):
    """A colour plate; the value is the end of its custom property, ``--plate-…``."""

    RED = "red"
    TURMERIC = "turmeric"
    LEAF = "leaf"
    INDIGO = "indigo"
    PINK = "pink"
    PAPER = "paper"
    LINE = "line"
    MOON = "moon"


DAY_COLOURS = {
    Plate.RED: "#cf3a24",
    Plate.TURMERIC: "#f0b335",
    Plate.LEAF: "#5b9440",
    Plate.INDIGO: "#2c5a78",
    Plate.PINK: "#f0b49a",
    Plate.PAPER: "#fff6e2",
    Plate.LINE: "#1d1611",
    Plate.MOON: "#fff6e2",
}

# Colours of the sheet around a picture: the page, and red and ink for text upon paper.
PAGE_COLOUR = "#f7efdc"
SEAL_COLOUR = "#b3281c"
KICKER_COLOUR = "#96160f"


def paint(plate: str) -> str:
    """Return the paint of a plate as an attribute value, such as ``var(--plate-red)``."""
    return f"var(--plate-{Plate(plate)})"


def with_day_colours(markup: str) -> str:
    """Return the markup with every custom property replaced by its colour of the day."""
    for plate, colour in DAY_COLOURS.items():
        markup = markup.replace(paint(plate), colour)
    return markup
