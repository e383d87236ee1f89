"""What an upload really is, when it is no picture: its first bytes say so, whatever its name says."""

from __future__ import annotations

import re
from typing import Any

from django.utils.translation import gettext_lazy as _

FIRST_BYTES = 512
_FILM_BRANDS = (
    b"qt  ",
    b"isom",
    b"iso2",
    b"mp41",
    b"mp42",
    b"M4V",
    b"avc1",
    b"3gp",
    b"3g2",
    b"dash",
    b"MSNV",
)
_FILM_SUFFIXES = (".mov", ".mp4", ".m4v", ".avi", ".mkv", ".webm", ".3gp", ".wmv", ".mpg", ".mpeg")

IS_FILM = _(
    "Đây là phim, không phải ảnh. Hãy đưa phim lên kênh YouTube của trường, rồi trong bài chọn khối “Phim” "
    "và dán địa chỉ phim vào đó."
)
IS_PDF = _(
    "Đây là tệp PDF, không phải ảnh. Hãy tải nó lên ở mục Tài liệu, hoặc chụp màn hình rồi chọn ảnh chụp."
)
IS_DRAWING = _(
    "Đây là tệp vẽ (SVG) hoặc trang web, không phải ảnh chụp. Hãy lưu nó thành ảnh PNG rồi chọn lại."
)
IS_OFFICE_FILE = _(
    "Đây là tệp Word, Excel hoặc tệp nén, không phải ảnh. Hãy chọn đúng tấm ảnh; bài viết sẵn trong Word thì "
    "dùng nút nhập từ Word ở trang viết tin."
)
IS_EMPTY = _("Tệp này trống, có lẽ ảnh chưa được chép xong. Hãy chọn lại ảnh.")


def is_film_name(name: str) -> bool:
    """Return whether a file is called like a film."""
    return name.lower().endswith(_FILM_SUFFIXES)


def why_no_picture(start: bytes, name: str = "") -> Any:
    """Return the sentence that says what the upload is instead of a picture, or None when it may be one.

    Args:
        start: The file's first bytes, 512 or so.
        name: What it is called.
    """
    if not start:
        return IS_EMPTY
    if _is_film(start) or is_film_name(name):
        return IS_FILM
    if start.startswith(b"%PDF"):
        return IS_PDF
    if re.match(rb"(?:\xef\xbb\xbf)?\s*<(?:\?xml|!doctype|svg|html|!--)", start, re.IGNORECASE):
        return IS_DRAWING
    if start.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"Rar!", b"7z\xbc\xaf")):
        return IS_OFFICE_FILE
    return None


def _is_film(start: bytes) -> bool:
    if start[4:8] == b"ftyp":
        return start[8:12].startswith(_FILM_BRANDS)
    return (
        start[4:8] in {b"moov", b"mdat", b"wide"}
        or start.startswith((b"\x1aE\xdf\xa3", b"\x00\x00\x01\xba", b"\x30\x26\xb2\x75"))
        or (start.startswith(b"RIFF") and start[8:12] == b"AVI ")
    )
