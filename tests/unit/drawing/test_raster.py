import io

import pytest
from PIL import Image, ImageChops

from drawing.raster import rasterise
from drawing.scenes import scene_svg
from drawing.typefaces import TYPEFACES

TEXT = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 100">'
    '<text x="10" y="70" font-family="{family}" font-weight="{weight}" font-size="60">{text}</text></svg>'
)


def opened(png: bytes) -> Image.Image:
    return Image.open(io.BytesIO(png))


def test_the_height_follows_the_width():
    assert opened(rasterise(scene_svg("drum"), 320)).size == (320, 210)
    assert opened(rasterise(scene_svg("reading_wide"), 1960)).size == (1960, 840)


def test_the_ground_stays_transparent():
    empty = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 4"><path d="M0 0h1v1z"/></svg>'
    assert opened(rasterise(empty, 4)).convert("RGBA").getpixel((3, 3)) == (0, 0, 0, 0)


def test_every_typeface_is_found_by_its_name_and_weight():
    pictures = [
        opened(rasterise(TEXT.format(family=face.family, weight=face.weight, text="Tự học"), 400))
        for face in TYPEFACES
    ]
    for index, picture in enumerate(pictures):
        assert picture.getbbox() is not None
        for other in pictures[index + 1 :]:
            assert ImageChops.difference(picture, other).getbbox() is not None


def test_fonts_of_the_machine_are_not_used():
    assert opened(rasterise(TEXT.format(family="DejaVu Sans", weight=400, text="中"), 400)).getbbox() is None


def test_a_broken_drawing_is_refused():
    with pytest.raises(ValueError, match="root node"):
        rasterise("<svg", 100)
