"""The press: colour plates first, slightly off register, then the key block in ink."""

import random
from typing import Self

from drawing.geometry import Point, number
from drawing.palette import Plate, paint

OFF_REGISTER: Point = (2.5, -2.5)
SLIGHTLY_OFF_REGISTER: Point = (2, -2)
IN_REGISTER: Point = (0, 0)

OUTLINE = 4.5


class Print:
    """Gathers the marks of one figure, in printing order. Every method returns the print, for chaining."""

    def __init__(self, register: Point = OFF_REGISTER) -> None:
        self._marks: list[str] = []
        self._register = register

    def plate(self, path: str, colour: str, register: Point | None = None) -> Self:
        """Print a flat fill, shifted by ``register`` units (by default as the whole print is)."""
        across, down = self._register if register is None else register
        shift = f' transform="translate({number(across)} {number(down)})"' if across or down else ""
        return self.add(f'<path d="{path}" fill="{paint(colour)}"{shift}/>')

    def line(self, path: str, width: float = OUTLINE, colour: str = Plate.LINE) -> Self:
        """Print an outline."""
        stroke = f'stroke="{paint(colour)}" stroke-width="{number(width)}"'
        return self.add(f'<path d="{path}" fill="none" {stroke}/>')

    def ink(self, path: str, colour: str = Plate.LINE) -> Self:
        """Print a solid mark in register, such as burin strokes."""
        return self.plate(path, colour, IN_REGISTER)

    def shape(self, path: str, colour: str, width: float = OUTLINE, register: Point | None = None) -> Self:
        """Print a plate and its outline."""
        if (self._register if register is None else register) == IN_REGISTER:
            stroke = f'stroke="{paint(Plate.LINE)}" stroke-width="{number(width)}"'
            return self.add(f'<path d="{path}" fill="{paint(colour)}" {stroke}/>')
        return self.plate(path, colour, register).line(path, width)

    def both_sides(self, half: "Print") -> Self:
        """Print one half of a symmetrical figure, mirrored on the left and plain on the right."""
        markup = half.markup()
        return self.add(f'<g transform="scale(-1 1)">{markup}</g>').add(markup)

    def add(self, markup: str) -> Self:
        """Add finished markup, such as another figure."""
        self._marks.append(markup)
        return self

    def markup(self) -> str:
        """Return everything printed so far as SVG elements."""
        return "".join(self._marks)


def placed(markup: str, x: float, y: float, *, scale: float = 1, turn: float = 0) -> str:
    """Return the markup moved to (x, y), then turned by ``turn`` degrees and scaled."""
    transform = f"translate({number(x)} {number(y)})" if x or y else ""
    if turn:
        transform += f" rotate({number(turn)})"
    if scale != 1:
        transform += f" scale({round(scale, 3):g})"
    return f'<g transform="{transform.strip()}">{markup}</g>' if transform else markup


def carver(seed: int) -> random.Random:
    """Return the unsteady hand of the carver: the same seed always cuts the same block."""
    return random.Random(seed)  # noqa: S311 - a drawing keeps no secret


def standalone_svg(markup: str, width: int, height: int) -> str:
    """Return a complete SVG file around the markup; colours are still custom properties."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}"'
        f' viewBox="0 0 {width} {height}" stroke-linejoin="round" stroke-linecap="round">{markup}</svg>'
    )
