"""What is chosen as evidence: by Wagtail's choosers on a task's screen, by ticking tasks on a thing's."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminPageChooser
from wagtail.documents.widgets import AdminDocumentChooser
from wagtail.images.widgets import AdminImageChooser
from wagtail.models import Page

from core.bin import is_binned
from core.documents import SchoolDocument
from core.images import SchoolImage
from ledger.kinds import kind_of
from ledger.models import NOTE_LENGTH

CHOICES = ("page", "picture", "document")


class EvidenceForm(forms.Form):
    """One to three things to attach at once."""

    page = forms.ModelChoiceField(
        Page.objects.filter(depth__gt=1), label=_("Trang"), required=False, widget=AdminPageChooser
    )
    picture = forms.ModelChoiceField(
        SchoolImage.objects.all(), label=_("Ảnh"), required=False, widget=AdminImageChooser
    )
    document = forms.ModelChoiceField(
        SchoolDocument.objects.all(), label=_("Tệp"), required=False, widget=AdminDocumentChooser
    )
    note = forms.CharField(
        label=_("Ghi chú"),
        required=False,
        max_length=NOTE_LENGTH,
        help_text=_("Không bắt buộc. Ví dụ: ảnh chụp băng rôn ở cổng trường."),
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_page(self) -> Page | None:
        """Take no section, and nothing that the user may not see.

        Raises:
            ValidationError: The page shows no task.
        """
        page = self.cleaned_data["page"]
        if page is None:
            return None
        page = page.specific
        kind = kind_of(type(page))
        if kind is None or is_binned(page) or not kind.may_attach(self.user, page):
            raise ValidationError(
                _("Trang này không làm minh chứng được. Hãy chọn một bài, hoạt động hay học liệu.")
            )
        return page

    def clean(self) -> dict[str, Any]:
        """Ask for something.

        Raises:
            ValidationError: Nothing is chosen.
        """
        cleaned = super().clean() or {}
        if not self.errors and not self.things():
            raise ValidationError(_("Hãy chọn một trang, một ảnh hoặc một tệp rồi bấm Gắn."))
        return cleaned

    def things(self) -> list[Any]:
        """Return what was chosen."""
        return [self.cleaned_data[name] for name in CHOICES if self.cleaned_data.get(name) is not None]
