"""A child who sits and hugs a book, after the prints of plump children. It is nobody's likeness."""

from drawing.figures.book import closed_book
from drawing.figures.lotus import lotus
from drawing.geometry import circle
from drawing.ink import IN_REGISTER, Print, placed
from drawing.palette import Plate


def child(
    x: float,
    y: float,
    scale: float = 1,
    *,
    shirt: str = Plate.RED,
    book: str = Plate.LEAF,
    trousers: str = Plate.TURMERIC,
    bow: bool = False,
) -> str:
    """Draw the child, about 310 units high at scale 1; (x, y) is the middle of the collar.

    ``bow`` ties the hair with a bow instead of a bead.
    """
    print_ = Print()
    leg = Print().shape("M24 108C70 92 128 104 132 138C132 160 92 166 60 158L16 150Z", trousers, 5)
    leg.shape("M112 128c22 -6 36 8 32 26c-4 14 -30 14 -40 4Z", Plate.PINK)
    print_.both_sides(leg)
    print_.shape("M-74 20C-92 70 -84 140 0 146C84 140 92 70 74 20Z", shirt, 5)
    print_.shape("M-66 -74C-66 -128 66 -128 66 -74C72 -22 44 14 0 14C-44 14 -72 -22 -66 -74Z", Plate.PINK, 5)
    print_.both_sides(Print().shape("M64 -66c20 -8 24 24 2 26Z", Plate.PINK, register=IN_REGISTER))
    _hair(print_, bow=bow)
    _face(print_)
    print_.shape("M-30 12C-14 26 14 26 30 12L26 30C10 40 -10 40 -26 30Z", Plate.TURMERIC, 4, IN_REGISTER)
    print_.add(closed_book(book).markup()).add(lotus(4, 122, 0.34))
    sleeve = "M72 24C104 40 110 84 84 104C66 116 30 110 26 98c-2 -12 18 -16 34 -14c14 0 16 -16 6 -34Z"
    hand = "M50 84c-20 -2 -34 6 -30 16c4 10 22 12 36 8c8 -6 6 -22 -6 -24Z"
    arm = Print().shape(sleeve, shirt, 5).shape(hand, Plate.PINK, register=IN_REGISTER)
    print_.both_sides(arm)
    return placed(print_.markup(), x, y, scale=scale)


def _hair(print_: Print, *, bow: bool) -> None:
    print_.ink("M-30 -112C-44 -142 -18 -160 0 -150C18 -160 44 -142 30 -112C14 -102 -14 -102 -30 -112Z")
    print_.both_sides(Print().ink("M66 -72C86 -96 78 -122 52 -112C46 -96 52 -80 66 -72Z"))
    if bow:
        ribbon = "M-10 -150c-14 -20 -30 -12 -26 2c2 10 16 8 26 -2c10 10 24 12 26 2c4 -14 -12 -22 -26 -2Z"
        print_.shape(ribbon, Plate.RED, 4, IN_REGISTER)
    else:
        print_.shape(circle(0, -153, 8), Plate.TURMERIC, 4, IN_REGISTER)


def _face(print_: Print) -> None:
    half = Print().line("M44 -58q-14 -16 -28 0", 4.6).line("M46 -78q-14 -10 -28 -2", 3.4)
    half.ink(circle(42, -34, 11, 8), Plate.RED)
    print_.both_sides(half).line("M-4 -46q4 6 8 0M-16 -22Q0 -6 16 -22", 4.4)
