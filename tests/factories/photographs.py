"""Photographs as phones and cameras make them: with the place, the maker, words, and held in every way."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from PIL import Image, PngImagePlugin

ORIENTATION, MAKER, GPS = 0x0112, 0x010F, 0x8825
SECRETS = (
    b"Dien Thoai",
    b"Tan Xuan",
    b"Exif\x00",
    b"exif",
    b"eXIf",
    b"http://ns.adobe.com/xap",
    b"x:xmpmeta",
    b"tEXt",
)
"""What must be in none of the stored files."""
_XMP = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>Tan Xuan http://ns.adobe.com/xap/1.0/</x:xmpmeta>"
SIZE = (480, 320)

_TURNS = {
    3: Image.Transpose.ROTATE_180,
    6: Image.Transpose.ROTATE_90,
    8: Image.Transpose.ROTATE_270,
}
"""How the sensor's picture lies when the upright one must be turned by the orientation."""


def upright(size: tuple[int, int] = SIZE) -> Image.Image:
    """Return a picture that is red above and blue below."""
    drawn = Image.new("RGB", size, "#b3261e")
    drawn.paste("#1f3a6e", (0, size[1] // 2, *size))
    return drawn


def exif(orientation: int = 1) -> bytes:
    """Return what a phone writes: place, maker, orientation."""
    told = Image.Exif()
    told[MAKER], told[ORIENTATION] = "Dien Thoai", orientation
    told.get_ifd(GPS).update({1: "N", 2: (10.0, 51.0, 30.0), 3: "E", 4: (106.0, 36.0, 10.0)})
    return told.tobytes()


def _saved(picture: Image.Image, kind: str, **options: Any) -> bytes:
    output = BytesIO()
    picture.save(output, kind, **options)
    return output.getvalue()


def jpeg(orientation: int = 1) -> bytes:
    held = upright()
    if orientation in _TURNS:
        held = held.transpose(_TURNS[orientation])
    return _saved(held, "JPEG", exif=exif(orientation), xmp=_XMP, comment=b"Tan Xuan", quality=90)


def png() -> bytes:
    texts = PngImagePlugin.PngInfo()
    texts.add_text("Comment", "nha em o Tan Xuan")
    texts.add_itxt("XML:com.adobe.xmp", "<x:xmpmeta>Tan Xuan</x:xmpmeta>")
    return _saved(upright(), "PNG", exif=exif(), pnginfo=texts)


def mpo() -> bytes:
    """Return two frames in one file, each with a place."""
    return _saved(upright(), "MPO", save_all=True, append_images=[upright()], exif=exif(), quality=90)


def gif() -> bytes:
    """Return an animation of two frames, with a comment, an XMP block and something after its end."""
    first, second = upright().quantize(16), upright().rotate(180).quantize(16)
    made = _saved(
        first,
        "GIF",
        save_all=True,
        append_images=[second],
        duration=200,
        loop=0,
        comment=b"nha em o Tan Xuan",
    )
    packet = b"!\xff\x0bXMP DataXMP" + bytes([len(_XMP)]) + _XMP + b"\x00"
    return made[:-1] + packet + b";" + b"Tan Xuan"


def all_formats() -> dict[str, tuple[bytes, str]]:
    """Return ten photographs and the names they come with."""
    plain = exif()
    return {
        "a phone held upright": (jpeg(6), "IMG_0001.JPG"),
        "a phone held upside down": (jpeg(3), "IMG_0002.jpg"),
        "a phone held the other way": (jpeg(8), "20231002_073000.jpeg"),
        "an iPhone": (_saved(upright(), "HEIF", exif=plain, xmp=_XMP, quality=80), "IMG_0003.HEIC"),
        "a PNG with words": (png(), "Screenshot 2023-10-02.png"),
        "a WebP": (_saved(upright(), "WEBP", exif=plain, xmp=_XMP, quality=90), "z4567890123_abc.webp"),
        "an AVIF": (_saved(upright(), "AVIF", exif=plain, xmp=_XMP, quality=80), "anh.avif"),
        "two frames in one file": (mpo(), "DSC_0004.jpg"),
        "printers' colours": (_saved(upright().convert("CMYK"), "JPEG", exif=plain, xmp=_XMP), "in.jpg"),
        "an animation": (gif(), "dong.gif"),
    }
