"""The kinds of Word papers, each with a built-in template that the office may replace by its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from papers.filling import TemplateError, fill

__all__ = ["DOCX_TYPE", "PaperKind", "TemplateError", "get", "kinds", "register", "render", "template_of"]

DOCX_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True)
class PaperKind:
    """One kind of paper.

    Attributes:
        key: Its name in code and in the database.
        label: Its name on screen.
        build: Returns the built-in template, a Word file with docxtpl tags.
        sample: Returns made-up content with every name that a template may use: uploads are tried with it.
        tags: Name that a template may use -> what it stands for, in words for the office.
    """

    key: str
    label: Any
    build: Callable[[], bytes]
    sample: Callable[[], dict[str, Any]]
    tags: Mapping[str, Any] = field(default_factory=dict)


_KINDS: dict[str, PaperKind] = {}


def register(kind: PaperKind) -> None:
    """Make a kind known; an app does it once, when it is ready."""
    _KINDS[kind.key] = kind


def kinds() -> list[PaperKind]:
    """Return all kinds in the order of their registration."""
    return list(_KINDS.values())


def get(key: str) -> PaperKind:
    """Return a kind.

    Raises:
        KeyError: Nobody registered it.
    """
    return _KINDS[key]


def template_of(key: str) -> bytes:
    """Return the template in use: the office's own, or else the built-in one."""
    from papers.models import OfficeTemplate  # noqa: PLC0415  # kinds are registered before models are loaded

    own = OfficeTemplate.objects.filter(kind=key).first()
    return (own.content() if own else None) or get(key).build()


def render(key: str, context: Mapping[str, Any]) -> bytes:
    """Return the paper as a Word file.

    Raises:
        TemplateError: The office's template cannot be filled in.
        KeyError: There is no such kind.
    """
    return fill(template_of(key), context)
