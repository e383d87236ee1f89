"""The flute kite of the fields."""

from drawing.geometry import circle, taper
from drawing.ink import IN_REGISTER, Print, placed
from drawing.palette import Plate


def kite(
    x: float,
    y: float,
    scale: float = 1,
    *,
    turn: float = 20,
    sail: str = Plate.RED,
    tassel: str = Plate.TURMERIC,
) -> str:
    """Draw a kite, 280 units wide at scale 1; (x, y) is the middle of its sail."""
    print_ = Print().shape("M-140 0C-80 -64 80 -64 140 0C80 -22 30 -22 0 30C-30 -22 -80 -22 -140 0Z", sail, 5)
    print_.ink(
        taper((0, -46), (0, -10), (0, 24), 3)
        + taper((-110, -14), (-60, -40), (-6, -40), 3)
        + taper((110, -14), (60, -40), (6, -40), 3)
    )
    print_.shape(circle(0, -34, 12), tassel, 4, IN_REGISTER).line("M0 30C-16 70 30 90 6 150", 3.4)
    print_.shape("M-2 60l-16 10l14 6ZM8 104l18 6l-16 10Z", tassel, 3.4, IN_REGISTER)
    return placed(print_.markup(), x, y, scale=scale, turn=turn)
