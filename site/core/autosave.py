"""Autosave leaves one line in the history for each sitting, as it leaves one revision.

Wagtail overwrites the sitting's revision at each autosave, but writes a line in the log every time.
"""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_save
from wagtail.models import ModelLogEntry, PageLogEntry

EDIT = "wagtail.edit"


def keep_the_last_line(
    sender: type[PageLogEntry | ModelLogEntry],
    instance: Any,
    created: bool,  # noqa: FBT001  # Django's signal
    **kwargs: Any,
) -> None:
    """Forget the earlier lines of the same revision: it no longer holds what they told of."""
    if created and not kwargs.get("raw") and instance.action == EDIT and instance.revision_id:
        earlier = sender.objects.filter(
            revision_id=instance.revision_id, action=EDIT, user_id=instance.user_id, pk__lt=instance.pk
        )
        earlier.delete()


def connect() -> None:
    """Watch the logs; called once, when Django starts."""
    for model in (PageLogEntry, ModelLogEntry):
        post_save.connect(keep_the_last_line, sender=model, dispatch_uid=f"core.autosave.{model.__name__}")
