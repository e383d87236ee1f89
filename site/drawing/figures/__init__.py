"""The stock of figures. Each function draws one figure and returns SVG elements."""

from drawing.figures.book import book
from drawing.figures.carp import carp
from drawing.figures.child import child
from drawing.figures.communal_house import communal_house
from drawing.figures.drum import drum
from drawing.figures.ground import board, dots, field, land, meadow
from drawing.figures.kite import kite
from drawing.figures.leaf import leaf, sprout
from drawing.figures.lens import lens
from drawing.figures.lotus import bud, lotus, lotus_leaf
from drawing.figures.sky import cloud, disc
from drawing.figures.spines import COVERS, spines
from drawing.figures.tablet import tablet
from drawing.figures.toad import toad
from drawing.figures.trees import areca, banyan
from drawing.figures.water import waves

__all__ = [
    "COVERS",
    "areca",
    "banyan",
    "board",
    "book",
    "bud",
    "carp",
    "child",
    "cloud",
    "communal_house",
    "disc",
    "dots",
    "drum",
    "field",
    "kite",
    "land",
    "leaf",
    "lens",
    "lotus",
    "lotus_leaf",
    "meadow",
    "spines",
    "sprout",
    "tablet",
    "toad",
    "waves",
]
