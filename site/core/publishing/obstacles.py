"""What keeps a page from going public: asked by the form, by every ``publish()`` and by the schedule runner."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from wagtail import hooks

OBSTACLES_HOOK = "find_publishing_obstacles"
"""Rooms above register a function of (page, form or None) that returns obstacles."""


@dataclass(frozen=True)
class Obstacle:
    """What keeps a page from going public.

    Attributes:
        field: The field, or the list of rows, that it stands at; empty for the page as a whole.
        message: What is missing, in words for editors.
        path: The exact place as Wagtail's content path ("body.<block id>.alt_text"); empty for the field as a whole.
    """

    field: str
    message: str
    path: str = ""

    @property
    def place(self) -> str:
        """Where an editor is led."""
        return self.path or self.field


def obstacles(page: Any, form: Any = None) -> list[Obstacle]:
    """Return what keeps the page, as it would be published, from going public now.

    Args:
        page: The page with the words that would be public.
        form: The edit form, when there is one: what it adds below the page is not in the page yet.
    """
    return [obstacle for ask in hooks.get_hooks(OBSTACLES_HOOK) for obstacle in ask(page, form)]


def refuse_with_obstacles(page: Any) -> None:
    """Do nothing, or say what keeps the page from going public.

    Raises:
        ValidationError: By field.
    """
    found: dict[str, list[str]] = {}
    for obstacle in obstacles(page):
        found.setdefault(obstacle.field or NON_FIELD_ERRORS, []).append(obstacle.message)
    if found:
        raise ValidationError(found)
