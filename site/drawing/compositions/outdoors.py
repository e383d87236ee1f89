"""The village and its sky: the communal house, the lotus pond, the carp, the kites."""

from drawing import figures
from drawing.compositions.flowers import petals
from drawing.compositions.sheet import WIDTH, land, sheet
from drawing.palette import Plate
from drawing.variation import Variation


def communal_house(variation: Variation) -> str:
    sky = variation.plate("sky", (Plate.TURMERIC, Plate.INDIGO, Plate.PINK))
    sun = variation.plate("sun", (Plate.RED, Plate.TURMERIC, Plate.PAPER), beside=(sky,))
    trunk = variation.plate("trunk", (Plate.TURMERIC, Plate.PINK), beside=(sky,))
    return (
        sheet(sky)
        + figures.disc(
            140 + variation.shift("sun across", 40), 110 + variation.shift("sun down", 14), 60, sun
        )
        + figures.cloud(430 + variation.shift("cloud", 40), 96, 0.9)
        + land(Plate.LEAF, 350)
        + figures.banyan(520, 372, 0.96, trunk=trunk)
        + figures.communal_house(280 + variation.shift("house", 10), 352, 1.12)
        + figures.areca(70, 372, 190 + variation.shift("near palm", 14), trunk=trunk)
        + figures.areca(112, 384, 140 + variation.shift("far palm", 14), trunk=trunk)
    )


def lotus(variation: Variation) -> str:
    sky = variation.plate("sky", (Plate.LEAF, Plate.TURMERIC, Plate.INDIGO))
    water = variation.plate("water", (Plate.INDIGO, Plate.LEAF), beside=(sky,))
    pads = variation.plate("pads", (Plate.LEAF, Plate.TURMERIC, Plate.INDIGO), beside=(sky, water))
    flower = petals(variation, sky)
    shift = variation.shift
    return (
        sheet(sky)
        + figures.waves(0, WIDTH, 330, radius=40, rows=5, colour=water)
        + figures.lotus_leaf(150 + shift("left pad", 16), 330, 120, 50, colour=pads)
        + figures.lotus(330 + shift("lotus", 16), 340, 1.7, **flower)
        + figures.bud(500 + shift("bud", 16), 330, 1.2, turn=8 + shift("lean", 6), **flower)
        + figures.lotus_leaf(560 + shift("right pad", 16), 370, 90, 36, colour=pads, seed=6)
    )


def carp(variation: Variation) -> str:
    sky = variation.plate("sky", (Plate.INDIGO, Plate.TURMERIC, Plate.LEAF, Plate.PINK))
    moon = variation.plate("moon", (Plate.TURMERIC, Plate.PAPER, Plate.PINK), beside=(sky,))
    water = variation.plate("water", (Plate.INDIGO, Plate.LEAF), beside=(sky,))
    fins = variation.plate(
        "fins", (Plate.LEAF, Plate.INDIGO, Plate.TURMERIC, Plate.PINK), beside=(sky, water, moon)
    )
    head = variation.plate("head", (Plate.TURMERIC, Plate.PINK, Plate.PAPER), beside=(moon, sky))
    lean = variation.shift("leap", 14)
    spine = ((130, 330), (330, 440), (600, 330), (392 + lean, 110))
    return (
        sheet(sky)
        + figures.disc(
            420 + variation.shift("moon across", 24), 150 + variation.shift("moon down", 10), 112, moon
        )
        + figures.waves(0, WIDTH, 336, rows=1, colour=water)
        + figures.carp(spine, 0.98, fins=fins, head=head)
        + figures.waves(0, WIDTH, 360, rows=3, colour=water)
    )


def kites(variation: Variation) -> str:
    sky = variation.plate("sky", (Plate.INDIGO, Plate.TURMERIC, Plate.LEAF, Plate.PINK))
    first = variation.plate("first sail", (Plate.RED, Plate.TURMERIC, Plate.INDIGO), beside=(sky,))
    second = variation.plate(
        "second sail", (Plate.RED, Plate.LEAF, Plate.PINK, Plate.TURMERIC), beside=(sky, first)
    )
    third = variation.plate(
        "third sail", (Plate.RED, Plate.INDIGO, Plate.TURMERIC, Plate.PINK), beside=(sky, first, second)
    )
    wind = variation.shift("wind", 8)
    shift = variation.shift

    def kite(x: float, y: float, scale: float, turn: float, sail: str) -> str:
        tassel = Plate.TURMERIC if sail != Plate.TURMERIC else Plate.RED
        return figures.kite(x, y, scale, turn=turn + wind, sail=sail, tassel=tassel)

    return (
        sheet(sky)
        + figures.cloud(60 + shift("low cloud", 24), 140)
        + figures.cloud(480 + shift("high cloud", 24), 300, 0.8)
        + kite(300 + shift("first", 16), 170, 1.25, -12, first)
        + kite(536 + shift("second", 12), 100, 0.6, 12, second)
        + kite(110 + shift("third", 12), 290, 0.5, 16, third)
    )
