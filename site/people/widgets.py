"""Form widgets that choose people."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from wagtail.snippets.widgets import AdminSnippetChooser


class PersonChooser(AdminSnippetChooser):
    """Wagtail's chooser; what is no number chooses nobody, where Wagtail's own would raise."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(apps.get_model("people", "Person"), **kwargs)

    def get_value_data(self, value: Any) -> Any:
        """Return what the chooser shows for the value, or None."""
        try:
            return super().get_value_data(value)
        except ValueError:
            return None
