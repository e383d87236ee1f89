"""What is stored of a picture, and what is never stored: where, when and with what it was taken."""

from __future__ import annotations

import struct
from io import BytesIO
from pathlib import PurePath
from typing import Any, cast

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.utils.translation import gettext_lazy as _
from PIL import ExifTags, Image, ImageCms

from core.gif_blocks import without_texts
from core.picture_kinds import FIRST_BYTES, why_no_picture

LARGEST_SIDE = 2560
"""Longest side kept, in pixels: a full-width picture on a large screen, at a tenth of a phone's photo."""

READABLE = ("JPEG", "PNG", "GIF", "WEBP", "HEIF", "AVIF")
PHOTOGRAPHS = {"JPEG", "MPO", "HEIF", "AVIF"}
"""Formats stored anew as JPEG. The rest keeps transparency and stays PNG, GIF or WebP."""

UNREADABLE = (
    OSError,
    ValueError,
    TypeError,
    LookupError,
    SyntaxError,
    EOFError,
    RuntimeError,
    MemoryError,
    struct.error,
)
"""What Pillow raises for a file that is no whole picture."""
BOMBS = (Image.DecompressionBombError, Image.DecompressionBombWarning)
"""What it raises for one that would fill the memory."""

BYTE, TWO_BYTES = 255, 65535
"""The lightest shade of a picture with 8 and with 16 bits."""

_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""By the number that EXIF gives the way a camera was held."""
_WIDE_MODES = {"I", "F"}
_PROFILE_SPACES = {"L": b"GRAY", "LA": b"GRAY", "RGB": b"RGB ", "RGBA": b"RGB "}


class CleanedPicture(ContentFile):
    """A picture that has been cleaned: cleaning it again would only cost quality."""


def unreadable() -> ValidationError:
    """Return the error that asks for another picture."""
    return ValidationError(
        _("Không đọc được tệp này như một tấm ảnh. Hãy chọn ảnh JPEG, PNG, WebP hoặc HEIC khác."),
        code="unreadable_picture",
    )


def too_large(size: str = "") -> ValidationError:
    """Return the error that asks for a smaller picture; ``size`` is its width and height."""
    return ValidationError(
        _("Ảnh có quá nhiều điểm ảnh (%(size)s). Hãy thu nhỏ ảnh, hoặc chụp lại ở cỡ thường."),
        params={"size": size or _("hơn 100 triệu")},
        code="too_many_pixels",
    )


def cleaned_picture(file: File) -> CleanedPicture:
    """Return the picture upright, at most 2,560 px long, without EXIF, GPS or any other metadata.

    A phone's photograph names the place where it was taken (measured: Wagtail keeps it, also in its JPEG
    renditions); a child's picture must not. The colour profile stays, when it is one of the stored colours.
    Of a picture with several frames (MPO) the first is kept; an animated GIF keeps its frames and loses its texts.

    Raises:
        ValidationError: The file is no picture that can be read.
    """
    if isinstance(file, CleanedPicture):
        return file
    try:
        file.seek(0)
        start = file.read(FIRST_BYTES)
        if reason := why_no_picture(start):
            raise ValidationError(reason, code="no_picture")
        file.seek(0)
        with Image.open(file, formats=READABLE) as picture:
            _refuse_bomb(picture)
            if picture.format == "GIF" and max(picture.size) <= LARGEST_SIDE:
                content, suffix = _cleaned_gif(file, picture), ".gif"
            else:
                content, suffix = _stored_anew(picture)
    except BOMBS as error:
        raise too_large() from error
    except UNREADABLE as error:
        raise unreadable() from error
    return CleanedPicture(content, name=PurePath(file.name or "anh").stem + suffix)


def _refuse_bomb(picture: Image.Image) -> None:
    """Refuse what would fill the memory, by its header, before a pixel is read.

    Raises:
        ValidationError: The picture has too many pixels.
    """
    frames = (
        getattr(picture, "n_frames", 1) if picture.format == "GIF" else 1
    )  # others: the first alone is read
    if picture.width * picture.height * frames > settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS:
        raise too_large(f"{picture.width} × {picture.height}")


def _cleaned_gif(file: File, picture: Image.Image) -> bytes:
    for frame in range(getattr(picture, "n_frames", 1)):
        picture.seek(frame)
        picture.load()  # a broken frame is found here, not by a reader
    file.seek(0)
    return without_texts(file.read())


def _stored_anew(picture: Image.Image) -> tuple[bytes, str]:
    """Return the first frame as a new file, and the ending of its name."""
    kind = picture.format
    picture.draft("RGB", (LARGEST_SIDE, LARGEST_SIDE))
    picture.load()
    profile = picture.info.get("icc_profile")
    upright = _usual_colours(_upright(picture), profile)
    upright.thumbnail((LARGEST_SIDE, LARGEST_SIDE), Image.Resampling.LANCZOS)
    if kind in PHOTOGRAPHS:
        upright = _on_white(upright)
    options: dict[str, Any] = {"icc_profile": _fitting(profile, upright.mode)}
    if upright.mode == "P" and "transparency" in upright.info:
        options["transparency"] = upright.info["transparency"]
    upright.info.clear()  # Pillow writes from it what it is not told to leave out
    output = BytesIO()
    if kind in PHOTOGRAPHS:
        upright.save(output, "JPEG", quality=88, progressive=True, optimize=True, **options)
        return output.getvalue(), ".jpg"
    if kind == "WEBP":
        upright.save(output, "WEBP", quality=90, exif=b"", xmp=b"", **options)
        return output.getvalue(), ".webp"
    upright.save(output, "PNG", optimize=True, **options)
    return output.getvalue(), ".png"


def _upright(picture: Image.Image) -> Image.Image:
    """Return the picture as it was held; Pillow's own way writes the EXIF anew, and fails where it is odd."""
    try:
        orientation = picture.getexif().get(ExifTags.Base.Orientation) or 1
        turn = _TURNS.get(orientation)
    except UNREADABLE:
        turn = None  # broken words about a picture are no reason to refuse it
    return picture.copy() if turn is None else picture.transpose(turn)


def _usual_colours(picture: Image.Image, profile: bytes | None) -> Image.Image:
    """Return the picture in one of the modes that every browser shows: grey, palette or RGB."""
    if picture.mode == "CMYK":
        return _from_print(picture, profile)
    if picture.mode.startswith("I;16") or picture.mode in _WIDE_MODES:
        return _eight_bits(picture)
    if picture.mode in {"L", "LA", "RGB", "RGBA"} or (
        picture.mode == "P" and max(picture.size) <= LARGEST_SIDE
    ):
        return picture
    if picture.mode in {"P", "PA"}:
        return picture.convert("RGBA" if "transparency" in picture.info or picture.mode == "PA" else "RGB")
    return picture.convert("L" if picture.mode == "1" else "RGB")


def _from_print(picture: Image.Image, profile: bytes | None) -> Image.Image:
    """Return a picture in printers' colours in those of screens, by its profile when that can be read."""
    if profile:
        try:
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
            converted = ImageCms.profileToProfile(
                picture, source, ImageCms.createProfile("sRGB"), outputMode="RGB"
            )
        except (ImageCms.PyCMSError, OSError):
            pass  # a broken profile is no reason to refuse the picture
        else:
            if converted is not None:
                return converted
    return picture.convert("RGB")


def _eight_bits(picture: Image.Image) -> Image.Image:
    """Return a grey picture of 16 or 32 bits with 256 shades; Pillow's own conversion cuts off what is bright."""
    wide = picture.convert("F")
    _darkest, lightest = cast("tuple[float, float]", wide.getextrema())
    brightest = BYTE if lightest <= BYTE else TWO_BYTES
    return wide.point(lambda value: value * (BYTE / brightest)).convert("L")


def _on_white(picture: Image.Image) -> Image.Image:
    """Return the picture as a JPEG can hold it."""
    if picture.mode in {"L", "RGB"}:
        return picture
    opaque = picture.convert("RGBA")
    ground = Image.new("RGBA", opaque.size, "white")
    ground.alpha_composite(opaque)
    return ground.convert("RGB")


def _fitting(profile: bytes | None, mode: str) -> bytes | None:
    """Return the colour profile when it speaks of the stored colours: a printer's would turn them."""
    space = b"RGB " if mode == "P" else _PROFILE_SPACES.get(mode)
    return profile if profile and profile[16:20] == space else None
