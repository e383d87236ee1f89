"""Water: rows of waves, each a half disc with two rings."""

from drawing.geometry import number
from drawing.ink import IN_REGISTER, Print
from drawing.palette import Plate


def waves(
    left: float,
    right: float,
    y: float,
    *,
    radius: float = 36,
    rows: int = 3,
    colour: str = Plate.INDIGO,
    rings: str = Plate.PAPER,
) -> str:
    """Draw rows of waves from ``left`` to ``right``; ``y`` is the foot of the top row's crests."""
    print_ = Print()
    for row in range(rows):
        level = y + row * radius * 0.62
        x = left - radius * row
        while x < right + radius * (row + 0.5):
            crest = _arc(x, level, radius)
            print_.shape(f"{crest}v{number(radius * 0.9)}h{number(-2 * radius)}Z", colour, 4, IN_REGISTER)
            print_.line(_arc(x, level + 2, radius * 0.62) + _arc(x, level + 2, radius * 0.26), 3, rings)
            x += 2 * radius
    return print_.markup()


def _arc(x: float, y: float, radius: float) -> str:
    """Return a half circle that stands on ``y``, drawn from left to right."""
    size = number(radius)
    return f"M{number(x - radius)} {number(y)}a{size} {size} 0 0 1 {number(2 * radius)} 0"
