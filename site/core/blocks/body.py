"""The streams that pages are made of."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

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

    class Meta:
        template = "blocks/body.html"


class Lessons(blocks.StreamBlock):
    """What others can copy from a profile."""

    lesson = LessonBlock()

    class Meta:
        template = "blocks/lessons.html"
        max_num = 6
