"""The sizes of pictures that public templates ask for; tests/unit/test_house_rules.py compares the two."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

RENDITION_FORMATS = ("webp", "jpeg")
SHAPES: Mapping[str, tuple[str, ...]] = {
    "square": ("fill-160x160", "fill-320x320", "fill-640x640"),
    "wide": ("fill-384x256", "fill-480x320", "fill-840x560", "fill-1280x853"),
    "natural": ("width-480", "width-720", "width-960", "width-1280", "width-1920"),
    "plate": ("fill-320x296", "fill-640x592"),
    "cover": ("width-320", "width-640"),
}
"""By the shape that components/picture.html, honour_plate.html and book_cover.html call it; smallest first."""
MARK = "max-192x192"
"""The school's mark in the header of every page, in the format of its file."""
THUMBNAIL = "max-165x165"
"""What Wagtail's list of pictures and its chooser ask for: thirty at once, which nobody should wait for."""
RENDITION_SIZES = tuple(size for sizes in SHAPES.values() for size in sizes)

_SIZE = re.compile(r"(fill|width|max|min|height)-(\d+)(?:x(\d+))?")
_SHAPE_TOLERANCE = 0.15


class Made(NamedTuple):
    """A size that exists, as the database has it."""

    filter_spec: str
    focal_point_key: str
    file: str
    width: int
    height: int


def sizes_for(width: int, height: int) -> list[str]:
    """Return the specs worth making of a picture: of each shape up to the first that it cannot fill.

    Wagtail enlarges nothing, so that all larger ones would be the same file once more.
    """
    specs = []
    for sizes in SHAPES.values():
        for size in sizes:
            specs += [f"format-{kind}|{size}" for kind in RENDITION_FORMATS]
            wanted_width, wanted_height = _measures(size)
            if width <= wanted_width or (wanted_height and height <= wanted_height):
                break
    return specs


def is_for_pages(spec: str) -> bool:
    """Return whether a page asks for this size, and not only a screen for editors."""
    return spec.rpartition("|")[2] in {*RENDITION_SIZES, MARK}


def _measures(spec: str) -> tuple[int, int]:
    """Return the width and height that a spec asks for; 0 where it asks for none."""
    match = _SIZE.search(spec)
    if match is None:
        return 0, 0
    return int(match[2]), int(match[3] or 0)


def nearest(spec: str, made: Iterable[Made]) -> Made | None:
    """Return what comes closest to a size that is not there: the same cut, then the same shape, then the width."""
    wanted_width, wanted_height = _measures(spec)

    def distance(one: Made) -> tuple[bool, bool, bool, int]:
        shape = one.width / max(one.height, 1)
        wanted = wanted_width / wanted_height if wanted_width and wanted_height else shape
        return (
            one.filter_spec != spec,
            abs(shape - wanted) > _SHAPE_TOLERANCE,
            one.width < wanted_width,
            abs(one.width - wanted_width),
        )

    return min(made, key=distance, default=None)
