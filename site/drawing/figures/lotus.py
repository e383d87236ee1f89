"""The lotus: flower, bud and floating leaf."""

import math

from drawing.geometry import circle, number, ring, smooth, straight_taper, taper
from drawing.ink import SLIGHTLY_OFF_REGISTER, Print, carver, placed
from drawing.palette import Plate


def lotus(x: float, y: float, scale: float = 1, *, petals: str = Plate.PINK, back: str = Plate.RED) -> str:
    """Draw an open flower, 122 units high at scale 1; (x, y) is the foot of its petals."""
    flower = Print(SLIGHTLY_OFF_REGISTER)
    rows = (
        (78, 96, 24, back, True),
        (52, 108, 28, petals, True),
        (26, 116, 32, back, True),
        (0, 122, 36, petals, True),
        (40, 74, 26, petals, False),
        (0, 62, 30, back, False),
    )
    for angle, length, width, colour, veined in rows:
        for turn in (-angle, angle) if angle else (0,):
            flower.add(placed(_petal(length, width, colour, veined=veined), 0, 0, turn=turn))
    return placed(flower.markup(), x, y, scale=scale)


def bud(
    x: float,
    y: float,
    scale: float = 1,
    *,
    turn: float = 0,
    petals: str = Plate.PINK,
    back: str = Plate.RED,
) -> str:
    """Draw a closed flower, 98 units high at scale 1."""
    flower = Print(SLIGHTLY_OFF_REGISTER)
    for length, angle in ((88, -14), (92, 14)):
        sepal = Print().shape(_petal_outline(length, 30), back, 4)
        flower.add(placed(sepal.markup(), 0, 0, turn=angle))
    flower.shape(_petal_outline(98, 30), petals, 4).ink(taper((0, -14), (0, -50), (0, -86), 2))
    return placed(flower.markup(), x, y, scale=scale, turn=turn)


def lotus_leaf(
    x: float,
    y: float,
    radius_x: float,
    radius_y: float,
    *,
    colour: str = Plate.LEAF,
    veins: int = 13,
    seed: int = 2,
) -> str:
    """Draw a leaf that floats; ``seed`` changes its wavy rim."""
    hand = carver(seed)
    swell = [1 + (0.055 if index % 2 == 0 else -0.055) + hand.uniform(-0.03, 0.03) for index in range(26)]
    print_ = Print().shape(smooth(ring(x, y, radius_x, radius_y, swell), closed=True), colour, 5)
    strokes = []
    for index in range(veins):
        angle = 2 * math.pi * (index + 0.3) / veins
        across, down = radius_x * math.cos(angle), radius_y * math.sin(angle)
        start, end = (x + 0.1 * across, y + 0.1 * down), (x + 0.86 * across, y + 0.86 * down)
        strokes.append(straight_taper(start, end, 2.6))
    heart = circle(x, y, radius_x * 0.07, max(3, radius_y * 0.09))
    return print_.ink("".join(strokes)).ink(heart).markup()


def _petal_outline(length: float, width: float) -> str:
    low, high = number(-length * 0.3), number(-length * 0.74)
    wide, narrow = number(width), number(width * 0.85)
    return f"M0 0C-{wide} {low} -{narrow} {high} 0 {number(-length)}C{narrow} {high} {wide} {low} 0 0Z"


def _petal(length: float, width: float, colour: str, *, veined: bool) -> str:
    petal = Print(SLIGHTLY_OFF_REGISTER).shape(_petal_outline(length, width), colour, 4)
    if veined:
        strokes = [
            taper(
                (0, -length * 0.16),
                (side * width * 0.5, -length * 0.5),
                (side * width * 0.12, -length * 0.84),
                2,
            )
            for side in (-1, 1)
        ]
        strokes.append(taper((0, -length * 0.12), (0, -length * 0.5), (0, -length * 0.88), 1.8))
        petal.ink("".join(strokes))
    return petal.markup()
