"""Pictures: what is stored of an upload, and what is never stored."""

from __future__ import annotations

from io import BytesIO
from pathlib import PurePath
from secrets import token_hex
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import models
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps
from wagtail.images.models import AbstractImage, AbstractRendition, SourceImageIOError
from wagtail.images.models import Image as WagtailImage

from core.vietnamese import nfc

LARGEST_SIDE = 2560
"""Longest side kept, in pixels: a full-width picture on a large screen, at a tenth of a phone's photo."""

RENDITION_FORMATS = ("webp", "jpeg")
RENDITION_SIZES = (
    "fill-160x160",
    "fill-320x320",
    "fill-640x640",
    "fill-480x320",
    "fill-840x560",
    "fill-1280x853",
)
"""What lists ask for in components/picture.html; a test compares the two."""

PHOTOGRAPHS = {"JPEG", "MPO", "HEIF", "AVIF"}
"""Formats stored anew as JPEG. The rest keeps transparency and stays PNG, GIF or WebP."""


UNREADABLE = (OSError, ValueError, SyntaxError, Image.DecompressionBombError, MemoryError)
"""What Pillow raises for a file that is no whole picture."""


def unreadable() -> ValidationError:
    """Return the error that asks for another picture."""
    return ValidationError(
        _("Không đọc được tệp này như một tấm ảnh. Hãy chọn ảnh JPEG, PNG, WebP hoặc HEIC khác."),
        code="unreadable_picture",
    )


class SchoolImage(AbstractImage):
    """A picture in the library. Its ``description`` is the alternative text offered to editors."""

    admin_form_fields = (*WagtailImage.admin_form_fields,)

    class Meta(AbstractImage.Meta):
        verbose_name = _("hình ảnh")
        verbose_name_plural = _("hình ảnh")

    def get_upload_to(self, filename: str) -> str:
        """Return where the file lies: a name that says nothing, for a file's name may be a child's."""
        return super().get_upload_to(f"anh-{token_hex(8)}{PurePath(filename).suffix.lower()}")

    def get_rendition(self, filter: Any) -> Any:  # noqa: A002  # Wagtail's name
        """Return a size of the picture; a broken one, and no error 500, when its file is not there."""
        try:
            return super().get_rendition(filter)
        except SourceImageIOError:
            missing = SchoolRendition(image=self, width=0, height=0)
            missing.file.name = "not-found"
            return missing

    def save(self, *args: object, **kwargs: object) -> None:
        """Store the title composed, so that equal-looking titles are equal."""
        self.title = nfc(self.title)
        super().save(*args, **kwargs)


class SchoolRendition(AbstractRendition):
    """One size of a picture."""

    image = models.ForeignKey(SchoolImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = (("image", "filter_spec", "focal_point_key"),)
        verbose_name = _("cỡ ảnh")
        verbose_name_plural = _("cỡ ảnh")


def standard_renditions(picture: SchoolImage) -> None:
    """Make the sizes that lists show, so that no visitor waits for them."""
    picture.get_renditions(
        *[f"format-{kind}|{size}" for kind in RENDITION_FORMATS for size in RENDITION_SIZES]
    )


def cleaned_picture(file: UploadedFile | ContentFile) -> ContentFile:
    """Return the picture upright, at most 2,560 px long, without EXIF, GPS or any other metadata.

    A phone's photograph names the place where it was taken (measured: Wagtail keeps it, also in its JPEG
    renditions); a child's picture must not. The colour profile stays. Animated GIFs are passed on unchanged,
    as they carry no position.

    Raises:
        ValidationError: The file is no picture that can be read.
    """
    try:
        file.seek(0)
        picture: Image.Image = Image.open(file)
        kind = picture.format or ""
        if kind == "GIF":
            file.seek(0)
            return ContentFile(file.read(), name=file.name)
        picture.draft("RGB", (LARGEST_SIDE, LARGEST_SIDE))
        picture.load()
        picture = ImageOps.exif_transpose(picture)
        output = BytesIO()
        options: dict[str, Any] = {"icc_profile": picture.info.get("icc_profile")}
        if picture.mode == "P":
            picture = picture.convert("RGBA" if "transparency" in picture.info else "RGB")
        picture.thumbnail((LARGEST_SIDE, LARGEST_SIDE), Image.Resampling.LANCZOS)
        if kind in PHOTOGRAPHS:
            suffix, target = ".jpg", "JPEG"
            options |= {"quality": 88, "progressive": True, "optimize": True}
            picture = picture.convert("RGB")
        elif kind == "WEBP":
            suffix, target = ".webp", "WEBP"
            options |= {"quality": 90, "exif": b"", "xmp": b""}
        else:
            suffix, target = ".png", "PNG"
            options |= {"optimize": True}
        picture.info.clear()
        picture.save(output, target, **options)
    except UNREADABLE as error:
        raise unreadable() from error
    name = PurePath(file.name or "anh").stem + suffix
    return ContentFile(output.getvalue(), name=name)
