"""The address box of the admin: Vietnamese titles become ASCII addresses in the browser too.

Wagtail's own box drops every letter with two marks and writes "dj" for đ ("tun-l-hng-ng" for
"Tuần lễ hưởng ứng"). Its `formatters` are the documented way to change that:
https://docs.wagtail.org/en/stable/reference/panels.html#overriding-sluginput
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from itertools import pairwise
from typing import Any

from django.db import models
from wagtail.admin.forms.models import register_form_field_override
from wagtail.admin.widgets import SlugInput

from core.vietnamese import fold

# Latin-1 letters to Ɖ's small letter, Latin Extended Additional: every letter of Vietnamese.
_LATIN_BLOCKS = (range(0x00C0, 0x0260), range(0x1E00, 0x1F00))
_COMBINING_MARKS = "[\u0300-\u036f]"


def _character_class(code_points: list[int]) -> str:
    """Return a regular expression class for sorted code points, neighbours joined to ranges."""
    starts = [code_points[0], *(after for before, after in pairwise(code_points) if after != before + 1)]
    ends = [*(before for before, after in pairwise(code_points) if after != before + 1), code_points[-1]]
    ranges = (
        chr(start) if start == end else f"{chr(start)}-{chr(end)}"
        for start, end in zip(starts, ends, strict=True)
    )
    return f"[{''.join(ranges)}]"


@cache
def slug_formatters() -> tuple[tuple[str, str], ...]:
    """Return (pattern, replacement) pairs that do in JavaScript what `core.vietnamese.slugify` does.

    One pair for each base letter, made from the same `fold`; then combining marks (NFD text) go,
    punctuation at the ends goes and other punctuation becomes a space, which Wagtail makes a hyphen:
    "387/QĐ-TTg" gives "387-qd-ttg" on both sides.
    """
    letters: dict[str, list[int]] = defaultdict(list)
    for block in _LATIN_BLOCKS:
        for code_point in block:
            base = fold(chr(code_point))
            if len(base) == 1 and base.isascii() and base.isalpha():
                letters[base].append(code_point)
    rules = [(_character_class(sorted(code_points)), base) for base, code_points in sorted(letters.items())]
    return (*rules, (_COMBINING_MARKS, ""), ("^[^A-Za-z0-9]+|[^A-Za-z0-9]+$", ""), ("[^A-Za-z0-9]+", " "))


class VietnameseSlugInput(SlugInput):
    """Wagtail's slug box, with the Vietnamese rules unless others are given."""

    def __init__(self, attrs: dict[str, Any] | None = None, **options: Any) -> None:
        options.setdefault("formatters", slug_formatters())
        super().__init__(attrs, **options)


def register() -> None:
    """Make every slug field of the admin use `VietnameseSlugInput`. Called when Django starts."""
    register_form_field_override(models.SlugField, override={"widget": VietnameseSlugInput})
