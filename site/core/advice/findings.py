"""One piece of advice."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Advice:
    """Something that a reader would stumble over.

    Attributes:
        message: What it is and what to do, in words for editors.
        place: Where it is: a field's name, or Wagtail's content path ("body.<block id>.text").
    """

    message: str
    place: str = ""
