"""The streams that pages are made of."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from core.blocks.contents import contents, parts_of
from core.blocks.media import CaptionedTableBlock, DocumentBlock, GalleryBlock, PictureBlock, VideoBlock
from core.blocks.text import (
    RICH_TEXT,
    ButtonBlock,
    CalloutBlock,
    HeadingBlock,
    LessonBlock,
    QuoteBlock,
    StepsBlock,
)


class Body(blocks.StreamBlock):
    """The body of every page."""

    paragraph = blocks.RichTextBlock(
        label=_("Đoạn văn"),
        features=RICH_TEXT,
        icon="pilcrow",
        template="blocks/paragraph.html",
        description=_("Chữ thường, có thể đậm, nghiêng, gạch đầu dòng và đường dẫn."),
        preview_value="<p>Sáng nay, trước giờ trống, cả sân trường đã mở sách.</p>",
    )
    heading = HeadingBlock()
    picture = PictureBlock()
    gallery = GalleryBlock()
    quote = QuoteBlock()
    callout = CalloutBlock()
    steps = StepsBlock()
    video = VideoBlock()
    document = DocumentBlock()
    table = CaptionedTableBlock()
    button = ButtonBlock()

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """Return the template's context with the ``parts`` of the text and its ``contents``."""
        parts = parts_of(value)
        return super().get_context(value, parent_context) | {"parts": parts, "contents": contents(parts)}

    class Meta:
        template = "blocks/body.html"


class Lessons(blocks.StreamBlock):
    """What others can copy from a profile."""

    lesson = LessonBlock()

    class Meta:
        template = "blocks/lessons.html"
        max_num = 6
