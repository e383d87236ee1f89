"""What no page may lack: words for its pictures, links that lead somewhere, something to read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from core.advice.links import broken_links
from core.advice.reading import pieces_of, says_something
from core.blocks.media import DocumentBlock, PictureBlock
from core.blocks.text import ButtonBlock
from core.publishing.obstacles import Obstacle


def find_incompleteness(page: Any, form: Any = None) -> list[Obstacle]:
    """Return what the page lacks, for the hook of obstacles.

    Args:
        page: The page as it would be published.
        form: Not asked: everything stands in the page.
    """
    return [*_undescribed_main_picture(page), *_blocks(page), *_broken_links(page), *_emptiness(page)]


def _undescribed_main_picture(page: Any) -> Iterator[Obstacle]:
    if getattr(page, "picture_id", None) and not page.picture_is_decoration and not page.picture_text:
        yield Obstacle(
            "picture_alt", _("Ảnh chính: hãy viết một câu tả ảnh, hoặc đánh dấu “ảnh chỉ để trang trí”.")
        )


def _blocks(page: Any) -> Iterator[Obstacle]:
    """Yield what is wrong with single blocks; the form says the same at the block, when it has one."""
    for piece in pieces_of(page):
        field, value = piece.place.split(".")[0], piece.value
        if isinstance(piece.block, PictureBlock):
            if not value.get("image"):
                message = _("Có khối ảnh chưa chọn ảnh, hoặc ảnh ấy đã bị xoá khỏi kho.")
                yield Obstacle(field, message, f"{piece.place}.image")
            elif not value.is_decoration and not value.text:
                message = _("Ảnh “%(title)s”: hãy viết một câu tả ảnh, hoặc đánh dấu là ảnh trang trí.")
                yield Obstacle(field, message % {"title": value["image"].title}, f"{piece.place}.alt_text")
        elif isinstance(piece.block, DocumentBlock) and not value.get("document"):
            message = _("Có khối tệp tải về chưa chọn tệp, hoặc tệp ấy đã bị xoá khỏi kho.")
            yield Obstacle(field, message, f"{piece.place}.document")
        elif isinstance(piece.block, ButtonBlock) and not value.get("page") and not value.get("url"):
            message = _("Nút “%(label)s” không dẫn tới đâu: chưa chọn trang, hoặc trang ấy đã bị xoá.")
            yield Obstacle(field, message % {"label": value.get("label") or "…"}, f"{piece.place}.page")


def _broken_links(page: Any) -> Iterator[Obstacle]:
    for place in dict.fromkeys(link.place for link in broken_links(page)):
        yield Obstacle(
            place.split(".")[0],
            _("Có đường dẫn tới trang hoặc tệp đã bị xoá. Hãy gắn lại đường dẫn hoặc bỏ nó đi."),
            place,
        )


def _emptiness(page: Any) -> Iterator[Obstacle]:
    if page.needs_words and not (page.lead or "").strip() and not says_something(page):
        yield Obstacle("body", _("Bài chưa có gì để đọc: hãy viết sa-pô hoặc nội dung."))
