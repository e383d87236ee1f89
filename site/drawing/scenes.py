"""Whole pictures: one main figure, one companion, one ground.

A scene stands where a page has no photograph. It is chosen by meaning (a story about reading gets the reading
children); the seed then makes the page's own print of it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from drawing import compositions
from drawing.compositions.sheet import HEIGHT, WIDE_WIDTH, WIDTH
from drawing.ink import standalone_svg
from drawing.palette import with_day_colours
from drawing.variation import Variation


class Scene(StrEnum):
    """The pictures to choose from."""

    READING = "reading"
    READING_WIDE = "reading_wide"
    DRUM = "drum"
    DIGITAL = "digital"
    LIBRARY = "library"
    COMMUNAL_HOUSE = "communal_house"
    LOTUS = "lotus"
    TOAD = "toad"
    CARP = "carp"
    KITES = "kites"
    OPEN_BOOK = "open_book"


@dataclass(frozen=True)
class Composition:
    """A drawn scene: its markup, its size in units and where a narrow crop should look."""

    markup: str
    width: int
    height: int
    focus: float


def scene_svg(scene: str, *, seed: int = 0) -> str:
    """Return a scene as a complete SVG file with literal colours.

    Seed 0 is the original picture. Raise ValueError for an unknown scene.
    """
    composition = compose(scene, seed=seed)
    svg = standalone_svg(composition.markup, composition.width, composition.height)
    return with_day_colours(svg)


def compose(scene: str, *, seed: int = 0) -> Composition:
    """Draw a scene, painted with custom properties. Raise ValueError for an unknown scene."""
    scene = Scene(scene)
    variation = Variation(seed)
    width = WIDE_WIDTH if scene == Scene.READING_WIDE else WIDTH
    draw, focus = _SCENES[scene]
    markup = draw(variation)
    if variation.pick("side", 2):
        markup = f'<g transform="translate({width} 0) scale(-1 1)">{markup}</g>'
        focus = width - focus
    return Composition(markup, width, HEIGHT, focus)


# Each scene with the middle of its main figure, kept in sight when the picture is cropped.
_SCENES: dict[Scene, tuple[Callable[[Variation], str], float]] = {
    Scene.READING: (compositions.reading, 415),
    Scene.READING_WIDE: (compositions.reading_wide, 540),
    Scene.DRUM: (compositions.drum, 310),
    Scene.DIGITAL: (compositions.digital, 320),
    Scene.LIBRARY: (compositions.library, 440),
    Scene.COMMUNAL_HOUSE: (compositions.communal_house, 280),
    Scene.LOTUS: (compositions.lotus, 350),
    Scene.TOAD: (compositions.toad, 320),
    Scene.CARP: (compositions.carp, 370),
    Scene.KITES: (compositions.kites, 320),
    Scene.OPEN_BOOK: (compositions.open_book, 320),
}
