"""Pictures."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django.core.files.images import ImageFile
from PIL import Image

from core.images import SchoolImage
from tests.factories.numbers import NUMBERS


def picture_bytes(size: tuple[int, int] = (1400, 900), kind: str = "PNG", **options: Any) -> bytes:
    """Return a picture whose left half is red and whose right half is blue."""
    drawn = Image.new("RGB", size, "#b3261e")
    drawn.paste("#1f3a6e", (size[0] // 2, 0, *size))
    output = BytesIO()
    drawn.save(output, kind, **options)
    return output.getvalue()


def picture(size: tuple[int, int] = (1400, 900), **fields: Any) -> SchoolImage:
    number = next(NUMBERS)
    file = ImageFile(BytesIO(picture_bytes(size)), name=f"anh-{number}.png")
    values = {"title": f"Ảnh {number}", "description": "Học sinh đọc sách dưới gốc đa."}
    return SchoolImage.objects.create(**(values | {"file": file} | fields))
