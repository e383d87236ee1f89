"""The guide's text, a file a role, as chapters and steps.

The texts are Vietnamese and lie in ``texts/<role>.toml``; their pictures are photographs of the real admin, made by
``make guide`` (tests/guide_pictures.py) and checked against it by tests/browser/test_guide.py.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders

from accounts.roles import Role

TEXTS = Path(__file__).parent / "texts"
FOLDER = "guide"
"""Where the pictures lie, below the static files."""


@dataclass(frozen=True)
class Shot:
    """A picture of a screen of the admin.

    Attributes:
        name: The file's name without its ending, unique in the whole guide.
        alt: What it shows.
        screen: The screen's path; ``{slug}`` in it stands for the number of the page with that slug.
        mark: What the picture points at, as a CSS selector.
        clicks: What is clicked before, as CSS selectors.
        width: The window's width in pixels.
        height: The window's height in pixels.
    """

    name: str
    alt: str
    screen: str
    mark: str
    clicks: tuple[str, ...] = ()
    width: int = 1024
    height: int = 640

    @property
    def is_narrow(self) -> bool:
        """Whether it shows a telephone."""
        return self.width < self.height

    @property
    def file(self) -> str:
        """The picture's path below the static files."""
        return f"{FOLDER}/{self.name}.webp"

    def content(self) -> bytes:
        """Return the picture.

        Raises:
            FileNotFoundError: ``make guide`` was not run after the text was written.
        """
        found = finders.find(self.file)
        if found is None:
            raise FileNotFoundError(self.file)
        return Path(found).read_bytes()


@dataclass(frozen=True)
class Step:
    """One thing to do, with a picture or without."""

    text: str
    shot: Shot | None = None


@dataclass(frozen=True)
class Chapter:
    """Some steps that lead to one end."""

    title: str
    anchor: str
    introduction: str
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class Guide:
    """What one role does, first things first."""

    role: Role
    title: str
    introduction: str
    chapters: tuple[Chapter, ...]

    @property
    def shots(self) -> tuple[Shot, ...]:
        """All pictures, in order."""
        return tuple(step.shot for chapter in self.chapters for step in chapter.steps if step.shot)


@cache
def guide_for(role: Role) -> Guide:
    """Return a role's guide."""
    with (TEXTS / f"{role}.toml").open("rb") as file:
        words = tomllib.load(file)
    chapters = tuple(
        Chapter(
            title=chapter["title"],
            anchor=chapter["anchor"],
            introduction=chapter.get("introduction", ""),
            steps=tuple(_step(step) for step in chapter["step"]),
        )
        for chapter in words["chapter"]
    )
    return Guide(role, words["title"], words["introduction"], chapters)


def guides_of(user: Any) -> list[Guide]:
    """Return all guides, first those of the user's own roles. One query."""
    groups = set(user.groups.values_list("name", flat=True))
    mine = [role for role in Role if role.group_name in groups]
    return [guide_for(role) for role in (*mine, *(role for role in Role if role not in mine))]


def _step(words: dict[str, Any]) -> Step:
    shot = words.get("shot")
    if shot is None:
        return Step(words["text"])
    clicks = tuple(shot.get("clicks", ()))
    return Step(words["text"], Shot(**{**shot, "clicks": clicks}))
