"""The place on the form of a new story where a Word file is dropped."""

from __future__ import annotations

from typing import Any

from django.forms import Media, Script
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import Panel

from news.word.archive import ACCEPT, MOST_BYTES, TOO_LARGE


class WordUploadPanel(Panel):
    """Offers to begin with a Word file, as long as the page is not saved."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**({"heading": _("Đã viết sẵn trong Word?"), "icon": "doc-full"} | kwargs))

    class BoundPanel(Panel.BoundPanel):
        """The panel on one form."""

        template_name = "news/admin/word_panel.html"

        @property
        def media(self) -> Media:
            """What the panel needs on its page."""
            script = Script("js/word_upload.js", type="module")
            return Media(css={"all": ["css/admin-word.css"]}, js=[script])  # type: ignore[list-item]  # older stubs

        def is_shown(self) -> bool:
            """Return whether the page is new."""
            return super().is_shown() and self.instance.pk is None

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """Return what the template needs."""
            return super().get_context_data(parent_context) | {
                "upload_url": reverse("news_word:upload"),
                "accept": ACCEPT,
                "most_bytes": MOST_BYTES,
                "too_large": TOO_LARGE,
            }
