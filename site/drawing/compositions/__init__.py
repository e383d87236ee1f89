"""The scenes, one function each: a scene takes the choices of one print and returns SVG elements."""

from drawing.compositions.outdoors import carp, communal_house, kites, lotus
from drawing.compositions.readers import library, reading, reading_wide, toad
from drawing.compositions.things import digital, drum, open_book

__all__ = [
    "carp",
    "communal_house",
    "digital",
    "drum",
    "kites",
    "library",
    "lotus",
    "open_book",
    "reading",
    "reading_wide",
    "toad",
]
