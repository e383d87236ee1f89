"""Whether a text is the name of a file and not words about a picture."""

from __future__ import annotations

import re
from pathlib import PurePath

from core.vietnamese import fold

_SUFFIX = re.compile(r"\.(?:jpe?g|png|gif|webp|avif|hei[cf]|tiff?|bmp|mov|mp4)\s*$", re.IGNORECASE)
_CAMERA = re.compile(
    r"""^(?:
        (?:img|dsc[nf]?|pxl|mvimg|vid|p|z|gopr|dji|fb_?img|received|viber|zalo|image|photo|picture|snapchat
           |screenshot|screen[ ]shot|anh[ ]chup[ ]man[ ]hinh|wp|whatsapp[ ]image|messenger|line|burst)
        [\W_]*\d[\d\W_a-f]*(?:at|luc|copy|edited|\d|\W|_)*
        | [\d\W_]*\d[\d\W_]*            # nothing but figures: 20231002_073000
        | [0-9a-f]{8}(?:-?[0-9a-f]{4}){3}-?[0-9a-f]{12}
    )$""",
    re.IGNORECASE | re.VERBOSE,
)


def _bare(text: str) -> str:
    return " ".join(re.sub(r"[\W_]+", " ", fold(text)).split())


def looks_like_file_name(text: str) -> bool:
    """Return whether the text is what a camera or a phone calls a file, such as ``IMG_1234`` or ``z45_a.jpg``.

    What readers hear instead of a picture must be words: sites that propose the file's name publish it
    (https://github.com/wagtail/rfcs/pull/97).
    """
    text = text.strip()
    if not text:
        return False
    return bool(_SUFFIX.search(text) or _CAMERA.match(fold(text)))


def is_name_of(text: str, file_name: str) -> bool:
    """Return whether the text is this file's name, with or without its ending, however it is separated."""
    return _bare(text) in {_bare(file_name), _bare(PurePath(file_name).stem)}
