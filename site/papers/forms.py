"""The form that takes a template of the office."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from core.private_files import PrivateFileFormField
from papers.filling import TemplateError, fill
from papers.kinds import PaperKind

LARGEST_BYTES = 5 * 1024 * 1024
LARGEST_UNPACKED_BYTES = 50 * 1024 * 1024
_OLD_OFFICE_FILE = bytes.fromhex("d0cf11e0a1b11ae1")
"""The beginning of Word files before 2007, and of new ones that are locked by a password."""
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_MAIN_PART = "word/document.xml"
_MACROS = "vbaproject.bin"

NOT_WORD = _("Tệp này không phải tệp Word (.docx) hoặc đã hỏng. Hãy mở bằng Word rồi lưu lại dạng .docx.")


class OfficeTemplateForm(forms.Form):
    """One Word file, tried with the sample of its kind before it is accepted."""

    file = PrivateFileFormField(
        label=_("Tệp Word"),
        suffixes=(".docx",),
        help_text=_("Tệp .docx, không quá 5 MB. Hệ thống điền thử dữ liệu mẫu trước khi nhận."),
        error_messages={"required": _("Hãy chọn tệp Word đã sửa.")},
    )

    def __init__(self, *args: Any, kind: PaperKind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        self.fields["file"].widget = forms.FileInput(attrs={"accept": ".docx"})

    def clean_file(self) -> UploadedFile:
        """Return the file.

        Raises:
            ValidationError: It is too large, no Word file, locked, with macros, or has a wrong tag.
        """
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST_BYTES:
            raise ValidationError(_("Tệp lớn hơn 5 MB. Hãy bỏ bớt hình trong tệp rồi thử lại."))
        content = file.read()
        file.seek(0)
        check_word_file(content)
        try:
            fill(content, self.kind.sample())
        except TemplateError as error:
            raise ValidationError(str(error)) from error
        return file


def check_word_file(content: bytes) -> None:
    """Look at a file before it is opened as a Word file.

    Raises:
        ValidationError: It is none, or one that we do not take.
    """
    if content.startswith(_OLD_OFFICE_FILE):
        if _LOCKED in content:
            raise ValidationError(_("Tệp đang khóa bằng mật khẩu. Hãy bỏ mật khẩu trong Word rồi tải lại."))
        raise ValidationError(_("Tệp này ở dạng Word cũ (.doc). Hãy mở bằng Word rồi lưu lại dạng .docx."))
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            names = {part.filename.lower() for part in parts}
            unpacked = sum(part.file_size for part in parts)
            has_macros = any(name.endswith(_MACROS) for name in names)
            is_word = _MAIN_PART in names and "[content_types].xml" in names
            kinds = (
                archive.read("[Content_Types].xml") if is_word and unpacked <= LARGEST_UNPACKED_BYTES else b""
            )
    except (zipfile.BadZipFile, KeyError, RuntimeError, NotImplementedError, EOFError, OSError) as error:
        raise ValidationError(NOT_WORD) from error
    if unpacked > LARGEST_UNPACKED_BYTES:
        raise ValidationError(_("Nội dung tệp quá lớn. Hãy bỏ bớt hình trong tệp rồi thử lại."))
    if has_macros or b"macroEnabled" in kinds:
        raise ValidationError(_("Tệp có macro nên không nhận được. Hãy lưu lại dạng .docx không có macro."))
    if not is_word:
        raise ValidationError(NOT_WORD)
