"""Cóc, the toad who teaches, after the Đông Hồ print of the toad school."""

from drawing.figures.book import book
from drawing.geometry import circle
from drawing.ink import IN_REGISTER, Print, placed
from drawing.palette import Plate

# Warts: x, y and radius.
_WARTS = (
    (-74, -60, 5),
    (-60, -72, 4),
    (72, -62, 5),
    (60, -76, 4),
    (-80, 40, 6),
    (-88, 64, 4.5),
    (82, 42, 6),
    (88, 66, 4.5),
    (-70, 88, 4),
    (72, 88, 4),
)


def toad(x: float, y: float, scale: float = 1, *, turban: str = Plate.INDIGO, cover: str = Plate.RED) -> str:
    """Draw the toad sitting with an open book, about 280 units high at scale 1; (x, y) is its throat."""
    print_ = Print()
    leg = Print().shape("M40 60C100 40 136 70 128 112C124 132 96 140 70 132L34 128Z", Plate.LEAF, 5)
    leg.shape("M84 122c18 -10 52 -6 64 8c-10 16 -50 18 -72 6Z", Plate.LEAF)
    print_.both_sides(leg)
    print_.shape("M-72 -10C-104 50 -84 134 0 136C84 134 104 50 72 -10Z", Plate.LEAF, 5)
    print_.shape("M-46 20C-66 70 -48 122 0 124C48 122 66 70 46 20Z", Plate.PAPER, 3.5, IN_REGISTER)
    _face(print_)
    _turban(print_, turban)
    print_.add(book(0, 98, 150, 92, cover=cover))
    hand = "M96 30C112 52 104 78 78 84c-14 2 -18 -10 -8 -16c10 -6 14 -14 8 -26Z"
    print_.both_sides(Print().shape(hand, Plate.LEAF, 5))
    return placed(print_.markup(), x, y, scale=scale)


def _face(print_: Print) -> None:
    head = "M-92 -46C-94 -92 -52 -104 0 -104C52 -104 94 -92 92 -46C90 -2 44 16 0 16C-44 16 -90 -2 -92 -46Z"
    print_.shape(head, Plate.LEAF, 5)
    for side in (-1, 1):
        print_.shape(circle(side * 54, -100, 27), Plate.LEAF, 5)
        print_.shape(circle(side * 54, -101, 16), Plate.PAPER, 4, IN_REGISTER)
        print_.ink(circle(side * 52, -96, 7.5))
    print_.line("M-76 -34C-40 -4 40 -4 76 -34", 5).ink(circle(-10, -52, 3.4) + circle(10, -52, 3.4))
    print_.line("".join(circle(x, y, radius) for x, y, radius in _WARTS), 3)


def _turban(print_: Print, colour: str) -> None:
    print_.shape("M-42 -112C-36 -138 36 -138 42 -112C30 -96 -30 -96 -42 -112Z", colour, 5, IN_REGISTER)
    print_.line("M-40 -114C-14 -128 12 -126 38 -110M-34 -124C-8 -134 20 -130 36 -122", 3, Plate.PAPER)
