"""The sky: sun or moon, and clouds."""

from drawing.geometry import circle, taper
from drawing.ink import IN_REGISTER, Print, placed
from drawing.palette import Plate


def disc(x: float, y: float, radius: float, colour: str) -> str:
    """Draw the sun or the moon: always a plain disc."""
    return Print().shape(circle(x, y, radius), colour, 5, IN_REGISTER).markup()


def cloud(x: float, y: float, scale: float = 1, *, colour: str = Plate.PAPER) -> str:
    """Draw a cloud, about 100 units wide at scale 1; (x, y) is its lower left."""
    outline = "M0 0C-26 4 -34 -26 -8 -30C-12 -56 30 -62 38 -38C58 -56 92 -38 80 -14C104 -12 100 8 82 6Z"
    print_ = Print().shape(outline, colour, 4 / scale)
    print_.ink(taper((10, -14), (22, -40), (40, -16), 3) + taper((50, -10), (58, -28), (74, -12), 2.6))
    return placed(print_.markup(), x, y, scale=scale)
