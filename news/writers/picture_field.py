"""The box for a picture in the writers' form: as the library takes pictures, in words for this form."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.image_forms import PictureField
from core.images import cleaned_picture
from core.picture_kinds import IS_FILM, IS_OFFICE_FILE, IS_PDF

OUR_WORDS = (
    (IS_FILM, _("Đây là phim, không phải ảnh. Muốn gửi phim, hãy ghi ở ô nhắn người xem bài.")),
    (IS_OFFICE_FILE, _("Đây là tệp Word, Excel hoặc tệp nén, không phải ảnh. Tệp Word chọn ở ô “Tệp Word”.")),
    (IS_PDF, _("Đây là tệp PDF, không phải ảnh. Hãy chụp màn hình rồi chọn ảnh chụp.")),
)
"""The library's sentences point to places that a writer does not have."""


class ArticlePictureField(PictureField):
    """A photograph that is stored without the place where it was taken."""

    widget = forms.FileInput(attrs={"accept": "image/*"})

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)
        self.use_our_words()
        self.help_text = ""
        self.error_messages["invalid_image_extension"] = _(
            "Tệp này không phải ảnh. Hãy chọn ảnh JPEG, HEIC, PNG, WebP hoặc GIF."
        )

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Return the cleaned picture, or None.

        Raises:
            ValidationError: The file is no picture that can be read.
        """
        try:
            file = super().clean(data, initial)
            return cleaned_picture(file) if file else None
        except ValidationError as error:
            for librarys, ours in OUR_WORDS:
                if getattr(error, "message", None) is librarys:
                    raise ValidationError(ours, code="no_picture") from error
            raise
