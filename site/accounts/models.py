"""Who may come in, and what each of them was told."""

from __future__ import annotations

from datetime import timedelta
from typing import ClassVar

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

KEPT = timedelta(days=90)
"""A notice older than this is of no use to anybody, and may name people: it goes."""


class User(AbstractUser):
    """A member of the school's staff. What one may do follows from the groups (see ``accounts.roles``)."""

    class Meta:
        verbose_name = _("người dùng")
        verbose_name_plural = _("người dùng")

    def get_full_name(self) -> str:
        """Return the name the Vietnamese way: family name first."""
        return f"{self.last_name} {self.first_name}".strip()

    def __str__(self) -> str:
        return self.get_full_name() or self.username


class NoticeQuerySet(models.QuerySet["Notice"]):
    """Notices, asked for in words."""

    def current(self) -> NoticeQuerySet:
        """Return what is not too old to show."""
        return self.filter(created_at__gt=timezone.now() - KEPT)

    def unread(self) -> NoticeQuerySet:
        """Return what its reader has not opened."""
        return self.filter(read_at=None)


class Notice(models.Model):
    """Something that one member of the staff should hear of; ``accounts.notices.notify`` writes them."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices")
    subject = models.CharField(max_length=250)
    text = models.TextField(blank=True)
    url = models.CharField(max_length=300, blank=True)
    """Where to go: an address of this site, from the first slash on."""
    created_at = models.DateTimeField(default=timezone.now, db_index=True)
    read_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[models.Manager[Notice]] = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ("-created_at", "-pk")
        indexes = (models.Index(fields=["user", "read_at"], name="notices_of_a_reader"),)
        verbose_name = _("tin báo")
        verbose_name_plural = _("tin báo")

    def __str__(self) -> str:
        return self.subject

    def mark_read(self) -> None:
        """Remember when it was first read."""
        if self.read_at is None:
            self.read_at = timezone.now()
            self.save(update_fields=["read_at"])
