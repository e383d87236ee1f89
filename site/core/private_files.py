"""Files that no address of the site leads to: consents, minutes, printed papers.

They lie in ``settings.PRIVATE_ROOT``, beside the media folder and not in it, so that neither the proxy nor the
application can serve one by its name. A view that knows who may read a file sends it with ``private_response``.
"""

from __future__ import annotations

import os
from pathlib import PurePath
from typing import Any
from uuid import uuid4

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import UploadedFile
from django.db import models
from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404
from django.utils.deconstruct import deconstructible
from django.utils.translation import gettext_lazy as _

from core.vietnamese import slugify

LARGEST_BYTES = 20 * 1024 * 1024
SCANS_AND_PAPERS = (".pdf", ".docx", ".doc", ".jpg", ".jpeg", ".png")
LONGEST_STEM = 60


@deconstructible
class PrivateStorage(FileSystemStorage):
    """A folder that only its owner reads and that has no address."""

    def __init__(self) -> None:
        super().__init__(file_permissions_mode=0o600, directory_permissions_mode=0o700)

    @property
    def base_location(self) -> str:  # type: ignore[override]
        """The folder of the settings, asked for each time so that tests have their own."""
        return str(settings.PRIVATE_ROOT)

    @property
    def location(self) -> str:  # type: ignore[override]
        """The same, absolute."""
        return os.path.abspath(self.base_location)  # noqa: PTH100  # as Django's own does

    def url(self, name: str | None) -> str:
        """There is none.

        Raises:
            ValueError: Always.
        """
        raise ValueError("A private file has no address.")


def private_place(instance: models.Model, name: str) -> str:
    """Return where an upload is kept: a folder of its model, a name that nobody can guess."""
    stem = slugify(PurePath(name).stem)[:LONGEST_STEM] or "tep"
    return f"{instance._meta.model_name}/{uuid4().hex}/{stem}{PurePath(name).suffix.lower()}"


class PrivateFileInput(forms.ClearableFileInput):
    """The usual box, naming the stored file without a link to it."""

    template_name = "core/private_file_input.html"

    def is_initial(self, value: Any) -> bool:
        """Return whether a file is stored."""
        return bool(value)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Return the template's context with ``file_name``."""
        context = super().get_context(name, value, attrs)
        return context | {"file_name": PurePath(value.name).name if value else ""}


class PrivateFileFormField(forms.FileField):
    """Refuse what is too large or of another kind, in words."""

    widget = PrivateFileInput

    def __init__(self, *args: Any, suffixes: tuple[str, ...] = SCANS_AND_PAPERS, **kwargs: Any) -> None:
        self.suffixes = suffixes
        super().__init__(*args, **kwargs)

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Return the upload.

        Raises:
            ValidationError: It is too large or not of the expected kinds.
        """
        file = super().clean(data, initial)
        if isinstance(file, UploadedFile):
            if (file.size or 0) > LARGEST_BYTES:
                raise ValidationError(_("Tệp lớn hơn 20 MB. Hãy chọn tệp nhỏ hơn."), code="too_large")
            if PurePath(file.name or "").suffix.lower() not in self.suffixes:
                raise ValidationError(
                    _("Chỉ nhận các tệp %(suffixes)s."),
                    params={"suffixes": ", ".join(self.suffixes)},
                    code="wrong_kind",
                )
        return file


class PrivateFileField(models.FileField):
    """A file of ``PrivateStorage``."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("storage", PrivateStorage())
        kwargs.setdefault("upload_to", private_place)
        kwargs.setdefault("max_length", 200)
        super().__init__(*args, **kwargs)

    def formfield(self, **kwargs: Any) -> Any:
        """Return the field that checks size and kind."""
        return super().formfield(**{"form_class": PrivateFileFormField, "widget": PrivateFileInput, **kwargs})


def private_response(file: FieldFile, name: str = "") -> FileResponse:
    """Return the file as a download that no cache keeps; the caller has checked who asks.

    Raises:
        Http404: No file is stored, or it has gone from the folder.
    """
    if not file:
        raise Http404
    try:
        opened = file.storage.open(file.name or "")
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(opened, as_attachment=True, filename=name or PurePath(file.name or "").name)
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response
