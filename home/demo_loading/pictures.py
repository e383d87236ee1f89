"""Pictures of the demo, drawn by the site's own code."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django.core.files.images import ImageFile
from PIL import Image

from core.images import SchoolImage
from drawing.raster import rasterise
from drawing.scenes import scene_svg

WIDTH = 1280
COLOURS = 128
SCENE_NAMES = {
    "reading": "Đọc sách dưới gốc đa",
    "reading_wide": "Đọc sách trước sân đình",
    "drum": "Trống trường",
    "digital": "Máy tính bảng và kính lúp",
    "library": "Kệ sách",
    "communal_house": "Đình làng",
    "lotus": "Hoa sen",
    "toad": "Thầy đồ Cóc",
    "carp": "Cá chép trông trăng",
    "kites": "Cánh diều",
    "open_book": "Trang sách mở",
}


class Pictures:
    """Draws each scene and print once, and finds it again."""

    def get(self, spec: dict[str, Any], description: str) -> SchoolImage:
        """Return the picture of ``{scene, seed}``.

        Args:
            spec: Scene and seed; the same pair is the same picture.
            description: What it shows, when it is made.
        """
        scene, seed = spec["scene"], int(spec.get("seed", 0))
        title = f"Tranh khắc gỗ: {SCENE_NAMES[scene]}, bản {seed}"
        found = SchoolImage.objects.filter(title=title).first()
        if found is not None:
            return found
        drawn = Image.open(BytesIO(rasterise(scene_svg(scene, seed=seed), WIDTH))).convert("RGB")
        output = BytesIO()
        drawn.quantize(COLOURS, dither=Image.Dither.NONE).save(output, "PNG")
        name = f"tranh-{scene.replace('_', '-')}-{seed}.png"
        picture = SchoolImage(title=title, description=description[:255], file=ImageFile(output, name=name))
        picture.save()
        return picture
