"""A tablet that shows a lotus."""

from drawing.figures.leaf import leaf
from drawing.figures.lotus import lotus
from drawing.geometry import circle
from drawing.ink import IN_REGISTER, Print, placed
from drawing.palette import Plate


def tablet(x: float, y: float, scale: float = 1, *, turn: float = -6, casing: str = Plate.INDIGO) -> str:
    """Draw a tablet that shows a lotus, 224 units high at scale 1; (x, y) is its middle."""
    print_ = Print().shape("M-78 -112H78V112H-78Z", casing, 6)
    print_.shape("M-64 -94H64V86H-64Z", Plate.PAPER, 4, IN_REGISTER).ink(circle(0, 99, 6), Plate.PAPER)
    print_.add(lotus(0, 66, 0.84))
    print_.add(leaf(-34, 84, 44, 14, turn=-64) + leaf(34, 84, 44, 14, turn=64))
    return placed(print_.markup(), x, y, scale=scale, turn=turn)
