"""What is stored of papers: the office's own templates, and print jobs with the files they made."""

from __future__ import annotations

import contextlib
from datetime import timedelta
from typing import Any, Self

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.core.files import File
from django.db import models, transaction
from django.db.models.fields.files import FieldFile
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.private_files import PrivateFileField

KEEP = timedelta(days=7)
SILENCE = timedelta(minutes=5)
"""A job that has said nothing for so long has lost its worker."""


def _delete_after_commit(file: FieldFile) -> None:
    """Remove a file from the disk once nothing in the database names it."""
    storage, name = file.storage, file.name
    if name:
        transaction.on_commit(lambda: storage.delete(name))


class OfficeTemplate(models.Model):
    """A Word template that the office edited; it replaces the built-in one of its kind."""

    kind = models.CharField(_("loại văn bản"), max_length=40, unique=True)
    file = PrivateFileField(_("tệp Word"))
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("người tải lên"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    uploaded_at = models.DateTimeField(_("tải lên lúc"))

    class Meta:
        default_permissions = ("change",)
        ordering = ("kind",)
        verbose_name = _("mẫu văn bản")
        verbose_name_plural = _("mẫu văn bản")

    def __str__(self) -> str:
        return self.kind

    @classmethod
    def replace(cls, kind: str, file: File[Any], user_id: int | None) -> None:
        """Let a kind use this file from now on."""
        with transaction.atomic():
            own = cls.objects.select_for_update().filter(kind=kind).first() or cls(kind=kind)
            if own.file:
                _delete_after_commit(own.file)
            own.file, own.uploaded_by_id, own.uploaded_at = file, user_id, timezone.now()  # type: ignore[assignment]  # a file that is not stored yet
            own.save()

    @classmethod
    def restore(cls, kind: str) -> None:
        """Let a kind use its built-in template again."""
        with transaction.atomic():
            for own in cls.objects.filter(kind=kind):
                _delete_after_commit(own.file)
                own.delete()

    def content(self) -> bytes:
        """Return the file; b"" when it has gone from the disk."""
        with contextlib.suppress(FileNotFoundError), self.file.storage.open(self.file.name or "") as file:
            return file.read()
        return b""


class JobState(models.TextChoices):
    """How far a print job is."""

    WAITING = "waiting", _("đang chờ")
    WORKING = "working", _("đang in")
    DONE = "done", _("đã xong")
    FAILED = "failed", _("không xong")


class PrintJobQuerySet(models.QuerySet["PrintJob"]):
    """Print jobs, asked for in words."""

    def visible_to(self, user: AbstractBaseUser | AnonymousUser) -> Self:
        """Return the user's own jobs; a superuser sees all."""
        return self if getattr(user, "is_superuser", False) else self.filter(requested_by=user.pk)

    def forget_old(self) -> None:
        """Delete jobs and their files after ``KEEP``."""
        for job in self.filter(created_at__lt=timezone.now() - KEEP):
            _delete_after_commit(job.file)
            job.delete()


class PrintJob(models.Model):
    """Something that is printed in the background: who asked for it, how far it is, and what came out."""

    kind = models.CharField(_("loại"), max_length=60)
    arguments = models.JSONField(_("tham số"), default=dict)
    title = models.CharField(_("tên"), max_length=200, blank=True)
    back_url = models.CharField(_("trang trước"), max_length=300, blank=True)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("người yêu cầu"), on_delete=models.CASCADE, related_name="+"
    )
    created_at = models.DateTimeField(_("yêu cầu lúc"), auto_now_add=True, db_index=True)
    touched_at = models.DateTimeField(_("tin mới nhất lúc"), auto_now_add=True)
    state = models.CharField(
        _("tình trạng"), max_length=10, choices=JobState.choices, default=JobState.WAITING
    )
    done = models.PositiveIntegerField(_("đã xong"), default=0)
    total = models.PositiveIntegerField(_("tổng số"), default=0)
    message = models.CharField(_("lời báo"), max_length=500, blank=True)
    file = PrivateFileField(_("tệp"), blank=True)
    file_name = models.CharField(_("tên tệp"), max_length=200, blank=True)
    content_type = models.CharField(_("kiểu tệp"), max_length=100, blank=True)

    objects = PrintJobQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ("-created_at",)
        verbose_name = _("việc in")
        verbose_name_plural = _("việc in")

    def __str__(self) -> str:
        return self.title or self.kind

    def get_absolute_url(self) -> str:
        """Return the address of the page that shows how far the job is."""
        return reverse("papers:job", args=[self.pk])

    @property
    def is_over(self) -> bool:
        """Whether nothing more will happen to it."""
        return self.state in {JobState.DONE, JobState.FAILED}

    @property
    def is_silent(self) -> bool:
        """Whether nobody has worked at it for too long."""
        return not self.is_over and timezone.now() - self.touched_at > SILENCE
