"""The carp of the poster, and the village that runs along the footer."""

from drawing import figures
from drawing.ink import placed, standalone_svg
from drawing.palette import Plate, with_day_colours

VILLAGE_WIDTH, HAMLET_WIDTH, VILLAGE_HEIGHT = 1600, 780, 226


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
    """Return the village under every page as a file."""
    return with_day_colours(standalone_svg(village(), VILLAGE_WIDTH, VILLAGE_HEIGHT))


def hamlet_svg() -> str:
    """Return the village's left end as a file: a telephone shows no more, and would draw all of the rest for nothing."""
    return with_day_colours(standalone_svg(hamlet(HAMLET_WIDTH), HAMLET_WIDTH, VILLAGE_HEIGHT))


def village() -> str:
    """Return the marks of the village, 1600 x 226 units, without a ground."""
    return (
        hamlet(VILLAGE_WIDTH)
        + _tree("areca", 748, 200, 0.7)
        + figures.lotus_leaf(884, 204, 52, 20, veins=9)
        + figures.lotus(958, 208, 0.46)
        + figures.lotus_leaf(1026, 206, 42, 17, veins=9, seed=5)
        + figures.bud(916, 200, 0.46, turn=-8)
        + figures.child(1120, 178, 0.24)
        + figures.child(1176, 182, 0.22, shirt=Plate.INDIGO, book=Plate.TURMERIC, bow=True)
        + _tree("banyan", 1300, 200, 0.5)
        + _tree("areca", 1420, 204, 0.88)
        + _tree("banyan", 1530, 204, 0.44)
        + figures.kite(1060, 60, 0.34, turn=-12)
        + figures.cloud(800, 60, 0.6)
        + figures.cloud(1400, 40, 0.5)
    )


def hamlet(width: float) -> str:
    """Return the marks of the village's left end, on a meadow of this width."""
    height = VILLAGE_HEIGHT
    # One block each for the trees, printed many times.
    blocks = f'<defs><g id="tree-banyan">{figures.banyan(0, 0)}</g><g id="tree-areca">{figures.areca(0, 0, 100)}</g></defs>'
    meadow = f"M-9 196Q{width / 4:g} 176 {width / 2:g} 190T{width + 9:g} 184V{height + 14}H-9Z"
    return (
        blocks
        + figures.meadow(meadow)
        + _tree("areca", 64, 204, 0.98)
        + _tree("areca", 104, 206, 0.74)
        + _tree("banyan", 250, 204, 0.56)
        + _tree("areca", 390, 200, 0.84)
        + figures.communal_house(560, 192, 0.72)
        + _tree("areca", 712, 198, 0.94)
    )


def _tree(name: str, x: float, y: float, scale: float) -> str:
    return placed(f'<use href="#tree-{name}"/>', x, y, scale=scale)
