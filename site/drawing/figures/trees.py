"""The two trees of a village: the banyan and the areca palm."""

import math

from drawing.figures.leaf import leaf
from drawing.geometry import number, ring, smooth, taper
from drawing.ink import Print, carver, placed
from drawing.palette import Plate

# The crown of the banyan: x, y and radius of each clump.
_CROWN = ((-108, -150, 56), (108, -150, 58), (-58, -204, 60), (60, -206, 60), (0, -166, 70), (0, -244, 52))
# Its hanging roots: x and length.
_ROOTS = ((-132, 60), (-104, 84), (-84, 46), (92, 70), (124, 54), (140, 80))


def banyan(
    x: float,
    y: float,
    scale: float = 1,
    *,
    crown: str = Plate.LEAF,
    trunk: str = Plate.TURMERIC,
    seed: int = 5,
) -> str:
    """Draw a banyan, about 300 units high at scale 1; (x, y) is its foot. ``seed`` changes the leaf marks."""
    print_ = Print()
    hand = carver(seed)
    outline = "M-74 0C-40 -18 -38 -70 -46 -120L-16 -130C-14 -110 -4 -104 4 -130L40 -122C34 -70 40 -18 78 0Z"
    print_.shape(outline, trunk, 5)
    print_.ink(
        taper((-30, -110), (-34, -50), (-46, -8), 3.4)
        + taper((-6, -104), (-10, -50), (-14, -6), 3.4)
        + taper((20, -108), (18, -50), (24, -6), 3.4)
        + taper((34, -90), (34, -40), (50, -8), 3)
    )
    for clump_x, clump_y, radius in _CROWN:
        rim = ring(clump_x, clump_y, radius, radius * 0.8, [0.9, 1.06] * 11)
        print_.shape(smooth(rim, closed=True), crown)
        marks = []
        for _ in range(6):
            angle, distance = hand.uniform(0, 6.28), hand.uniform(0.1, 0.6) * radius
            mark_x = clump_x + distance * math.cos(angle)
            mark_y = clump_y + distance * 0.8 * math.sin(angle)
            marks.append(taper((mark_x - 8, mark_y + 4), (mark_x, mark_y - 8), (mark_x + 8, mark_y + 4), 3))
        print_.ink("".join(marks))
    roots = [f"M{left} -118q4 {number(length / 2)} -2 {length}" for left, length in _ROOTS]
    print_.line("".join(roots), 3.4)
    return placed(print_.markup(), x, y, scale=scale)


def areca(x: float, y: float, height: int, scale: float = 1, *, trunk: str = Plate.TURMERIC) -> str:
    """Draw an areca palm whose trunk is ``height`` units high; (x, y) is its foot."""
    print_ = Print().shape(f"M-6 0L-4 {-height}H4L7 0Z", trunk, 4)
    print_.line("".join(f"M-5 {-step * 16}H5" for step in range(1, height // 16)), 2.4)
    for turn in (-98, -62, -28, 0, 28, 62, 98):
        print_.add(leaf(0, 2 - height, 58, 11, turn=turn, veins=4, outline=3.4))
    return placed(print_.markup(), x, y, scale=scale)
