"""A row of books on a shelf, seen by their spines."""

from collections.abc import Sequence

from drawing.geometry import number, taper
from drawing.ink import IN_REGISTER, Print, carver
from drawing.palette import Plate

COVERS = (Plate.RED, Plate.LEAF, Plate.TURMERIC, Plate.INDIGO, Plate.PAPER, Plate.PINK)

# A book this thick has a title on its spine.
_TITLED_FROM = 26


def spines(
    x: float,
    y: float,
    width: float,
    height: float,
    *,
    seed: int = 3,
    covers: Sequence[str] = COVERS,
) -> str:
    """Draw books from ``x`` on, ``width`` units in all, standing on the line ``y``.

    ``seed`` decides their sizes; ``covers`` are the plates, taken in turn.
    """
    print_ = Print()
    hand = carver(seed)
    left, count = float(x), 0
    while left < x + width - 16:
        thickness = float(hand.choice((20, 26, 32)))
        top = y - height * hand.uniform(0.72, 1)
        thickness = min(thickness, x + width - left)
        right = left + thickness
        outline = f"M{number(left)} {number(y)}V{number(top)}H{number(right)}V{number(y)}Z"
        print_.shape(outline, covers[count % len(covers)], 4, IN_REGISTER)
        bands = [f"M{number(left)} {number(level)}h{number(thickness)}" for level in (top + 14, y - 18)]
        print_.line("".join(bands), 3)
        if thickness >= _TITLED_FROM:
            centre = left + thickness / 2
            print_.ink(taper((centre, top + 28), (centre, (y + top) / 2), (centre, y - 32), 2.6))
        left = right
        count += 1
    return print_.markup()
