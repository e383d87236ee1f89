"""What an editor says of an article."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.visible_text import VisibleTextField
from news.models.writers import Article


class AnswerForm(forms.Form):
    """The editor's words to the writer, and which version of the article they are about."""

    seen = forms.CharField(max_length=40, required=False, widget=forms.HiddenInput)

    def __init__(self, article: Article, *args: Any, **kwargs: Any) -> None:
        self.article = article
        super().__init__(*args, **kwargs)
        self.fields["seen"].initial = article.changed_at.isoformat()

    def clean(self) -> dict[str, Any]:
        """Ask to look again when the writer has sent other words since."""
        cleaned = super().clean() or {}
        now = self.article.changed_at.isoformat()
        if cleaned.get("seen") != now:
            # What was typed stays; the next press is about what stands on the screen then.
            self.data = self.data.copy()  # type: ignore[attr-defined]  # a QueryDict
            self.data[self.add_prefix("seen")] = now  # type: ignore[index]
            self.add_error(
                None, _("Bài vừa có thay đổi. Hãy xem lại bài ở trên, rồi bấm lần nữa. Chữ đã gõ còn nguyên.")
            )
        return cleaned


class GiveBackForm(AnswerForm):
    """What there is to mend."""

    text = VisibleTextField(
        label=_("Cần sửa gì?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Người viết đọc lời này ở trang gửi bài của mình."),
        error_messages={"required": _("Hãy ghi cần sửa gì, để người viết biết mà sửa.")},
    )


class DeclineForm(AnswerForm):
    """Why it is not used."""

    text = VisibleTextField(
        label=_("Vì sao không dùng?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Người viết đọc được lời này. Bài gửi được xoá sau 90 ngày."),
        error_messages={"required": _("Hãy ghi lý do, để người viết không chờ.")},
    )
