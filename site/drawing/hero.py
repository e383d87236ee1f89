"""The carp of the poster, and the village that runs along the footer."""

from drawing import figures
from drawing.ink import standalone_svg
from drawing.palette import Plate, with_day_colours

VILLAGE_WIDTH, VILLAGE_HEIGHT = 1600, 226


def hero_svg() -> str:
    """Return the poster's carp for use inside a page.

    Its colours are custom properties, so that the same carp leaps by day and by night. It is decoration: the
    poster's words say what there is to say.
    """
    spine = ((150, 520), (420, 640), (560, 250), (196, 146))
    markup = (
        figures.disc(306, 232, 204, Plate.MOON)
        + figures.cloud(6, 176, 1.05)
        + figures.cloud(452, 84, 0.86)
        + figures.waves(60, 560, 500, rows=1)
        + figures.carp(spine, 1.24)
        + figures.waves(60, 560, 540, rows=6)
        + figures.book(282, 638, 440, 170, cover=Plate.RED)
        + figures.lotus_leaf(62, 632, 78, 32)
        + figures.lotus(492, 640, 0.94)
        + figures.bud(24, 600, 0.86, turn=-12)
        + figures.lotus_leaf(566, 646, 66, 24, seed=4)
    )
    return (
        '<svg class="picture" viewBox="-14 20 600 640" stroke-linejoin="round" stroke-linecap="round"'
        f' aria-hidden="true" focusable="false">{markup}</svg>'
    )


def village_svg() -> str:
    """Return the village as a complete SVG file on a transparent ground, 1600 x 226."""
    width, height = VILLAGE_WIDTH, VILLAGE_HEIGHT
    meadow = f"M-9 196Q400 176 800 190T{width + 9} 184V{height + 14}H-9Z"
    markup = (
        figures.meadow(meadow)
        + figures.areca(64, 204, 110, 0.9)
        + figures.areca(104, 206, 80, 0.9)
        + figures.banyan(250, 204, 0.56)
        + figures.areca(390, 200, 92, 0.9)
        + figures.communal_house(560, 192, 0.72)
        + figures.areca(712, 198, 104, 0.9)
        + figures.areca(748, 200, 74, 0.9)
        + figures.lotus_leaf(884, 204, 52, 20, veins=9)
        + figures.lotus(958, 208, 0.46)
        + figures.lotus_leaf(1026, 206, 42, 17, veins=9, seed=5)
        + figures.bud(916, 200, 0.46, turn=-8)
        + figures.child(1120, 178, 0.24)
        + figures.child(1176, 182, 0.22, shirt=Plate.INDIGO, book=Plate.TURMERIC, bow=True)
        + figures.banyan(1300, 200, 0.5, seed=9)
        + figures.areca(1420, 204, 96, 0.9)
        + figures.banyan(1530, 204, 0.44, seed=12)
        + figures.kite(1060, 60, 0.34, turn=-12)
        + figures.cloud(800, 60, 0.6)
        + figures.cloud(1400, 40, 0.5)
    )
    return with_day_colours(standalone_svg(markup, width, height))
