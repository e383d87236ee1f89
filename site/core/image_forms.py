"""The upload form of pictures. Apart from the models: it may be imported only when all of them are loaded."""

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from wagtail.images.forms import BaseImageForm

from core.images import cleaned_picture


class SchoolImageForm(BaseImageForm):
    """The upload form of every picture, by the library, the chooser or many at once."""

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
