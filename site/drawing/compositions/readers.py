"""Somebody reads: two children under the banyan, a girl before the shelves, the toad on his leaf."""

from drawing import figures
from drawing.compositions.flowers import petals
from drawing.compositions.sheet import WIDE_WIDTH, land, sheet
from drawing.palette import Plate
from drawing.variation import Variation

# Where a child sits, and its scale: x, y, scale.
_Place = tuple[float, float, float]


def _two_readers(variation: Variation, sky: str, first: _Place, second: _Place) -> str:
    """Draw the boy and the girl, in clothes that stand out from the sky and differ from one another."""
    boy = variation.plate("boy", (Plate.RED, Plate.INDIGO, Plate.PAPER), beside=(sky,))
    girl = variation.plate("girl", (Plate.INDIGO, Plate.RED, Plate.PAPER), beside=(sky, boy))
    his_book = variation.plate("his book", (Plate.LEAF, Plate.TURMERIC, Plate.INDIGO), beside=(boy,))
    her_book = variation.plate("her book", (Plate.TURMERIC, Plate.RED, Plate.LEAF), beside=(girl, his_book))
    return figures.child(*first, shirt=boy, book=his_book) + figures.child(
        *second, shirt=girl, book=her_book, bow=True
    )


def reading(variation: Variation) -> str:
    sky = variation.plate("sky", (Plate.TURMERIC, Plate.INDIGO, Plate.RED))
    sun = variation.plate("sun", (Plate.RED, Plate.TURMERIC, Plate.PAPER), beside=(sky,))
    trunk = variation.plate("trunk", (Plate.TURMERIC, Plate.PINK), beside=(sky,))
    shift = variation.shift
    return (
        sheet(sky)
        + figures.disc(500 + shift("sun across", 30), 120 + shift("sun down", 12), 64, sun)
        + figures.cloud(70 + shift("cloud", 40), 110, 0.9)
        + land(Plate.LEAF, 330)
        + figures.banyan(140 + shift("tree", 16), 350, 1.18, trunk=trunk)
        + _two_readers(variation, sky, (330, 270, 0.86), (500 + shift("second child", 10), 282, 0.78))
    )


def reading_wide(variation: Variation) -> str:
    sky = variation.plate("sky", (Plate.TURMERIC, Plate.INDIGO))
    sun = variation.plate("sun", (Plate.RED, Plate.TURMERIC, Plate.PAPER), beside=(sky,))
    trunk = variation.plate("trunk", (Plate.TURMERIC, Plate.PINK), beside=(sky,))
    shift = variation.shift
    return (
        sheet(sky, WIDE_WIDTH)
        + figures.disc(620 + shift("sun across", 30), 112 + shift("sun down", 12), 66, sun)
        + figures.cloud(330 + shift("cloud", 20), 90, 0.9)
        + figures.cloud(770 + shift("far cloud", 20), 80, 0.8)
        + land(Plate.LEAF, 330, WIDE_WIDTH)
        + figures.communal_house(832, 334, 0.62)
        + figures.areca(930, 346, 150, trunk=trunk)
        + figures.banyan(190, 356, 1.2, trunk=trunk)
        + figures.areca(40, 372, 180, trunk=trunk)
        + _two_readers(variation, sky, (452, 272, 0.88), (628, 286, 0.8))
        + figures.lotus_leaf(330, 396, 60, 18)
        + figures.lotus(752, 404, 0.6)
    )


def library(variation: Variation) -> str:
    wall = variation.plate("wall", (Plate.TURMERIC, Plate.INDIGO, Plate.LEAF, Plate.PINK))
    covers = list(figures.COVERS)
    if not variation.is_original:
        covers = [cover for cover in covers if cover != wall]
        start = variation.pick("covers", len(covers))
        covers = covers[start:] + covers[:start]
    shirt = variation.plate("shirt", (Plate.LEAF, Plate.INDIGO, Plate.RED), beside=(wall,))
    book = variation.plate("book", (Plate.RED, Plate.TURMERIC, Plate.LEAF), beside=(shirt,))
    trousers = variation.plate("trousers", (Plate.TURMERIC, Plate.INDIGO, Plate.PAPER), beside=(wall, shirt))
    upper, lower = 3 + variation.pick("upper", 40), 8 + variation.pick("lower", 40)
    return (
        sheet(wall)
        + figures.spines(40, 196, 560, 150, seed=upper, covers=covers)
        + figures.board(20, 620, 196)
        + figures.spines(40, 398, 330, 150, seed=lower, covers=covers)
        + figures.board(20, 620, 398)
        + figures.child(500, 292, 0.72, shirt=shirt, book=book, trousers=trousers, bow=True)
    )


def toad(variation: Variation) -> str:
    wall = variation.plate("wall", (Plate.TURMERIC, Plate.RED, Plate.INDIGO, Plate.PINK))
    pad = variation.plate("pad", (Plate.LEAF, Plate.INDIGO, Plate.TURMERIC), beside=(wall, Plate.LEAF))
    turban = variation.plate("turban", (Plate.INDIGO, Plate.RED), beside=(wall,))
    cover = variation.plate("cover", (Plate.RED, Plate.TURMERIC, Plate.INDIGO), beside=(pad, Plate.LEAF))
    flower = petals(variation, wall)
    return (
        sheet(wall)
        + figures.lotus_leaf(320, 372, 260, 52, colour=pad)
        + figures.toad(320 + variation.shift("toad", 14), 226, 1.18, turban=turban, cover=cover)
        + figures.bud(
            70 + variation.shift("bud", 12), 380, 1.05, turn=variation.shift("lean", 6) - 10, **flower
        )
        + figures.lotus(572 + variation.shift("lotus", 12), 392, 0.8, **flower)
    )
