"""What the schedule runner remembers, and the addresses of private calendars."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

TOKEN_BYTES = 24


def new_token() -> str:
    """Return a token that cannot be guessed, fit for an address."""
    return secrets.token_urlsafe(TOKEN_BYTES)


class RunnerHeartbeat(models.Model):
    """The last sign of life of a schedule runner."""

    name = models.CharField(max_length=60, unique=True)
    beat_at = models.DateTimeField(default=timezone.now)
    published = models.PositiveBigIntegerField(default=0)
    expired = models.PositiveBigIntegerField(default=0)

    class Meta:
        verbose_name = _("nhịp của bộ hẹn giờ")
        verbose_name_plural = _("nhịp của bộ hẹn giờ")

    def __str__(self) -> str:
        return f"{self.name}: {self.beat_at:%d/%m/%Y %H:%M:%S}"


class ScheduleFailure(models.Model):
    """Something that was due and could not be done: it stays due, is tried again, and editors are told why."""

    class Action(models.TextChoices):
        """What was to be done."""

        PUBLISH = "publish", _("Đăng")
        EXPIRE = "expire", _("Gỡ")

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.CharField(max_length=255)
    content_object = GenericForeignKey("content_type", "object_id", for_concrete_model=False)
    action = models.CharField(max_length=10, choices=Action.choices)
    title = models.CharField(max_length=255)
    reason = models.TextField()
    due_at = models.DateTimeField()
    attempts = models.PositiveIntegerField(default=0)
    last_attempt_at = models.DateTimeField(default=timezone.now)
    next_attempt_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id", "action"], name="one_failure_an_object"
            ),
        ]
        ordering = ("due_at",)
        verbose_name = _("việc hẹn giờ bị lỗi")
        verbose_name_plural = _("việc hẹn giờ bị lỗi")

    def __str__(self) -> str:
        return f"{self.get_action_display()} {self.title}: {self.reason}"


class CalendarFeed(models.Model):
    """The secret address at which a calendar application reads one user's "Lịch đăng"."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("người dùng"),
        on_delete=models.CASCADE,
        related_name="calendar_feed",
    )
    token = models.CharField(max_length=64, unique=True, default=new_token, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("đường dẫn lịch đăng")
        verbose_name_plural = _("đường dẫn lịch đăng")

    def __str__(self) -> str:
        return f"{self.user}"
