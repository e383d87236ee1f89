"""What a figure stands on and in front of: a field of colour, the land, a wall of dots, a shelf board."""

from drawing.geometry import circle
from drawing.ink import IN_REGISTER, Print, carver
from drawing.palette import Plate, paint


def field(width: int, height: int, colour: str) -> str:
    """Fill the whole picture with one plate."""
    return Print().ink(f"M0 0H{width}V{height}H0Z", colour).markup()


def land(width: int, height: int, top: int, colour: str) -> str:
    """Draw the land from ``top`` down, with its horizon in ink."""
    print_ = Print().ink(f"M0 {top}H{width}V{height}H0Z", colour)
    return print_.line(f"M0 {top}H{width}", 5).markup()


def dots(width: int, height: int, colour: str, *, step: int = 46) -> str:
    """Scatter pale dots over the field, on a grid that the hand did not quite keep."""
    hand = carver(1)
    path = []
    for row in range(height // step + 1):
        for column in range(width // step + 1):
            x = column * step + (step / 2 if row % 2 else 0) + hand.uniform(-3, 3)
            y = row * step + hand.uniform(-3, 3)
            path.append(circle(x, y, 2.6))
    return f'<path d="{"".join(path)}" fill="{paint(colour)}" opacity=".5"/>'


def board(left: int, right: int, top: int, colour: str = Plate.RED) -> str:
    """Draw the board of a shelf, 18 units thick."""
    return Print().shape(f"M{left} {top}H{right}V{top + 18}H{left}Z", colour, 5, IN_REGISTER).markup()


def meadow(outline: str, colour: str = Plate.LEAF) -> str:
    """Draw rolling land with the given outline."""
    return Print().shape(outline, colour, 4, IN_REGISTER).markup()
