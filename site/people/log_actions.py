"""The words of the audit log for what happens to people."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from wagtail.log_actions import LogFormatter


class RemovalFormatter(LogFormatter):
    """Say why, and how much was taken off."""

    def __init__(self, label: Any) -> None:
        self.label = label

    def format_message(self, log_entry: Any) -> str:
        """Return the sentence for the history."""
        details = log_entry.data or {}
        parts = [str(details["reason"])] if details.get("reason") else []
        for name, words in (
            ("pages", _("trang: %(titles)s")),
            ("pictures", _("ảnh: %(titles)s")),
            ("documents", _("tệp: %(titles)s")),
        ):
            if details.get(name):
                parts.append(words % {"titles": ", ".join(details[name])})
        return f"{self.label}: {'; '.join(parts)}" if parts else str(self.label)
