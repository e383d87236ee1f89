"""The looking glass, which makes one leaf large."""

from drawing.figures.leaf import leaf
from drawing.geometry import circle
from drawing.ink import IN_REGISTER, Print, placed
from drawing.palette import Plate


def lens(x: float, y: float, scale: float = 1, *, rim: str = Plate.TURMERIC, handle: str = Plate.RED) -> str:
    """Draw a looking glass over a leaf; (x, y) is the middle of the glass, 84 units wide each way."""
    print_ = Print().line("M58 62L124 132", 26).line("M60 64L122 130", 15, handle)
    print_.shape(circle(0, 0, 84), rim, 5).shape(circle(0, 0, 66), Plate.PAPER, 4.5, IN_REGISTER)
    print_.add(leaf(-16, 46, 92, 34, turn=14))
    return placed(print_.markup(), x, y, scale=scale)
