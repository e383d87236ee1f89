"""Pictures: words for those who do not see them, and a picture at the head."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from core.advice.findings import Advice
from core.advice.reading import Kind, Passage

_SUFFIX = re.compile(r"\.(?:avif|gif|heic|heif|jpe?g|png|svg|tiff?|webp)$", re.IGNORECASE)
_CAMERA_NAME = re.compile(
    r"^(?:img|image|dsc[nf]?|pxl|mvi|photo|anh|ảnh|hinh|hình|screenshot|zalo|z|facebook|fb|received)?"
    r"[\s_-]*\(?\d[\d\s_()-]{2,}\w*\)?$",
    re.IGNORECASE,
)


def is_file_name(text: str) -> bool:
    """Return whether a picture's words are what a camera or a telephone called its file."""
    text = text.strip()
    return bool(_SUFFIX.search(text) or _CAMERA_NAME.match(text) or ("_" in text and " " not in text))


def file_names(passages: Sequence[Passage]) -> list[Advice]:
    """Return advice on each picture that is described by its file's name."""
    return [
        Advice(
            _("Câu tả ảnh “%(text)s” là tên tệp. Hãy viết ảnh cho thấy gì.")
            % {"text": passage.text.strip()[:60]},
            passage.place,
        )
        for passage in passages
        if passage.kind is Kind.PICTURE_TEXT and is_file_name(passage.text)
    ]


def no_picture(page: Any) -> list[Advice]:
    """Return advice on a page that could have a picture and has none."""
    if not hasattr(page, "picture_id") or page.picture_id:
        return []
    return [Advice(_("Chưa có ảnh chính: trang sẽ dùng một bức tranh khắc gỗ tự vẽ."), "picture")]
