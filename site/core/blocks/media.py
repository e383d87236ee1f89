"""Blocks that show something: pictures, galleries, films, files, tables."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

from django.core.exceptions import ValidationError
from django.forms import Media
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.telepath import register
from wagtail.blocks.struct_block import StructBlockAdapter, StructBlockValidationError
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

from core.blocks.choice import BooleanBlock
from core.blocks.table_input import VietnameseTableBlock
from core.rendition_sizes import RENDITION_FORMATS, SHAPES

VIDEO_HOSTS = {"youtube.com", "www.youtube.com", "m.youtube.com", "youtu.be", "www.youtube-nocookie.com"}
VIDEO_ID = re.compile(r"[A-Za-z0-9_-]{11}")


def youtube_id(address: str) -> str | None:
    """Return the eleven letters that name a YouTube film, from any usual form of its address."""
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").lower()
    except ValueError:
        return None
    if host not in VIDEO_HOSTS:
        return None
    pieces = [piece for piece in parts.path.split("/") if piece]
    candidate = parse_qs(parts.query).get("v", [""])[0] or (pieces[-1] if pieces else "")
    return candidate if VIDEO_ID.fullmatch(candidate) else None


class PictureValue(blocks.StructValue):
    """A picture in a body."""

    @property
    def text(self) -> str:
        """The alternative text; empty when the picture is decoration."""
        if self.get("decorative") or not self.get("image"):
            return ""
        return self.get("alt_text") or self["image"].default_alt_text

    @property
    def is_decoration(self) -> bool:
        """Whether readers need not be told what it shows: so marked here, or in the library."""
        image = self.get("image")
        return bool(self.get("decorative") or (image and image.is_decorative and not self.get("alt_text")))

    @cached_property
    def whole(self) -> dict[str, Any] | None:
        """The picture uncut, for a gallery's window; None when there is nothing to show.

        ``largest`` is the rendition that every browser can show, ``srcset`` names the smaller files.
        """
        image = self.get("image")
        if not image or not image.is_ready:
            return None
        specs = [f"format-{kind}|{size}" for kind in RENDITION_FORMATS for size in SHAPES["natural"]]
        made = image.get_renditions(*specs)
        widths = {one.width: one for spec, one in made.items() if "format-webp" in spec}
        return {
            "largest": list(made.values())[-1],
            "srcset": ", ".join(f"{one.url} {width}w" for width, one in widths.items()),
        }


class PictureBlock(blocks.StructBlock):
    """One picture with its alternative text and caption."""

    image = ImageChooserBlock(label=_("Ảnh"))
    alt_text = blocks.CharBlock(
        label=_("Ảnh cho thấy gì"),
        required=False,
        max_length=200,
        help_text=_("Một câu cho người không nhìn thấy ảnh."),
    )
    decorative = BooleanBlock(label=_("Ảnh chỉ để trang trí"), required=False)
    caption = blocks.CharBlock(label=_("Chú thích"), required=False, max_length=200)

    def clean(self, value: Any) -> Any:
        """Ask what the picture shows, unless it is decoration or still a draft's."""
        cleaned = super().clean(value)
        if self.is_deferred_validation:
            return cleaned
        if cleaned.get("image") and not cleaned.is_decoration and not cleaned.text:
            raise StructBlockValidationError(
                block_errors={
                    "alt_text": ValidationError(_("Hãy viết một câu tả ảnh, hoặc đánh dấu là ảnh trang trí."))
                }
            )
        return cleaned

    class Meta:
        icon = "image"
        label = _("Ảnh")
        description = _("Một tấm ảnh có khung, kèm chú thích.")
        template = "blocks/picture.html"
        preview_template = "blocks/previews/picture.html"
        preview_value = {"caption": "Góc đọc của lớp 2/3, mỗi sáng mười lăm phút."}
        value_class = PictureValue


class GalleryBlock(blocks.StructBlock):
    """Several pictures side by side."""

    pictures = blocks.ListBlock(PictureBlock(), label=_("Các ảnh"), min_num=2, max_num=24)
    caption = blocks.CharBlock(label=_("Chú thích chung"), required=False, max_length=200)

    class Meta:
        icon = "image"
        label = _("Bộ ảnh")
        description = _("Từ hai ảnh trở lên, xếp thành lưới.")
        template = "blocks/gallery.html"
        preview_template = "blocks/previews/gallery.html"
        preview_value = {"caption": "Ngày hội mở cửa thư viện."}


class GalleryAdapter(StructBlockAdapter):
    """The gallery in the editor, with a button that takes many pictures of the library at once."""

    js_constructor = "school.blocks.Gallery"

    def js_args(self, block: GalleryBlock) -> list[Any]:
        """Return what the script is given: Wagtail's arguments and the button's words."""
        *others, meta = super().js_args(block)
        return [*others, meta | {"chooseMany": _("Chọn nhiều ảnh cùng lúc")}]

    @cached_property
    def media(self) -> Any:
        """The scripts, Wagtail's first."""
        return super().media + Media(js=["js/picture_gallery.js"])


register(GalleryAdapter(), GalleryBlock)


class VideoValue(blocks.StructValue):
    """A film that is shown after a click."""

    @cached_property
    def video_id(self) -> str:
        """The film's name at YouTube."""
        return youtube_id(self.get("url") or "") or ""

    @property
    def watch_url(self) -> str:
        """Where the film can be seen without this site."""
        return f"https://www.youtube.com/watch?v={self.video_id}"


class VideoBlock(blocks.StructBlock):
    """A YouTube film; nothing is loaded from outside before the reader asks."""

    url = blocks.URLBlock(label=_("Địa chỉ phim trên YouTube"))
    title = blocks.CharBlock(label=_("Tên phim"), max_length=150)
    caption = blocks.CharBlock(label=_("Chú thích"), required=False, max_length=200)

    def clean(self, value: Any) -> Any:
        """Accept YouTube's addresses only."""
        cleaned = super().clean(value)
        if not cleaned.video_id:
            raise StructBlockValidationError(
                block_errors={
                    "url": ValidationError(
                        _("Đây không phải địa chỉ một phim trên YouTube. Hãy chép lại từ nút Chia sẻ.")
                    )
                }
            )
        return cleaned

    class Meta:
        icon = "media"
        label = _("Phim")
        description = _("Phim YouTube; chỉ tải khi người đọc bấm xem.")
        template = "blocks/video.html"
        preview_value = {
            "url": "https://www.youtube.com/watch?v=aqz-KE-bpKQ",
            "title": "Big Buck Bunny",
            "caption": "Phim mẫu, giấy phép CC BY.",
        }
        value_class = VideoValue


class DocumentValue(blocks.StructValue):
    """A file to download."""

    @property
    def size_label(self) -> str:
        """The file's size in words."""
        return self["document"].size_label() if self.get("document") else ""

    @property
    def label(self) -> str:
        """The words of the link."""
        return self.get("title") or (self["document"].title if self.get("document") else "")


class DocumentBlock(blocks.StructBlock):
    """A file to download, with its kind and size."""

    document = DocumentChooserBlock(label=_("Tệp"))
    title = blocks.CharBlock(label=_("Tên hiện ra"), required=False, max_length=150)

    class Meta:
        icon = "doc-full"
        label = _("Tệp tải về")
        description = _("Một tệp PDF, Word, Excel… để người đọc tải về.")
        template = "blocks/document.html"
        preview_template = "blocks/previews/document.html"
        preview_value = {"title": "Phiếu tự học tuần 1"}
        value_class = DocumentValue


class TableValue(blocks.StructValue):
    """A table as rows of text."""

    @cached_property
    def _data(self) -> list[list[str]]:
        rows = (self.get("table") or {}).get("data") or []
        return [["" if cell is None else str(cell) for cell in row] for row in rows]

    @property
    def header_row(self) -> list[str] | None:
        """The first row, when it names the columns."""
        if self._data and (self.get("table") or {}).get("first_row_is_table_header"):
            return self._data[0]
        return None

    @property
    def rows(self) -> list[list[str]]:
        """The rows below the header."""
        return self._data[1:] if self.header_row else self._data

    @property
    def has_row_headers(self) -> bool:
        """Whether the first cell of each row names it."""
        return bool((self.get("table") or {}).get("first_col_is_header"))


class CaptionedTableBlock(blocks.StructBlock):
    """A table with its caption."""

    caption = blocks.CharBlock(label=_("Tên bảng"), max_length=150)
    table = VietnameseTableBlock(label=_("Bảng"))

    class Meta:
        icon = "table"
        label = _("Bảng")
        description = _("Bảng số liệu hay lịch, đọc được cả trên điện thoại.")
        template = "blocks/table.html"
        preview_value = {
            "caption": "Giờ đọc sách trong tuần",
            "table": {
                "data": [["Khối", "Giờ đọc"], ["Khối 1", "7:15–7:30"], ["Khối 2", "7:15–7:30"]],
                "first_row_is_table_header": True,
                "first_col_is_header": False,
                "table_header_choice": "row",
            },
        }
        value_class = TableValue
