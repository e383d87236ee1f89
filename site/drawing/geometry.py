"""Points, numbers and path outlines. Everything here returns SVG path data or plain numbers."""

import math
from bisect import bisect_left
from collections.abc import Sequence

Point = tuple[float, float]

_CURVE_STEPS = 200
# Coordinates from here on are whole; below, a tenth still shows.
_WHOLE_FROM = 40


def number(value: float) -> str:
    """Write a coordinate short: whole when large, with one decimal when small, never ``-0``."""
    text = f"{value:.0f}" if abs(value) >= _WHOLE_FROM else f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def pair(point: Point) -> str:
    """Write a point as ``x y``."""
    return f"{number(point[0])} {number(point[1])}"


def middle(start: Point, end: Point) -> Point:
    """Return the point half way."""
    return (start[0] + end[0]) / 2, (start[1] + end[1]) / 2


def circle(x: float, y: float, radius: float, radius_y: float | None = None) -> str:
    """Return a circle, or an ellipse when a second radius is given."""
    radius_y = radius_y or radius
    arc = f"a{number(radius)} {number(radius_y)} 0 1 1"
    return f"M{number(x - radius)} {number(y)}{arc} {number(2 * radius)} 0{arc} {number(-2 * radius)} 0Z"


def smooth(points: Sequence[Point], *, closed: bool = False) -> str:
    """Return a rounded line through all points (a Catmull-Rom spline written as Bézier curves)."""
    count = len(points)
    path = [f"M{pair(points[0])}"]
    for index in range(count if closed else count - 1):
        before = points[index - 1] if closed or index > 0 else points[0]
        start = points[index]
        end = points[(index + 1) % count]
        after = points[(index + 2) % count] if closed or index + 2 < count else points[-1]
        leave = (start[0] + (end[0] - before[0]) / 6, start[1] + (end[1] - before[1]) / 6)
        arrive = (end[0] - (after[0] - start[0]) / 6, end[1] - (after[1] - start[1]) / 6)
        path.append(f"C{pair(leave)} {pair(arrive)} {pair(end)}")
    return "".join(path) + ("Z" if closed else "")


def taper(start: Point, control: Point, end: Point, width: float) -> str:
    """Return a burin stroke: pointed at both ends, fat in the middle.

    ``control`` is the control point of the bend and ``width`` the distance that both edges keep from it.
    """
    across, down = end[0] - start[0], end[1] - start[1]
    length = math.hypot(across, down) or 1
    normal = (-down / length * width, across / length * width)
    one_side = (control[0] + normal[0], control[1] + normal[1])
    other_side = (control[0] - normal[0], control[1] - normal[1])
    return f"M{pair(start)}Q{pair(one_side)} {pair(end)}Q{pair(other_side)} {pair(start)}Z"


def straight_taper(start: Point, end: Point, width: float) -> str:
    """Return a burin stroke without a bend."""
    return taper(start, middle(start, end), end, width)


def ring(x: float, y: float, radius_x: float, radius_y: float, swell: Sequence[float]) -> list[Point]:
    """Return points around an ellipse, each pushed out by its own factor of ``swell``."""
    points = []
    for index, factor in enumerate(swell):
        angle = 2 * math.pi * index / len(swell)
        points.append((x + radius_x * factor * math.cos(angle), y + radius_y * factor * math.sin(angle)))
    return points


class Curve:
    """A cubic Bézier curve that is walked by length: 0 is its start, 0.5 half the way, 1 its end."""

    def __init__(self, controls: Sequence[Point]) -> None:
        self.controls = tuple(controls)
        self._lengths = [0.0]
        before = self._raw_at(0)
        for step in range(1, _CURVE_STEPS + 1):
            here = self._raw_at(step / _CURVE_STEPS)
            self._lengths.append(self._lengths[-1] + math.dist(before, here))
            before = here

    def at(self, share: float) -> Point:
        """Return the point at that share of the length."""
        return self._raw_at(self._parameter(share))

    def direction(self, share: float) -> Point:
        """Return the unit vector along the curve at that share of the length."""
        parameter = self._parameter(share)
        rest = 1 - parameter
        first, second, third, fourth = self.controls
        across, down = (
            3 * rest * rest * (second[axis] - first[axis])
            + 6 * rest * parameter * (third[axis] - second[axis])
            + 3 * parameter * parameter * (fourth[axis] - third[axis])
            for axis in (0, 1)
        )
        length = math.hypot(across, down)
        return across / length, down / length

    def _raw_at(self, parameter: float) -> Point:
        rest = 1 - parameter
        weights = (rest**3, 3 * rest**2 * parameter, 3 * rest * parameter**2, parameter**3)
        x = sum(weight * control[0] for weight, control in zip(weights, self.controls, strict=True))
        y = sum(weight * control[1] for weight, control in zip(weights, self.controls, strict=True))
        return x, y

    def _parameter(self, share: float) -> float:
        wanted = min(max(share, 0), 1) * self._lengths[-1]
        index = min(max(bisect_left(self._lengths, wanted), 1), _CURVE_STEPS)
        before, after = self._lengths[index - 1], self._lengths[index]
        part = (wanted - before) / (after - before) if after > before else 0
        return (index - 1 + part) / _CURVE_STEPS
