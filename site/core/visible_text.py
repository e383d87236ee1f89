"""Text that visitors type, without the marks that nobody sees."""

from __future__ import annotations

import unicodedata
from typing import Any

from django import forms
from django.core.validators import ProhibitNullCharactersValidator

from core.vietnamese import nfc


class VisibleTextField(forms.CharField):
    """Text without marks that nobody sees; a break of lines counts as one letter, as it does in the browser."""

    def to_python(self, value: Any) -> str:
        """Return the text as it will be kept."""
        return visible(super().to_python(value) or "")


class NameField(forms.CharField):
    """A name; ``people.validate_name`` refuses every mark that is none, the NUL character among them."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.validators = [
            check for check in self.validators if not isinstance(check, ProhibitNullCharactersValidator)
        ]


def visible(text: str) -> str:
    """Return the text composed, without control and direction marks; lines stay, each break one letter."""
    composed = nfc(text.replace("\r\n", "\n"))
    return "".join(
        letter for letter in composed if letter == "\n" or unicodedata.category(letter) not in {"Cc", "Cf"}
    )
