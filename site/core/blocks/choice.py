"""Choices and ticks that the comparison of two versions shows in their words, not as ``h2`` or ``True``."""

from __future__ import annotations

from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail import blocks
from wagtail.admin.compare import CharBlockComparison, diff_text


class WordsComparison(CharBlockComparison):
    """Compare what the editor reads. Wagtail asks a block for it by ``get_comparison_class``."""

    def htmlvalue(self, val: Any) -> SafeString:
        """Return the words of one value."""
        return escape(self.block.words_of(val))

    def htmldiff(self) -> SafeString:
        """Return the words of both, with what changed marked."""
        return diff_text(self.block.words_of(self.val_a), self.block.words_of(self.val_b)).to_html()


class ChoiceBlock(blocks.ChoiceBlock):
    """One of several; migrations write it as Wagtail's own."""

    def get_comparison_class(self) -> type[WordsComparison]:
        """Return how two versions are compared."""
        return WordsComparison

    def get_searchable_content(self, value: Any) -> list[str]:
        """Return nothing: the labels are the editor's, and no reader finds "Lớn" beside a heading."""
        return []

    def words_of(self, value: Any) -> str:
        """Return the label of a value."""
        return str(dict(self.field.choices).get(value, value or ""))


class BooleanBlock(blocks.BooleanBlock):
    """A tick."""

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        """Return how a migration writes it: as Wagtail's own."""
        _path, args, kwargs = super().deconstruct()
        return "wagtail.blocks.BooleanBlock", args, kwargs

    def get_comparison_class(self) -> type[WordsComparison]:
        """Return how two versions are compared."""
        return WordsComparison

    def words_of(self, value: Any) -> str:
        """Return whether it is ticked."""
        return _("có") if value else _("không")
