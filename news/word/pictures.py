"""A document's pictures, cleaned and put into the library as if they came through the form."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from PIL import Image
from wagtail.images.permissions import permission_policy
from wagtail.utils.file import hash_filelike

from core.images import SchoolImage, cleaned_picture
from core.picture_cleaning import (
    BOMBS,
    PHOTOGRAPHS,
    READABLE,
    UNREADABLE,
    CleanedPicture,
    too_large,
    unreadable,
)
from news.word.inspection import Frame
from news.word.models import WordImport, WordPicture
from news.word.reading import FoundPicture

THUMBNAIL = "max-400x400"
_FORMATS = (*READABLE, "BMP", "TIFF")
"""What Word holds and Pillow reads by itself; an EPS would start another program."""
_ORIENTATION = 0x0112
_UPRIGHT = 1
_QUALITY = 95
_LONGEST_TITLE = 200


def as_shown(content: bytes, frame: Frame) -> ContentFile:
    """Return the picture as Word shows it: what the teacher cut off must not come back.

    A photograph that says itself how it was held is turned by that alone: Word's turn repeats it.

    Raises:
        ValidationError: It is no picture that can be read.
    """
    try:
        with Image.open(BytesIO(content), formats=_FORMATS) as picture:
            kind = picture.format or ""
            if frame.is_plain and kind in READABLE:
                return ContentFile(content, name="anh")
            if picture.width * picture.height > settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS:
                raise too_large(f"{picture.width} × {picture.height}")
            return ContentFile(_framed(picture, frame), name="anh")
    except BOMBS as error:
        raise too_large() from error
    except UNREADABLE as error:
        raise unreadable() from error


def _framed(picture: Image.Image, frame: Frame) -> bytes:
    """Return the picture cut and turned, as PNG or, for a photograph, as JPEG."""
    is_photograph = picture.format in PHOTOGRAPHS
    orientation = picture.getexif().get(_ORIENTATION, _UPRIGHT)
    width, height = picture.size
    left, top = round(width * frame.left), round(height * frame.top)
    right, bottom = round(width * (1 - frame.right)), round(height * (1 - frame.bottom))
    shown = picture.crop((left, top, max(right, left + 1), max(bottom, top + 1)))
    if is_photograph:
        shown = shown.convert("RGB")
    exif = Image.Exif()
    if orientation != _UPRIGHT:
        exif[_ORIENTATION] = orientation
    elif frame.turn:
        shown = shown.rotate(-frame.turn, expand=True, fillcolor="white" if is_photograph else None)
    output = BytesIO()
    if is_photograph:
        shown.save(output, "JPEG", quality=_QUALITY, exif=exif)
    else:
        shown.save(output, "PNG", exif=exif)
    return output.getvalue()


def store_picture(word_import: WordImport, found: FoundPicture, title: str, collection: Any) -> bool:
    """Put one picture into the library.

    Args:
        word_import: Whose picture it is.
        found: The picture as the document holds it.
        title: The story's title: a picture is named after it, and never after a file.
        collection: Where it goes.

    Returns:
        Whether it could be read.
    """
    try:
        cleaned = cleaned_picture(as_shown(found.content, found.frame))
    except ValidationError:
        return False
    picture = into_library(
        cleaned, f"{title[:_LONGEST_TITLE]} – ảnh {found.number}", word_import.owner, collection
    )
    WordPicture.objects.create(
        word_import=word_import, picture=picture, number=found.number, proposed=found.proposed
    )
    picture.get_rendition(THUMBNAIL)
    return True


def into_library(
    cleaned: CleanedPicture, title: str, owner: Any, collection: Any, description: str = ""
) -> SchoolImage:
    """Return a cleaned picture as one of the library.

    Args:
        cleaned: The picture.
        title: Never the name of a file.
        owner: Who brings it.
        collection: Where it goes.
        description: What it shows.
    """
    picture = SchoolImage(
        title=title,
        description=description,
        file=cleaned,
        file_size=cleaned.size,
        file_hash=hash_filelike(cleaned),
        uploaded_by_user=owner,
        collection=collection,
    )
    picture.save()
    return picture


def collection_for(user: Any) -> Any:
    """Return the collection into which the user's pictures go; None if they may add none."""
    return permission_policy.collections_user_has_permission_for(user, "add").first()
