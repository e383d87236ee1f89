"""Things that happen by the clock and are neither pages nor drafts.

The schedule runner (``workflow.schedule``) finds every model below ``TimedModel`` by itself, so that rooms beneath
it (a consent that ends) and above it (a round that goes live) need not know the runner.
"""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class TimedModel(models.Model):
    """A row with a moment; at that moment ``when_due`` is called once, in a transaction, the row locked."""

    due_at = models.DateTimeField(_("giờ hẹn"), null=True, blank=True, db_index=True)
    """When the runner has something to do with it; None for never."""

    goes_live: ClassVar[bool] = True
    """Whether the moment brings something to the public (else it takes something away)."""

    class Meta:
        abstract = True

    def when_due(self, now: datetime) -> None:
        """Do what the moment asks for, and set ``due_at`` to None or to the next moment.

        Raises:
            ValidationError: It may not happen now, and why, in words for editors; it is tried again later.
        """
        raise NotImplementedError
