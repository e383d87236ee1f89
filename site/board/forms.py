"""The forms of boards, their items, and the emergency."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.images.widgets import AdminImageChooser

from board.models import Board, BoardItem
from core.date_input import MomentField, MomentInput
from core.vietnamese import nfc

PLAIN_TIME = "%H:%M"


class BoardForm(WagtailAdminModelForm):
    """What a board is called and how it hangs."""

    class Meta:
        model = Board
        fields: ClassVar[list[str]] = ["name", "shape", "is_active"]
        widgets: ClassVar[dict[str, Any]] = {"shape": forms.RadioSelect}


class ItemForm(WagtailAdminModelForm):
    """One item of one kind; what the kind does not use is left out."""

    class Meta:
        model = BoardItem
        fields: ClassVar[list[str]] = [
            "text",
            "picture",
            "seconds",
            "from_date",
            "until_date",
            "from_time",
            "until_time",
            "weekdays",
            "is_active",
        ]
        widgets: ClassVar[dict[str, Any]] = {
            "text": forms.Textarea(attrs={"rows": 2}),
            "picture": AdminImageChooser,
            "from_time": forms.TimeInput(format=PLAIN_TIME, attrs={"inputmode": "numeric"}),
            "until_time": forms.TimeInput(format=PLAIN_TIME, attrs={"inputmode": "numeric"}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind = self.instance.kind
        if kind not in {BoardItem.Kind.SLOGAN, BoardItem.Kind.TEXT, BoardItem.Kind.PICTURE}:
            del self.fields["text"]
        elif kind == BoardItem.Kind.PICTURE:
            self.fields["text"].label = _("Chú thích dưới ảnh")
            self.fields["text"].help_text = _("Có thể để trống.")
        if kind != BoardItem.Kind.PICTURE:
            del self.fields["picture"]


class MomentForm(forms.Form):
    """For which moment the playlist is looked at."""

    luc = MomentField(label=_("Xem lúc"), required=False, widget=MomentInput)


class EmergencyForm(forms.Form):
    """Which boards, and what is to stand on them."""

    BLANK, MESSAGE, BACK = "tat", "tin", "lai"

    board = forms.ModelChoiceField(Board.objects.all(), required=False)
    action = forms.ChoiceField(choices=[(BLANK, ""), (MESSAGE, ""), (BACK, "")])
    message = forms.CharField(max_length=120, required=False)
    own_message = forms.CharField(
        label=_("Tin của tôi"), max_length=120, required=False, help_text=_("Ngắn, đọc được từ xa.")
    )

    def clean(self) -> dict[str, Any]:
        """Ask for a message where one is to be shown."""
        cleaned = super().clean() or {}
        words = " ".join(nfc(cleaned.get("message") or cleaned.get("own_message") or "").split())
        cleaned["words"] = words
        if cleaned.get("action") == self.MESSAGE and not words and not self.has_error("own_message"):
            self.add_error("own_message", _("Hãy ghi tin cần hiện."))
        return cleaned
