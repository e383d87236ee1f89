"""The headings of a body: their anchors, and the list of contents above a long text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any, NamedTuple

from core.vietnamese import slugify

FEWEST_HEADINGS = 4
"""A shorter text is seen at a glance."""
ANCHOR_LETTERS = 60


class Part(NamedTuple):
    """One block of a body.

    Attributes:
        block: The block with its value.
        anchor: The ``id`` of its heading; empty when it has none.
        heading: The words of its heading.
        level: ``h2`` or ``h3``.
    """

    block: Any
    anchor: str = ""
    heading: str = ""
    level: str = ""


def parts_of(body: Iterable[Any]) -> list[Part]:
    """Return the blocks in order; equal headings get different anchors."""
    parts, seen = [], Counter[str]()
    for block in body:
        heading, level = _heading(block)
        if not heading:
            parts.append(Part(block))
            continue
        anchor = f"muc-{slugify(heading)[:ANCHOR_LETTERS].strip('-')}"
        seen[anchor] += 1
        if seen[anchor] > 1:
            anchor = f"{anchor}-{seen[anchor]}"
        parts.append(Part(block, anchor, heading, level))
    return parts


def contents(parts: Iterable[Part]) -> list[Part]:
    """Return the parts to list above the text; none when there are few."""
    headings = [part for part in parts if part.anchor]
    return headings if len(headings) >= FEWEST_HEADINGS else []


def _heading(block: Any) -> tuple[str, str]:
    """Return the words and the level of a block's heading; both empty when it has none."""
    if block.block_type == "heading":
        return block.value.get("text") or "", block.value.get("level") or "h2"
    if block.block_type == "steps":
        return block.value.get("title") or "", "h2"
    return "", ""
