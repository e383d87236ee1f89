"""The two forms: the file, and then what its pictures show."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from core.file_names import looks_like_file_name
from core.vietnamese import nfc
from news.word.alternative_text import LONGEST, Description
from news.word.archive import ACCEPT, MOST_BYTES, TOO_LARGE, WordFileError
from news.word.models import WordPicture
from news.word.reading import check


class WordFileField(forms.FileField):
    """A Word file, looked into when it comes."""

    widget = forms.FileInput(attrs={"accept": ACCEPT})
    default_error_messages = {
        "required": _("Hãy chọn một tệp Word."),
        "empty": _("Tệp trống. Hãy chọn tệp khác."),
        "missing": _("Hãy chọn một tệp Word."),
        "invalid": _("Hãy chọn một tệp Word."),
    }

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Return the upload.

        Raises:
            ValidationError: Why it cannot be read.
        """
        file = super().clean(data, initial)
        if isinstance(file, UploadedFile):
            if (file.size or 0) > MOST_BYTES:
                raise WordFileError(TOO_LARGE, code="too_large")
            check(file)
            file.seek(0)
        return file


class WordUploadForm(forms.Form):
    """The Word file."""

    file = WordFileField(label=_("Tệp Word"), help_text=_("Tệp .docx, tới 25 MB và chừng 60 trang."))


class ReviewForm(forms.Form):
    """What each picture shows, and whether old text is converted.

    A picture may be left without words: the story is a draft, and publishing asks again.
    """

    def __init__(self, pictures: list[WordPicture], *args: Any, has_old_text: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.pictures = pictures
        if has_old_text:
            self.fields["convert"] = forms.BooleanField(
                label=_("Chuyển sang chữ Unicode (nên chọn)"), required=False, initial=True
            )
        for row in pictures:
            self.fields[f"text-{row.number}"] = forms.CharField(
                label=_("Ảnh cho thấy gì?"),
                max_length=LONGEST,
                required=False,
                initial=row.proposed,
                error_messages={"max_length": _("Hãy viết gọn trong %(limit_value)d chữ cái.")},
            )
            self.fields[f"decorative-{row.number}"] = forms.BooleanField(
                label=_("Chỉ để trang trí"), required=False
            )

    def clean(self) -> dict[str, Any]:
        """Refuse file names, and words for a picture that is said to have none."""
        cleaned = super().clean() or {}
        for row in self.pictures:
            field = f"text-{row.number}"
            text = nfc(cleaned.get(field) or "").strip()
            if text and looks_like_file_name(text):
                self.add_error(
                    field,
                    ValidationError(_("Đây là tên tệp. Hãy viết một câu tả ảnh cho người không nhìn thấy.")),
                )
            cleaned[field] = text
        return cleaned

    def picture_rows(self) -> list[dict[str, Any]]:
        """Return each picture with its two boxes."""
        return [
            {"row": row, "text": self[f"text-{row.number}"], "decorative": self[f"decorative-{row.number}"]}
            for row in self.pictures
        ]

    def descriptions(self) -> dict[int, Description]:
        """Return what was said, by the pictures' numbers; a decoration has no words."""
        said = {}
        for row in self.pictures:
            is_decorative = self.cleaned_data[f"decorative-{row.number}"]
            text = "" if is_decorative else self.cleaned_data[f"text-{row.number}"]
            said[row.number] = Description(text, is_decorative)
        return said

    @property
    def is_converted(self) -> bool:
        """Whether old text is wanted in Unicode."""
        return bool(self.cleaned_data.get("convert"))
