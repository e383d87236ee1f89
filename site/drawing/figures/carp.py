"""The carp that leaps: the figure of the poster, after the story of the carp at the dragon gate."""

import math
from collections.abc import Sequence
from itertools import pairwise

from drawing.geometry import Curve, Point, circle, pair, smooth, straight_taper, taper
from drawing.ink import IN_REGISTER, Print
from drawing.palette import Plate

# Half the width of the body (at scale 1) along its length, from the tail (0) to the mouth (1).
_PROFILE = (
    (0, 15),
    (0.1, 20),
    (0.26, 40),
    (0.44, 58),
    (0.6, 65),
    (0.74, 63),
    (0.84, 54),
    (0.92, 39),
    (0.97, 25),
    (1, 12),
)
# How many scales stand side by side where half the body is thicker than so many units.
_SCALES_ACROSS = ((46, 5), (30, 4), (0, 3))
# A scale that the edge of the body cuts narrower than this is left out.
_THINNEST_SCALE = 0.12
_BACK, _BELLY = -1, 1


class _Body:
    """The shape of one carp: a spine with a width. A place on it is (share of length, share of width)."""

    def __init__(self, spine: Sequence[Point], scale: float) -> None:
        self.spine = Curve(spine)
        self.scale = scale

    def half_width(self, share: float) -> float:
        for (start, from_width), (end, to_width) in pairwise(_PROFILE):
            if share <= end:
                part = (share - start) / (end - start)
                eased = part * part * (3 - 2 * part) * 0.5 + part * 0.5
                return (from_width + (to_width - from_width) * eased) * self.scale
        return _PROFILE[-1][1] * self.scale

    def at(self, share: float, side: float, beyond: float = 0) -> Point:
        """Return a place on the body; ``side`` runs from back to belly, ``beyond`` is past the edge."""
        x, y = self.spine.at(share)
        across, down = self.spine.direction(share)
        outwards = 1 if side >= 0 else -1
        reach = self.half_width(share) * side + outwards * beyond * self.scale
        return x + down * reach, y - across * reach

    def edge(self, shares: Sequence[float], side: float) -> list[Point]:
        return [self.at(share, side) for share in shares]

    def forward(self, point: Point, share: float, distance: float) -> Point:
        """Return the point moved along the spine, towards the mouth."""
        across, down = self.spine.direction(share)
        return point[0] + across * distance * self.scale, point[1] + down * distance * self.scale

    def behind(self, angle: float, distance: float) -> Point:
        """Return a place behind the tail, ``angle`` radians off the line of the spine."""
        x, y = self.spine.at(0)
        across, down = self.spine.direction(0)
        heading = math.atan2(-down, -across) + angle
        return x + math.cos(heading) * distance * self.scale, y + math.sin(heading) * distance * self.scale

    def mouth(self, distance: float) -> Point:
        return self.forward(self.spine.at(1), 1, distance)


def carp(
    spine: Sequence[Point],
    scale: float = 1,
    *,
    body: str = Plate.RED,
    fins: str = Plate.LEAF,
    head: str = Plate.TURMERIC,
) -> str:
    """Draw a carp along a spine of four Bézier control points, tail first.

    ``scale`` 1 gives a body 130 units thick. ``body``, ``fins`` and ``head`` are plates.
    """
    shape = _Body(spine, scale)
    print_ = Print()
    _tail(print_, shape, fins)
    _fin(print_, shape, (0.3, 0.7), _BACK, height=50, lean=26, rays=8, colour=fins)
    _fin(print_, shape, (0.14, 0.26), _BELLY, height=40, lean=30, rays=3, colour=fins)
    _trunk(print_, shape, body)
    _head(print_, shape, head)
    _mouth(print_, shape, body)
    _side_fin(print_, shape, fins)
    return print_.markup()


def _tail(print_: Print, body: _Body, colour: str) -> None:
    behind = body.behind
    outline = (
        f"M{pair(body.at(0.02, _BACK))}"
        f"C{pair(behind(0.75, 40))} {pair(behind(1, 92))} {pair(behind(0.86, 142))}"
        f"C{pair(behind(0.55, 128))} {pair(behind(0.28, 96))} {pair(behind(0.06, 74))}"
        f"C{pair(behind(-0.2, 104))} {pair(behind(-0.44, 140))} {pair(behind(-0.78, 158))}"
        f"C{pair(behind(-0.98, 104))} {pair(behind(-0.8, 44))} {pair(body.at(0.02, _BELLY))}Z"
    )
    print_.shape(outline, colour)
    rays = (
        (0.62, 30, 112),
        (0.8, 34, 118),
        (0.42, 34, 92),
        (-0.28, 34, 98),
        (-0.5, 34, 122),
        (-0.7, 34, 134),
    )
    strokes = [
        taper(
            behind(angle * 0.55, near),
            behind(angle * 0.9, (near + far) / 2),
            behind(angle, far),
            4 * body.scale,
        )
        for angle, near, far in rays
    ]
    print_.ink("".join(strokes))


def _fin(
    print_: Print,
    body: _Body,
    span: tuple[float, float],
    side: int,
    *,
    height: float,
    lean: float,
    rays: int,
    colour: str,
) -> None:
    """Print a fin on the back or the belly: high in front, leaning back, with one stroke between bumps."""
    back, front = span

    def tip(step: float, reach: float) -> tuple[float, Point]:
        share = front + (back - front) * step
        rise = math.sin(math.pi * (0.12 + 0.82 * (1 - step) ** 0.72))
        point = body.at(share, side, height * rise * reach)
        return share, body.forward(point, share, -lean * (0.35 + 0.65 * (1 - step)))

    outline = [body.at(front, side, -6)]
    outline += [tip(index / rays, 1)[1] for index in range(rays + 1)]
    outline.append(body.at(back, side, -6))
    print_.shape(smooth(outline) + "Z", colour)
    strokes = []
    for index in range(rays):
        share, end = tip((index + 0.5) / rays, 0.86)
        strokes.append(straight_taper(body.at(share, side), end, 3 * body.scale))
    print_.ink("".join(strokes))


def _trunk(print_: Print, body: _Body, colour: str) -> None:
    shares = (0, 0.08, 0.18, 0.3, 0.42, 0.54, 0.66, 0.78, 0.88, 0.95, 0.985)
    around = [*body.edge(shares, _BACK), body.mouth(4), *body.edge(shares[::-1], _BELLY)]
    outline = smooth(around, closed=True)
    print_.plate(outline, colour)
    belly_edge = smooth(body.edge((0.06, 0.18, 0.3, 0.42, 0.54, 0.66, 0.78), _BELLY))
    inner_edge = smooth(body.edge((0.78, 0.6, 0.45, 0.3, 0.15, 0.06), 0.52))
    print_.ink(f"{belly_edge}L{inner_edge[1:]}Z", Plate.TURMERIC)
    print_.line(_scales(body), 2.6 * body.scale + 0.4)
    print_.line(outline, 5 * body.scale)


def _scales(body: _Body) -> str:
    arcs = []
    for row in range(17):
        share = 0.05 + 0.044 * row
        thickness = body.half_width(share) / body.scale
        count = next(count for least, count in _SCALES_ACROSS if thickness > least)
        first = -1 + (1 / count if row % 2 else 0)
        for index in range(count + 1):
            centre = first + 2 * index / count
            start, end = max(-1, centre - 1 / count), min(1, centre + 1 / count)
            if end - start < _THINNEST_SCALE:
                continue
            fullness = (end - start) * count / 2
            top = body.at(max(0, share - 0.075 * fullness), (start + end) / 2)
            arcs.append(f"M{pair(body.at(share, start))}Q{pair(top)} {pair(body.at(share, end))}")
    return "".join(arcs)


def _head(print_: Print, body: _Body, colour: str) -> None:
    scale = body.scale
    shares = (0.8, 0.85, 0.9, 0.95, 0.985)
    outline = smooth([*body.edge(shares, _BACK), body.mouth(4), *body.edge(shares[::-1], _BELLY)])
    top, bottom = body.at(0.8, _BACK), body.at(0.8, _BELLY)
    gill = body.at(0.725, 0)
    print_.ink(f"{outline}Q{pair(gill)} {pair(top)}Z", colour)
    print_.line(f"M{pair(bottom)}Q{pair(gill)} {pair(top)}", 5 * scale).line(outline, 5 * scale)
    inner_gill = f"M{pair(body.at(0.825, 0.82))}Q{pair(body.at(0.765, 0))} {pair(body.at(0.825, -0.82))}"
    print_.line(inner_gill, 3 * scale)
    eye_x, eye_y = body.at(0.9, -0.36)
    print_.shape(circle(eye_x, eye_y, 13 * scale), Plate.PAPER, 4 * scale, IN_REGISTER)
    print_.ink(circle(eye_x + 1.5 * scale, eye_y - scale, 6.5 * scale))
    brow = taper(body.at(0.87, -0.8), body.at(0.855, -0.5), body.at(0.862, -0.15), 3 * scale)
    cheek = taper(body.at(0.97, 0.55), body.at(0.94, 0.45), body.at(0.885, 0.55), 3.5 * scale)
    print_.ink(brow + cheek)


def _mouth(print_: Print, body: _Body, colour: str) -> None:
    scale = body.scale
    lips = body.mouth(3)
    print_.shape(circle(*lips, 10 * scale), colour, 4 * scale, IN_REGISTER)
    print_.ink(circle(*body.forward(lips, 1, 4), 4.5 * scale))
    for side, (bend_x, bend_y), length in ((-0.9, (14, -20), 40), (0.9, (-4, 22), 26)):
        root = body.at(0.955, side)
        ahead = body.forward(root, 0.95, length * 0.6)
        bend = (ahead[0] + bend_x * scale, ahead[1] + bend_y * scale)
        end = (bend[0] + bend_x * 1.2 * scale, bend[1] + (bend_y * 0.4 + 10) * scale)
        print_.line(f"M{pair(root)}Q{pair(bend)} {pair(end)}", 3.6 * scale)


def _side_fin(print_: Print, body: _Body, colour: str) -> None:
    root = body.at(0.7, 0.62)
    end = body.forward(body.at(0.5, 0.72, 10), 0.5, -10)
    outline = (
        f"M{pair(root)}C{pair(body.at(0.66, 1.1))} {pair(body.at(0.58, 1.15))} {pair(end)}"
        f"C{pair(body.at(0.52, 0.45))} {pair(body.at(0.58, 0.2))} {pair(body.at(0.68, 0.12))}"
        f"Q{pair(body.at(0.72, 0.35))} {pair(root)}Z"
    )
    print_.shape(outline, colour)
    strokes = [
        taper(
            body.at(0.675, side),
            body.at(0.61, side + 0.06),
            body.at(0.545, side * 0.7 + 0.3),
            2.6 * body.scale,
        )
        for side in (0.28, 0.45, 0.6)
    ]
    print_.ink("".join(strokes))
