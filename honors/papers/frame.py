"""The frame of a certificate, printed from wood blocks: a band of lotus petals, and a pond below the text.

Units are quarters of a millimetre on A4 landscape, so that the drawing fits the page as it is.
"""

from functools import cache

from drawing import figures
from drawing.geometry import circle, number, straight_taper
from drawing.ink import IN_REGISTER, SLIGHTLY_OFF_REGISTER, Print, placed, standalone_svg
from drawing.palette import Plate, with_day_colours

WIDTH, HEIGHT = 1188, 840
BAND_OUTSIDE, BAND_INSIDE = 36, 74
"""Where the band begins and ends, from the edge of the page: printers leave the outermost 5 mm white."""
_CORNER = 58
_PETAL = 26
_THIN_LINE = 84
_NOTCH = _CORNER + 8
"""How far from the corner of the band the thin line turns, so that it goes around the corner's block."""
_POND_WIDTH, _POND_HEIGHT = 300, 190


@cache
def frame_svg() -> bytes:
    """Return the sheet, its band of petals and its corners as an SVG file of the whole page."""
    corners = "".join(_corner(right, bottom) for right in (0, 1) for bottom in (0, 1))
    markup = _sheet() + _bands() + _lines() + corners
    return _svg(markup, WIDTH, HEIGHT)


@cache
def pond_svg() -> bytes:
    """Return a lotus on its pond before the rising sun."""
    sun = Print().shape(circle(150, 112, 104), Plate.TURMERIC, 4).markup()
    flowers = (
        figures.bud(56, 158, 0.86, turn=-16)
        + figures.bud(246, 158, 0.74, turn=18)
        + figures.lotus(150, 160, 0.92)
    )
    leaves = figures.lotus_leaf(56, 156, 56, 19) + figures.lotus_leaf(246, 157, 50, 18, seed=6)
    water = figures.waves(26, 274, 176, radius=15, rows=1)
    return _svg(sun + leaves + flowers + water, _POND_WIDTH, _POND_HEIGHT)


@cache
def sprig_svg() -> bytes:
    """Return a lotus bud between two leaves, lying: it grows to the right."""
    sprig = (
        figures.leaf(0, 0, 66, 19, turn=-58, veins=4, outline=4)
        + figures.leaf(0, 0, 66, 19, turn=58, veins=4, outline=4)
        + figures.bud(0, 0, 0.86)
    )
    return _svg(placed(sprig, 14, 64, turn=90), 108, 128)


def _svg(markup: str, width: int, height: int) -> bytes:
    return with_day_colours(standalone_svg(markup, width, height)).encode()


def _rectangle(inset: float) -> str:
    return (
        f"M{number(inset)} {number(inset)}H{number(WIDTH - inset)}V{number(HEIGHT - inset)}H{number(inset)}Z"
    )


def _sheet() -> str:
    return Print().ink(_rectangle(BAND_OUTSIDE), Plate.PAPER).markup()


def _bands() -> str:
    """Draw the red ground on all four sides, then the petals, which stand on the outer edge and point inwards."""
    ground = Print(SLIGHTLY_OFF_REGISTER)
    ground.plate(_rectangle(BAND_OUTSIDE) + _rectangle(BAND_INSIDE), Plate.RED)
    across, down = WIDTH - 2 * BAND_OUTSIDE, HEIGHT - 2 * BAND_OUTSIDE
    sides = (
        (BAND_OUTSIDE, BAND_OUTSIDE, across, 180),
        (WIDTH - BAND_OUTSIDE, BAND_OUTSIDE, down, 270),
        (WIDTH - BAND_OUTSIDE, HEIGHT - BAND_OUTSIDE, across, 0),
        (BAND_OUTSIDE, HEIGHT - BAND_OUTSIDE, down, 90),
    )
    rows = "".join(placed(_petals(length), x, y, turn=turn) for x, y, length, turn in sides)
    return f'<g fill-rule="evenodd">{ground.markup()}</g>{rows}'


def _petals(length: float) -> str:
    """Draw two rows of petals that stand on the line from (0, 0) to the left, between two corners."""
    room = length - 2 * _CORNER
    count = round(room / _PETAL)
    step = room / count
    height = BAND_INSIDE - BAND_OUTSIDE - 8
    feet = [-_CORNER - index * step for index in range(count + 1)]
    back, front = Print(IN_REGISTER), Print(IN_REGISTER)
    for foot in feet[1:-1]:
        back.shape(_petal(foot, step, height + 3), Plate.TURMERIC, 2.2)
    for foot in feet[:-1]:
        middle = foot - step / 2
        front.shape(_petal(middle, step, height - 4), Plate.PINK, 2.2)
        front.ink(straight_taper((middle, -4), (middle, 10 - height), 1.4))
    return back.markup() + front.markup()


def _petal(x: float, width: float, height: float) -> str:
    half, low, high = number(width / 2), number(height * 0.5), number(height * 0.72)
    return (
        f"M{number(x - width / 2)} 0c0 -{low} {number(width / 2 - 3)} -{high} {half} {number(-height)}"
        f"c3 {number(height * 0.28)} {half} {number(height * 0.5)} {half} {number(height)}Z"
    )


def _corner(right: int, bottom: int) -> str:
    """Draw a corner block: a lotus seen from above on turmeric."""
    x = WIDTH - BAND_OUTSIDE - _CORNER / 2 if right else BAND_OUTSIDE + _CORNER / 2
    y = HEIGHT - BAND_OUTSIDE - _CORNER / 2 if bottom else BAND_OUTSIDE + _CORNER / 2
    half = _CORNER / 2
    block = f"M{number(-half)} {number(-half)}h{_CORNER}v{_CORNER}h-{_CORNER}Z"
    print_ = Print(SLIGHTLY_OFF_REGISTER).shape(block, Plate.TURMERIC, 4)
    for length, width, colour, start in ((27, 9, Plate.LEAF, 22.5), (25, 9.5, Plate.RED, 0)):
        for turn in range(8):
            outline = f"M0 0C-{number(width)} -{number(length * 0.35)} -{number(width * 0.8)} -{number(length * 0.7)} 0 -{length}"
            outline += f"C{number(width * 0.8)} -{number(length * 0.7)} {number(width)} -{number(length * 0.35)} 0 0Z"
            petal = Print(IN_REGISTER).shape(outline, colour, 2.2).markup()
            print_.add(f'<g transform="rotate({start + turn * 45})">{petal}</g>')
    print_.shape(circle(0, 0, 7), Plate.PAPER, 2.2, IN_REGISTER)
    return placed(print_.markup(), x, y)


def _lines() -> str:
    key = Print().line(_rectangle(BAND_OUTSIDE), 5).line(_rectangle(BAND_INSIDE), 3).line(_notched(), 1.4)
    return f'<g stroke-linejoin="miter">{key.markup()}</g>'


def _notched() -> str:
    """Return the thin line: a rectangle whose corners are cut out around the corner blocks."""
    near, right, bottom = _THIN_LINE, WIDTH - _THIN_LINE, HEIGHT - _THIN_LINE
    step = BAND_OUTSIDE + _NOTCH - near
    return (
        f"M{near + step} {near}H{right - step}v{step}h{step}V{bottom - step}h-{step}v{step}"
        f"H{near + step}v-{step}h-{step}V{near + step}h{step}Z"
    )
