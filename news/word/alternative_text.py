"""Which of Word's alternative texts a teacher wrote: most were filled in by the program."""

from __future__ import annotations

import re
from dataclasses import dataclass

from core.file_names import looks_like_file_name
from core.vietnamese import nfc

LONGEST = 200
_FEWEST_WORDS = 3
_DRAWING_OR_PATH = re.compile(r"\.(?:emf|wmf|svg)\b|[\\/]\w+[\\/]|^[a-z]:", re.IGNORECASE)
_BY_PROGRAM = re.compile(
    r"automatically generated|AI-generated|mô tả được tạo tự động|nội dung do AI tạo|tạo bởi AI|a picture containing",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    r"(?:picture|image|photo|graphic|screenshot|ảnh|hình|hình ảnh|ảnh chụp|img|dsc|zalo)[\s_-]*\d+",
    re.IGNORECASE,
)
_VIETNAMESE = re.compile("[À-ÃÈ-ÊÌÍÒ-ÕÙÚÝà-ãè-êìíò-õùúýĂăĐđĨĩŨũƠơƯư\u1ea0-\u1ef9]")


@dataclass(frozen=True)
class Description:
    """What a picture shows, or that it is decoration; neither when nobody has said yet."""

    text: str = ""
    is_decorative: bool = False


def proposed_text(written: str | None) -> str:
    """Return what stands in Word as the picture's description if a teacher may have written it, else ""."""
    text = " ".join(nfc(written or "").split())
    if (
        len(text) > LONGEST
        or len(text.split()) < _FEWEST_WORDS
        or looks_like_file_name(text)
        or _DRAWING_OR_PATH.search(text)
        or _BY_PROGRAM.search(text)
        or _NUMBERED.fullmatch(text)
        or not _VIETNAMESE.search(text)
    ):
        return ""
    return text
