"""An open book seen from the front; its leaves rise like waves."""

from drawing.geometry import number, taper
from drawing.ink import IN_REGISTER, Print
from drawing.palette import Plate

# How far each pair of leaves is lifted, and its width as a share of the half book.
_LEAVES = ((0, 1), (0.09, 0.93), (0.2, 0.84))


def book(x: float, y: float, width: float, height: float, *, cover: str = Plate.LEAF) -> str:
    """Draw an open book; (x, y) is the foot of its gutter."""
    half = width / 2
    print_ = Print()
    left, right = number(x - half - 12), number(x + half + 12)
    near_left, near_right = number(x - half * 0.5), number(x + half * 0.5)
    top, rise = number(y - height * 0.46), number(y - height * 0.1)
    print_.shape(
        f"M{left} {top}L{left} {number(y + 8)}"
        f"C{near_left} {rise} {number(x - 20)} {number(y + 2)} {number(x)} {number(y + 18)}"
        f"C{number(x + 20)} {number(y + 2)} {near_right} {rise} {right} {number(y + 8)}"
        f"L{right} {top}Z",
        cover,
        5,
    )
    for lift, share in _LEAVES:
        for side in (-1, 1):
            outline = _leaf(x, y, half * side, height, lift=lift, share=share)
            print_.shape(outline, Plate.PAPER, 4, IN_REGISTER)
    print_.ink(_text_lines(x, y, half, height))
    print_.line(f"M{number(x)} {number(y + 14)}L{number(x)} {number(y - height * 0.44)}", 5)
    return print_.markup()


def _leaf(x: float, y: float, half: float, height: float, *, lift: float, share: float) -> str:
    """Return the outline of one leaf; ``half`` is negative for a leaf on the left."""
    side = 1 if half > 0 else -1
    outer = x + half * share
    top = y - height * (0.52 + lift * 1.5)
    bottom = y - 4 - lift * height * 0.1
    return (
        f"M{number(x)} {number(y + 6)}"
        f"C{number(x + side * 18)} {number(y - height * 0.12 - lift * 30)}"
        f" {number(x + half * 0.5 * share)} {number(y - height * 0.2 - lift * 30)}"
        f" {number(outer)} {number(bottom)}"
        f"L{number(outer)} {number(top)}"
        f"C{number(x + half * 0.55 * share)} {number(top - height * 0.22)}"
        f" {number(x + side * 22)} {number(y - height * 0.62 - lift * 30)}"
        f" {number(x)} {number(y - height * 0.42 - lift * 20)}Z"
    )


def _text_lines(x: float, y: float, half: float, height: float) -> str:
    strokes = []
    lengths = (0.72, 0.72, 0.72, 0.62)
    for side in (-1, 1):
        for line, length in enumerate(lengths):
            down = line * height * 0.125
            start = (x + side * half * 0.14, y - height * 0.5 - 10 + down)
            end = (x + side * half * length, y - height * 0.62 - 12 + down)
            bend = ((start[0] + end[0]) / 2, min(start[1], end[1]) - height * 0.05)
            strokes.append(taper(start, bend, end, 3.6))
    return "".join(strokes)


def closed_book(cover: str) -> Print:
    """Draw a closed book with a title label, front on: 116 units wide, from (-58, 36) to (58, 130)."""
    print_ = Print()
    print_.shape("M-58 36L58 36L58 130L-58 130Z", cover, 5)
    print_.shape("M-40 52L40 52L40 78L-40 78Z", Plate.PAPER, 3.6, IN_REGISTER)
    print_.ink(taper((-30, 61), (0, 59), (30, 61), 2.4) + taper((-30, 70), (0, 68), (22, 70), 2.4))
    return print_.line("M-46 36L-46 130", 4)
