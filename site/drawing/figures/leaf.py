"""A single leaf with its veins."""

from drawing.geometry import number, taper
from drawing.ink import SLIGHTLY_OFF_REGISTER, Print, placed
from drawing.palette import Plate


def leaf(
    x: float,
    y: float,
    length: float,
    width: float,
    *,
    turn: float = 0,
    colour: str = Plate.LEAF,
    veins: int = 5,
    outline: float = 4,
) -> str:
    """Draw a leaf that grows up from (x, y), turned by ``turn`` degrees."""
    low, high = number(-length * 0.24), number(-length * 0.62)
    wide, narrow = number(width), number(width * 0.92)
    shape = f"M0 0C-{wide} {low} -{narrow} {high} 0 {number(-length)}C{narrow} {high} {wide} {low} 0 0Z"
    strokes = [taper((0, length * 0.16), (0, -length * 0.4), (0, -length * 0.9), outline * 0.8)]
    for index in range(veins):
        height = 0.16 + 0.62 * index / veins
        reach = 0.6 - 0.32 * index / veins
        for side in (-1, 1):
            bend = (side * width * 0.32, -length * (height + 0.1))
            end = (side * width * reach, -length * (height + 0.15))
            strokes.append(taper((0, -length * height), bend, end, outline * 0.42))
    print_ = Print(SLIGHTLY_OFF_REGISTER).shape(shape, colour, outline).ink("".join(strokes))
    return placed(print_.markup(), x, y, turn=turn)


def sprout(x: float, y: float, length: float, *, colour: str = Plate.LEAF) -> str:
    """Draw three leaves that grow out of (x, y); ``length`` is that of the middle one."""
    side_length, spread, drop = length * 0.75, length / 7, length / 20
    return (
        leaf(x, y, length, length / 3, colour=colour)
        + leaf(x - spread, y + drop, side_length, length / 4, turn=-42, colour=colour)
        + leaf(x + spread, y + drop, side_length, length / 4, turn=42, colour=colour)
    )
