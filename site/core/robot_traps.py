"""Two traps for robots in a public form that nobody else notices."""

from __future__ import annotations

import time
from typing import Any

from django import forms
from django.core import signing
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.visible_text import VisibleTextField

FEWEST_SECONDS = 2
"""Nobody fills in a form faster than this."""
SALT = "core.robot_traps"


def stamp() -> str:
    """Return the present moment, signed."""
    return signing.dumps(time.time(), salt=SALT)


class TrappedForm(forms.Form):
    """``website`` is out of sight and stays empty; ``opened`` is the signed moment at which the form was opened."""

    website = VisibleTextField(
        label=gettext_lazy("Để trống ô này"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )
    opened = VisibleTextField(required=False, widget=forms.HiddenInput)

    @property
    def visible_questions(self) -> list[forms.BoundField]:
        """The fields that a visitor fills in."""
        return [field for field in self.visible_fields() if field.name != "website"]

    def clean_opened(self) -> str:
        """Return the stamp.

        Raises:
            ValidationError: There is none of ours; the page is shown again with a new one.
        """
        opened: str = self.cleaned_data["opened"]
        try:
            signing.loads(opened, salt=SALT)
        except signing.BadSignature as error:
            raise forms.ValidationError(_("Trang này mở đã lâu. Xin bấm gửi một lần nữa.")) from error
        return opened

    def is_from_a_robot(self) -> bool:
        """Return whether a trap has caught something; ask it of a valid form."""
        seconds: float = time.time() - signing.loads(self.cleaned_data["opened"], salt=SALT)
        return bool(self.cleaned_data["website"]) or seconds < FEWEST_SECONDS

    def renew_stamp(self, posted: Any) -> None:
        """Put a stamp of ours where there was none, so that the form can be sent again.

        Args:
            posted: What came with the request.
        """
        if "opened" in self.errors:
            self.data = QueryDict(mutable=True)
            self.data.update(posted)
            self.data["opened"] = stamp()
