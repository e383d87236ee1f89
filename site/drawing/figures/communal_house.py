"""The communal house (đình), with its curved roof."""

from drawing.geometry import circle, taper
from drawing.ink import IN_REGISTER, Print, placed
from drawing.palette import Plate

_ROOF = (
    "M-172 -58C-150 -62 -118 -88 -98 -128H98C118 -88 150 -62 172 -58C180 -66 184 -76 184 -88"
    "C196 -70 190 -46 168 -44H-168C-190 -46 -196 -70 -184 -88C-184 -76 -180 -66 -172 -58Z"
)
_RIDGE = (
    "M-112 -128C-104 -132 -98 -140 -98 -150C-90 -136 -84 -138 -70 -138H70"
    "C84 -138 90 -136 98 -150C98 -140 104 -132 112 -128Z"
)


def communal_house(x: float, y: float, scale: float = 1, *, steps: str = Plate.TURMERIC) -> str:
    """Draw the house, 190 units high at scale 1; (x, y) is the middle of its threshold."""
    print_ = Print()
    print_.shape("M-120 0V-64H120V0Z", Plate.PAPER, 5)
    for left in (-103, -55, 41, 89):
        print_.shape(f"M{left} 0V-64H{left + 14}V0Z", Plate.RED, 4, IN_REGISTER)
    print_.shape("M-26 0V-52H26V0Z", Plate.INDIGO, 4, IN_REGISTER).line("M0 0V-52", 4)
    print_.shape(_ROOF, Plate.RED, 5)
    tiles = [taper((i * 14.5, -122), (i * 17, -92), (i * 22.5, -52), 2.4) for i in range(-6, 7)]
    print_.ink("".join(tiles))
    print_.shape(_RIDGE, Plate.TURMERIC).shape(circle(0, -152, 15), Plate.TURMERIC, 4)
    print_.shape("M-138 0H138V12H-138Z", steps, 4, IN_REGISTER)
    print_.shape("M-150 12H150V24H-150Z", steps, 4, IN_REGISTER)
    return placed(print_.markup(), x, y, scale=scale)
