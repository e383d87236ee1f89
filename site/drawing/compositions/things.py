"""Things: the school drum, a tablet and a looking glass, an open book."""

from drawing import figures
from drawing.compositions.sheet import HEIGHT, WIDTH, land, sheet
from drawing.palette import Plate
from drawing.variation import Variation


def drum(variation: Variation) -> str:
    wall = variation.plate("wall", (Plate.RED, Plate.INDIGO, Plate.LEAF, Plate.PINK))
    floor = variation.plate("floor", (Plate.TURMERIC, Plate.LEAF, Plate.PINK), beside=(wall,))
    marks = variation.plate("marks", (Plate.TURMERIC, Plate.PAPER), beside=(wall,))
    body = variation.plate("body", (Plate.RED, Plate.INDIGO), beside=(wall, floor))
    sail = variation.plate("sail", (Plate.RED, Plate.TURMERIC, Plate.LEAF), beside=(wall, body))
    leaves = variation.plate("leaves", (Plate.LEAF, Plate.TURMERIC, Plate.INDIGO), beside=(wall, floor))
    tassel = variation.plate("tassel", (Plate.TURMERIC, Plate.PAPER), beside=(sail,))
    turn = variation.shift("wind", 10)
    return (
        sheet(wall)
        + figures.dots(WIDTH, HEIGHT, marks)
        + land(floor, 320)
        + figures.drum(300 + variation.shift("drum", 16), 230, 1.15, body=body)
        + figures.kite(520, 130 + variation.shift("kite", 16), 0.62, turn=turn - 14, sail=sail, tassel=tassel)
        + figures.leaf(80, 330, 110, 34, turn=-18, colour=leaves)
        + figures.leaf(120, 340, 80, 26, turn=22, colour=leaves)
    )


def digital(variation: Variation) -> str:
    table = variation.plate("table", (Plate.INDIGO, Plate.RED, Plate.TURMERIC, Plate.LEAF))
    marks = variation.plate("marks", (Plate.PAPER,))
    casing = variation.plate("casing", (Plate.INDIGO, Plate.RED, Plate.LEAF), beside=(table,))
    rim = variation.plate("rim", (Plate.TURMERIC, Plate.PINK), beside=(table, casing))
    handle = variation.plate("handle", (Plate.RED, Plate.INDIGO, Plate.LEAF), beside=(table, casing))
    return (
        sheet(table)
        + figures.dots(WIDTH, HEIGHT, marks, step=48)
        + figures.tablet(210, 210, 1.25, turn=variation.shift("tablet", 6) - 8, casing=casing)
        + figures.lens(420 + variation.shift("lens", 14), 190, 1.22, rim=rim, handle=handle)
    )


def open_book(variation: Variation) -> str:
    table = variation.plate("table", (Plate.RED, Plate.INDIGO, Plate.TURMERIC, Plate.PINK))
    marks = variation.plate("marks", (Plate.TURMERIC, Plate.PAPER), beside=(table,))
    cover = variation.plate("cover", (Plate.LEAF, Plate.INDIGO, Plate.RED), beside=(table,))
    shift = variation.shift("book", 14)
    return (
        sheet(table)
        + figures.dots(WIDTH, HEIGHT, marks)
        + figures.book(320 + shift, 336, 430, 210, cover=cover)
        + figures.sprout(320 + shift, 190, 120)
    )
