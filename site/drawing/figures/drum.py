"""The school drum on its stand, with a drumstick and the beat."""

from drawing.geometry import circle, taper
from drawing.ink import IN_REGISTER, Print, placed
from drawing.palette import Plate

# The nails around the belt: x and y.
_NAILS = (
    (-84, 3.2),
    (-63, 6.4),
    (-42, 12.6),
    (-21, 15.8),
    (0, 19),
    (21, 15.8),
    (42, 12.6),
    (63, 6.4),
    (84, 3.2),
)


def drum(x: float, y: float, scale: float = 1, *, body: str = Plate.RED) -> str:
    """Draw the drum, about 260 units high at scale 1; (x, y) is the middle of its barrel."""
    print_ = Print()
    print_.line("M-70 66L-92 150M70 66L92 150", 9)
    print_.shape("M-84 -58C-104 -20 -104 40 -84 78C-40 98 40 98 84 78C104 40 104 -20 84 -58Z", body, 5)
    staves = ((-44, -34, -56, 80), (0, -30, 0, 88), (44, -34, 56, 80))
    print_.ink("".join(taper((side, top), (bend, 14), (side, foot), 3) for side, top, bend, foot in staves))
    print_.shape(circle(0, -58, 86, 30), Plate.PAPER, 5, IN_REGISTER)
    print_.line(circle(0, -58, 52, 17), 3).ink(circle(0, -58, 10, 4))
    print_.ink("M-98 -8C-60 14 60 14 98 -8L100 18C60 42 -60 42 -100 18Z", Plate.TURMERIC)
    print_.line("M-99 -8C-60 14 60 14 99 -8M-100 18C-60 42 60 42 100 18", 4)
    print_.ink("".join(circle(across, down, 4.5) for across, down in _NAILS))
    print_.line("M20 -74L112 -150", 15).line("M22 -75L110 -148", 7, Plate.TURMERIC)
    print_.shape(circle(18, -72, 13), Plate.TURMERIC, 4, IN_REGISTER)
    print_.line("M-120 -96l-22 -18M-104 -118l-12 -26M-130 -70l-28 -4", 5)
    return placed(print_.markup(), x, y, scale=scale)
