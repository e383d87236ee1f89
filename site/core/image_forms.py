"""The upload form of pictures. Apart from the models: it may be imported only when all of them are loaded."""

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from core.images import UNREADABLE, cleaned_picture, unreadable


class PictureField(WagtailImageField):
    """Wagtail's field counts the pixels of what Pillow has only looked at: half a photograph would be an error 500."""

    def to_python(self, data: Any) -> Any:
        """Return the upload.

        Raises:
            ValidationError: The file is no picture that can be read.
        """
        try:
            return super().to_python(data)
        except UNREADABLE as error:
            raise unreadable() from error


class SchoolImageForm(BaseImageForm):
    """The upload form of every picture, by the library, the chooser or many at once."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            self.fields["file"].__class__ = PictureField  # Wagtail makes the field itself, without a hook

    def clean_file(self) -> Any:
        """Replace an upload by its cleaned picture."""
        file = self.cleaned_data.get("file")
        if not isinstance(file, UploadedFile):
            return file  # unchanged, or missing and already reported
        cleaned = cleaned_picture(file)
        replaced = self.fields["file"].to_python(cleaned)
        replaced.content_type = {"jpg": "image/jpeg", "webp": "image/webp"}.get(
            (cleaned.name or "").rsplit(".", 1)[-1], "image/png"
        )
        return replaced
