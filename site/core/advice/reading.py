"""What a page says, as passages: the form in which the rules read it."""

from __future__ import annotations

import html
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.text import Truncator
from wagtail import blocks
from wagtail.fields import StreamField
from wagtail.rich_text import get_text_for_indexing

from core.blocks.media import PictureBlock
from core.blocks.text import HeadingBlock

EXCERPT_WORDS = 7


class Kind(StrEnum):
    """What a passage is to a reader."""

    TITLE = "title"
    LEAD = "lead"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LINE = "line"
    PICTURE_TEXT = "picture_text"


@dataclass(frozen=True)
class Passage:
    """A piece of a page's text.

    Attributes:
        place: The field, or the content path inside it.
        kind: What it is.
        text: The words, without markup.
        markup: The HTML of a paragraph, as it is stored; empty for the rest.
        level: Of a heading: 2 or 3.
    """

    place: str
    kind: Kind
    text: str
    markup: str = ""
    level: int = 0

    @property
    def excerpt(self) -> str:
        """The first words, to recognise it by."""
        return Truncator(" ".join(self.text.split())).words(EXCERPT_WORDS, truncate="…")


@dataclass(frozen=True)
class Piece:
    """A block of a body with its value; what holds other blocks comes before them."""

    place: str
    block: blocks.Block
    value: Any


def pieces_of(page: Any) -> Iterator[Piece]:
    """Yield every block in every body of the page."""
    for field in stream_fields(page):
        for child in getattr(page, field.name):
            yield from _pieces(_below(field.name, child.id), child.block, child.value)


def stream_fields(page: Any) -> list[StreamField]:
    """Return the page's fields that are made of blocks."""
    return [field for field in page._meta.get_fields() if isinstance(field, StreamField)]


def _below(place: str, name: str | None) -> str:
    """Return the path of what is inside; a block that was never saved has no name yet."""
    return f"{place}.{name}" if name else place


def _pieces(place: str, block: blocks.Block, value: Any) -> Iterator[Piece]:
    yield Piece(place, block, value)
    if isinstance(block, blocks.StructBlock):
        for name, child in block.child_blocks.items():
            yield from _pieces(_below(place, name), child, value.get(name))
    elif isinstance(block, blocks.ListBlock):
        for bound in value.bound_blocks if value else ():
            yield from _pieces(_below(place, bound.id), bound.block, bound.value)


def passages_of(page: Any) -> list[Passage]:
    """Return the page's passages in the order in which they stand."""
    found = [Passage("title", Kind.TITLE, page.title or ""), Passage("lead", Kind.LEAD, page.lead or "")]
    if getattr(page, "picture_id", None) and not page.picture_is_decoration:
        found.append(Passage("picture_alt", Kind.PICTURE_TEXT, page.picture_text))
    told = ""
    for piece in pieces_of(page):
        if told and piece.place.startswith(told):
            continue  # part of a block that has been read as a whole
        told = ""
        if isinstance(piece.block, HeadingBlock):
            told = f"{piece.place}."
            level = 3 if piece.value.get("level") == "h3" else 2
            text = piece.value.get("text") or ""
            found.append(Passage(f"{piece.place}.text", Kind.HEADING, text, level=level))
        elif isinstance(piece.block, PictureBlock):
            if piece.value.get("image") and not piece.value.is_decoration:
                found.append(Passage(f"{piece.place}.alt_text", Kind.PICTURE_TEXT, piece.value.text))
        elif isinstance(piece.block, blocks.RichTextBlock):
            markup = piece.value.source if piece.value else ""
            text = html.unescape(get_text_for_indexing(markup))
            found.append(Passage(piece.place, Kind.PARAGRAPH, text, markup=markup))
        elif isinstance(piece.block, blocks.CharBlock | blocks.TextBlock) and not piece.place.endswith(
            ".alt_text"
        ):
            found.append(Passage(piece.place, Kind.LINE, str(piece.value or "")))
    return [passage for passage in found if passage.text.strip()]


def says_something(page: Any) -> bool:
    """Return whether there is anything in the page's bodies for a reader: words, a picture, a film, a file."""
    for piece in pieces_of(page):
        value = piece.value
        if isinstance(
            piece.block, blocks.StructBlock | blocks.ListBlock | blocks.BooleanBlock | blocks.ChoiceBlock
        ):
            continue
        if value and (
            not isinstance(piece.block, blocks.RichTextBlock) or get_text_for_indexing(value.source)
        ):
            return True
    return False
