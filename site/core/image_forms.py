"""The upload form of pictures. Apart from the models: it may be imported only when all of them are loaded."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from core.file_names import is_name_of, looks_like_file_name
from core.images import SchoolImage, cleaned_picture
from core.picture_cleaning import BOMBS, UNREADABLE, too_large, unreadable
from core.picture_kinds import FIRST_BYTES, IS_FILM, is_film_name, why_no_picture
from core.vietnamese import nfc

SUFFIXES_OF_FORMATS = {".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif", ".heic", ".heif"}
CONTENT_TYPES = {".jpg": "image/jpeg", ".webp": "image/webp", ".gif": "image/gif", ".png": "image/png"}


class PictureField(WagtailImageField):
    """Wagtail's field with sentences for teachers, and no error 500 for half a photograph."""

    def use_our_words(self) -> None:
        """Say what is taken and why something is not."""
        largest = filesizeformat(self.max_upload_size)
        self.help_text = (
            _("Ảnh chụp bằng điện thoại (JPEG, HEIC) hoặc PNG, WebP, GIF; mỗi tệp không quá %s.") % largest
        )
        self.error_messages |= {
            "invalid_image": unreadable().message,
            "invalid_image_extension": _(
                "Tệp này không phải ảnh. Hãy chọn ảnh JPEG, HEIC, PNG, WebP hoặc GIF. Phim thì đưa lên YouTube, rồi "
                "dán địa chỉ vào khối “Phim” của bài."
            ),
            "file_too_large": _("Tệp nặng %(file_size)s; ảnh chỉ được nặng không quá %(max_filesize)s."),
            "file_too_large_unknown_size": _("Tệp nặng quá; ảnh chỉ được nặng không quá %s.") % largest,
        }

    def to_python(self, data: Any) -> Any:
        """Return the upload.

        Raises:
            ValidationError: The file is no picture that can be read.
        """
        name, size = getattr(data, "name", "") or "", getattr(data, "size", None)
        if is_film_name(name):
            raise ValidationError(IS_FILM, code="no_picture")
        if size and hasattr(data, "seek"):
            data.seek(0)
            start = data.read(FIRST_BYTES)
            data.seek(0)
            if reason := why_no_picture(start, name):
                raise ValidationError(reason, code="no_picture")
        try:
            return super().to_python(data)
        except BOMBS as error:
            raise too_large() from error
        except UNREADABLE as error:
            raise unreadable() from error

    def check_image_file_format(self, f: Any) -> None:
        """Take a picture of another kind than its name says: Zalo calls WebP ".jpg", and it is stored anew anyway.

        Raises:
            ValidationError: The name is not that of a picture.
        """
        if PurePath(f.name).suffix.lower() not in SUFFIXES_OF_FORMATS:
            raise ValidationError(
                self.error_messages["invalid_image_extension"], code="invalid_image_extension"
            )

    def check_image_pixel_size(self, f: Any) -> None:
        """Refuse what would fill the memory.

        Raises:
            ValidationError: It has too many pixels.
        """
        width, height = f.image.get_size()
        if width * height > self.max_image_pixels:
            raise too_large(f"{width} × {height}")


class SchoolImageForm(BaseImageForm):
    """The upload form of every picture, by the library, the chooser or many at once."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            field = self.fields["file"]
            field.__class__ = PictureField  # Wagtail makes the field itself, without a hook
            field.use_our_words()
            # Wagtail's script would write the file's name into the title.
            for name in [
                name for name in field.widget.attrs if name.startswith(("data-w-sync", "data-action"))
            ]:
                del field.widget.attrs[name]
            field.widget.attrs |= {
                "data-controller": "picture-upload",
                "data-action": "change->picture-upload#check",
                "data-picture-upload-largest-value": field.max_upload_size,
                "data-picture-upload-too-large-value": field.error_messages["file_too_large_unknown_size"],
                "data-picture-upload-film-value": IS_FILM,
            }
        if "title" in self.fields:
            title = self.fields["title"]
            title.required = False
            title.help_text = _(
                "Để tìm lại ảnh trong kho. Để trống thì ảnh mang tên theo ngày, ví dụ “Ảnh ngày 5/9/2026 – 3”."
            )
        if "description" in self.fields:
            description = self.fields["description"]
            description.label = _("Ảnh cho thấy gì")
            description.help_text = _(
                "Một câu cho người không nhìn thấy ảnh, ví dụ “Học sinh lớp 3 đọc sách dưới gốc bàng”. Không ghi tên tệp."
            )

    @property
    def is_first_step(self) -> bool:
        """Whether only the file was sent: many at once are described right after the upload, each in its form."""
        return self.is_bound and self.add_prefix("description") not in self.data

    def clean_file(self) -> Any:
        """Replace an upload by its cleaned picture."""
        file = self.cleaned_data.get("file")
        if not isinstance(file, UploadedFile):
            return file  # unchanged, or missing and already reported
        cleaned: Any = cleaned_picture(file)
        cleaned.content_type = CONTENT_TYPES[PurePath(cleaned.name or "").suffix]
        return cleaned

    def clean_title(self) -> str:
        """Return the title; none when it is the name of a file, so that the picture is called after its day."""
        title = nfc(self.cleaned_data.get("title") or "").strip()
        upload = self.files.get(self.add_prefix("file"))
        if looks_like_file_name(title) or (
            self.is_first_step and upload is not None and is_name_of(title, upload.name or "")
        ):
            return ""
        return title

    def clean_description(self) -> str:
        """Return what the picture shows.

        Raises:
            ValidationError: It is the name of a file.
        """
        description = nfc(self.cleaned_data.get("description") or "").strip()
        if looks_like_file_name(description):
            raise ValidationError(
                _("Đây là tên tệp, không phải lời tả ảnh. Hãy viết một câu: ai, đang làm gì, ở đâu."),
                code="file_name",
            )
        return description

    def clean(self) -> dict[str, Any]:
        """Ask what the picture shows, unless it is decoration."""
        cleaned = super().clean() or self.cleaned_data
        asked = (
            "description" in self.fields and not self.is_first_step and not hasattr(self.instance, "withheld")
        )
        told = cleaned.get("description") or cleaned.get("is_decorative") or "description" in self.errors
        if asked and not told:
            message = _("Hãy viết một câu tả ảnh, hoặc đánh dấu “Ảnh chỉ để trang trí”.")
            self.add_error("description", forms.ValidationError(message, code="no_description"))
        return cleaned


def clean_waiting_upload(instance: Any, **kwargs: Any) -> None:
    """Clean a picture that Wagtail puts aside because another box of its form is wrong."""
    if (
        instance.for_content_type.model_class() is SchoolImage
        and instance.file
        and not instance.file._committed  # noqa: SLF001  # as Wagtail's own file fields ask
    ):
        instance.file = cleaned_picture(instance.file.file)
