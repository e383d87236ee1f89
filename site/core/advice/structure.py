"""How a page is built: headings in order, paragraphs that can be read on a phone."""

from __future__ import annotations

import re
from collections.abc import Sequence

from django.utils.translation import gettext as _
from wagtail.rich_text import get_text_for_indexing

from core.advice.findings import Advice
from core.advice.reading import Kind, Passage

LONGEST_PARAGRAPH = 900
"""Letters: some 180 words, more than a phone's screen."""

_END_OF_PARAGRAPH = re.compile(r"</(?:p|li)>|<br\s*/?>", re.IGNORECASE)


def advise_on_structure(passages: Sequence[Passage]) -> list[Advice]:
    """Return what is wrong with how the page is built."""
    return [*skipped_headings(passages), *long_paragraphs(passages)]


def skipped_headings(passages: Sequence[Passage]) -> list[Advice]:
    """Return advice on a small heading that has no large one above it."""
    has_large = False
    for passage in passages:
        if passage.kind is not Kind.HEADING:
            continue
        if passage.level == 2:  # noqa: PLR2004  # an h2
            has_large = True
        elif not has_large:
            return [
                Advice(
                    _("Tiêu đề nhỏ “%(excerpt)s” đứng trước mọi tiêu đề lớn. Hãy đổi cỡ thành “Lớn”.")
                    % {"excerpt": passage.excerpt},
                    passage.place.removesuffix(".text") + ".level",
                )
            ]
    return []


def long_paragraphs(passages: Sequence[Passage]) -> list[Advice]:
    """Return advice on each block with a paragraph that is too long."""
    return [
        Advice(
            _("Đoạn “%(excerpt)s” rất dài. Hãy ngắt thành vài đoạn ngắn.") % {"excerpt": passage.excerpt},
            passage.place,
        )
        for passage in passages
        if passage.kind is Kind.PARAGRAPH
        and any(
            len(get_text_for_indexing(part)) > LONGEST_PARAGRAPH
            for part in _END_OF_PARAGRAPH.split(passage.markup)
        )
    ]
