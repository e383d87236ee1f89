"""Blocks that say something: headings, paragraphs, quotes, call-outs, steps, buttons."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from core.blocks.choice import ChoiceBlock

RICH_TEXT = ["bold", "italic", "link", "document-link", "ol", "ul", "superscript", "subscript"]
"""What a paragraph may hold. Headings are blocks of their own, so that their order can be checked."""

SHORT_RICH_TEXT = ["bold", "italic", "link", "ol", "ul"]


class HeadingBlock(blocks.StructBlock):
    """A heading inside a page; the title is the only ``h1``."""

    text = blocks.CharBlock(label=_("Chữ"), max_length=150)
    level = ChoiceBlock(label=_("Cỡ"), choices=[("h2", _("Lớn")), ("h3", _("Nhỏ"))], default="h2")

    class Meta:
        icon = "title"
        label = _("Tiêu đề")
        description = _("Chia bài thành từng phần.")
        template = "blocks/heading.html"
        preview_value = {"text": "Ba việc mỗi sáng", "level": "h2"}


class QuoteBlock(blocks.StructBlock):
    """Somebody's words."""

    text = blocks.TextBlock(label=_("Lời trích"), max_length=400, rows=3)
    source = blocks.CharBlock(label=_("Người nói"), required=False, max_length=120)

    class Meta:
        icon = "openquote"
        label = _("Lời trích")
        description = _("Câu nói đáng nhớ, in lớn giữa bài.")
        template = "blocks/quote.html"
        preview_value = {"text": "Mỗi ngày một trang, một năm được ba cuốn.", "source": "Cô thủ thư"}


class CalloutBlock(blocks.StructBlock):
    """A note beside the story."""

    kind = ChoiceBlock(
        label=_("Loại"),
        choices=[("note", _("Ghi nhớ")), ("tip", _("Mẹo hay")), ("warning", _("Lưu ý"))],
        default="note",
    )
    title = blocks.CharBlock(label=_("Tiêu đề"), required=False, max_length=120)
    text = blocks.RichTextBlock(label=_("Lời"), features=SHORT_RICH_TEXT)

    class Meta:
        icon = "info-circle"
        label = _("Khung ghi chú")
        description = _("Mẹo, lưu ý hay điều cần nhớ, tách khỏi bài.")
        template = "blocks/callout.html"
        preview_value = {
            "kind": "tip",
            "title": "Đọc thành tiếng",
            "text": "<p>Con đọc một câu, cha mẹ đọc một câu.</p>",
        }


class ButtonValue(blocks.StructValue):
    """A button's address."""

    @property
    def href(self) -> str:
        """The page's address, or the outside one."""
        page = self.get("page")
        return (page.url if page else self.get("url")) or ""


class ButtonBlock(blocks.StructBlock):
    """A link that stands out."""

    label = blocks.CharBlock(label=_("Chữ trên nút"), max_length=60)
    page = blocks.PageChooserBlock(label=_("Trang có trên trang web này"), required=False)
    url = blocks.URLBlock(label=_("Hoặc địa chỉ ngoài"), required=False)

    def clean(self, value: Any) -> Any:
        """Ask for one address, not none and not two; a draft may wait for it."""
        cleaned = super().clean(value)
        if not self.is_deferred_validation and bool(cleaned.get("page")) == bool(cleaned.get("url")):
            raise StructBlockValidationError(
                block_errors={
                    "url": ValidationError(_("Hãy chọn một trang, hoặc ghi một địa chỉ ngoài (chỉ một)."))
                }
            )
        return cleaned

    class Meta:
        icon = "link"
        label = _("Nút")
        description = _("Đường dẫn quan trọng, ví dụ “Đăng ký tham gia”.")
        template = "blocks/button.html"
        preview_value = {"label": "Vào thư viện mở", "url": "https://example.org/"}
        value_class = ButtonValue


class StepBlock(blocks.StructBlock):
    """One step."""

    title = blocks.CharBlock(label=_("Việc"), max_length=120)
    text = blocks.RichTextBlock(label=_("Cách làm"), features=SHORT_RICH_TEXT, required=False)

    class Meta:
        icon = "list-ol"
        label = _("Bước")


class StepsBlock(blocks.StructBlock):
    """A way of doing something, step by step."""

    title = blocks.CharBlock(label=_("Tiêu đề"), required=False, max_length=120)
    steps = blocks.ListBlock(StepBlock(), label=_("Các bước"), min_num=1)

    class Meta:
        icon = "list-ol"
        label = _("Các bước")
        description = _("Hướng dẫn làm lần lượt, có đánh số.")
        template = "blocks/steps.html"
        preview_value = {
            "title": "Mười lăm phút đọc",
            "steps": [
                {"title": "Chọn sách", "text": "<p>Con tự chọn.</p>"},
                {"title": "Đọc", "text": "<p>Cả nhà cùng đọc.</p>"},
            ],
        }


class LessonBlock(blocks.StructBlock):
    """One thing that others can copy from a profile."""

    title = blocks.CharBlock(label=_("Điều làm theo được"), max_length=120)
    text = blocks.TextBlock(label=_("Làm thế nào"), required=False, max_length=300, rows=2)

    class Meta:
        icon = "tick"
        label = _("Điều làm theo được")
