"""Wagtail's rich text editor, with a parser of its own for each text that is opened.

Wagtail's keeps one parser for all requests of a process (https://github.com/wagtail/wagtail/issues/14573): when two
editors open a form in the same moment, on two threads, one gets an error or a paragraph of the other's. Goes when a
release has mended that; tests/unit/core/test_rich_text.py shows it.
"""

from __future__ import annotations

from copy import copy
from typing import Any

from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.admin.rich_text.converters.html_to_contentstate import HtmlToContentStateHandler
from wagtail.admin.rich_text.editors.draftail import DraftailRichTextArea


class Converter(ContentstateConverter):
    """Reads each text with a new parser."""

    def from_database_format(self, html: str) -> str:
        """Return the stored text as the editor's JSON."""
        own = copy(self)
        own.html_to_contentstate_handler = HtmlToContentStateHandler(self.features)
        return super(Converter, own).from_database_format(html)


class RichTextArea(DraftailRichTextArea):
    """The editor of ``WAGTAILADMIN_RICH_TEXT_EDITORS``."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.converter = Converter(self.features)
