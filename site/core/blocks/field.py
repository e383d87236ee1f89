"""The field that holds a body."""

from __future__ import annotations

from typing import Any

from wagtail.fields import StreamField

from core.blocks.body import Body


class BodyField(StreamField):
    """A StreamField of the blocks of ``Body``.

    Migrations name the field alone, without its blocks: these change nothing in the table, and a new help text
    would otherwise make a migration in every app that has pages.
    """

    def __init__(self, block_types: Any = None, **kwargs: Any) -> None:
        super().__init__(block_types or Body(), **kwargs)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        """Return how a migration writes the field."""
        name, path, _args, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        return name, path, [], kwargs
