"""Things that happen by the clock and are neither pages nor drafts.

The schedule runner (``workflow.schedule``) finds every model below ``TimedModel`` by itself, so that rooms beneath
it (a consent that ends) and above it (a round that goes live) need not know the runner.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.dispatch import Signal
from django.utils.translation import gettext_lazy as _

came_due = Signal()
"""Sent by the runner at a row's moment: ``sender`` its model, ``instance``, ``now``.

Once, in a transaction, the row locked. Whoever hears it does what the moment asks for and sets ``due_at`` to None or to
the next moment; a ``ValidationError`` says, in words for editors, why it may not happen now: it is tried again later.
"""


class TimedModel(models.Model):
    """A row with a moment, at which ``came_due`` is sent."""

    due_at = models.DateTimeField(_("giờ hẹn"), null=True, blank=True, db_index=True)
    """When the runner has something to do with it; None for never."""

    goes_live: ClassVar[bool] = True
    """Whether the moment brings something to the public (else it takes something away)."""

    class Meta:
        abstract = True

    @classmethod
    def gone_live(cls) -> models.QuerySet:
        """Return the rows that the public sees now, each with ``gone_live_at``; none unless a model knows."""
        return cls._base_manager.annotate(gone_live_at=models.F("due_at")).none()
