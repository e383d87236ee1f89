"""A Word file on its way to a story, and the pictures that came with it."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Any, Self

from django.conf import settings
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import ReferenceIndex

from core.images import SchoolImage
from core.private_files import PrivateFileField

KEEP = timedelta(days=7)
SILENCE = timedelta(minutes=5)
"""An import that has said nothing for so long has lost its worker."""


class WordImportState(models.TextChoices):
    """How far an import is."""

    WAITING = "waiting", _("đang chờ")
    WORKING = "working", _("đang đọc")
    READY = "ready", _("đã đọc xong")
    FAILED = "failed", _("không đọc được")
    USED = "used", _("đã thành bản nháp")


class WordImportQuerySet(models.QuerySet["WordImport"]):
    """Imports, asked for in words."""

    def owned_by(self, user: Any) -> Self:
        """Return the user's own: nobody else sees what a teacher has not made a draft of."""
        return self.filter(owner=user.pk)

    def forget_old(self) -> None:
        """Delete imports after ``KEEP``, with their files and with the pictures that no story got."""
        for old in self.filter(created_at__lt=timezone.now() - KEEP):
            old.forget()


class WordImport(models.Model):
    """A Word file that is read in the background: whose it is, how far, and what came out.

    ``result`` is what ``news.word.job`` wrote; it and the file are kept only until the draft is made.
    """

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("người tải lên"), on_delete=models.CASCADE, related_name="+"
    )
    file = PrivateFileField(_("tệp Word"), blank=True)
    file_name = models.CharField(_("tên tệp"), max_length=200, blank=True)
    created_at = models.DateTimeField(_("tải lên lúc"), auto_now_add=True, db_index=True)
    touched_at = models.DateTimeField(_("tin mới nhất lúc"), auto_now_add=True)
    state = models.CharField(
        _("tình trạng"), max_length=10, choices=WordImportState.choices, default=WordImportState.WAITING
    )
    attempts = models.PositiveSmallIntegerField(_("số lần thử"), default=0)
    done = models.PositiveIntegerField(_("đã xong"), default=0)
    total = models.PositiveIntegerField(_("tổng số"), default=0)
    problem = models.CharField(_("vì sao không đọc được"), max_length=500, blank=True)
    result = models.JSONField(_("nội dung đọc được"), default=dict)
    story = models.ForeignKey(
        "news.StoryPage",
        verbose_name=_("bản nháp"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    article = models.ForeignKey(
        "news.Article",
        verbose_name=_("bài gửi"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="imports",
    )
    """The article that the file came with, when a writer sent it and no editor."""

    objects = WordImportQuerySet.as_manager()

    wagtail_reference_index_ignore = True
    """An import is no use of a picture, nor of a story."""

    class Meta:
        default_permissions = ()
        ordering = ("-created_at",)
        verbose_name = _("tệp Word đang đọc")
        verbose_name_plural = _("tệp Word đang đọc")

    def __str__(self) -> str:
        return self.file_name or str(self.pk)

    def get_absolute_url(self) -> str:
        """Return the address of its screen."""
        return reverse("news_word:screen", args=[self.pk])

    @property
    def is_over(self) -> bool:
        """Whether the reading has ended, well or not."""
        return self.state not in {WordImportState.WAITING, WordImportState.WORKING}

    @property
    def is_silent(self) -> bool:
        """Whether nobody has worked at it for too long."""
        return not self.is_over and timezone.now() - self.touched_at > SILENCE

    def store(self, **values: Any) -> None:
        """Write some fields, and that somebody works at it."""
        WordImport.objects.filter(pk=self.pk).update(touched_at=timezone.now(), **values)
        for name, value in values.items():
            setattr(self, name, value)

    def drop_file(self) -> None:
        """Remove the file: what was read of it is stored."""
        if self.file:
            transaction.on_commit(partial(self.file.storage.delete, self.file.name or ""))
            self.store(file="")

    def drop_pictures(self) -> None:
        """Delete its pictures from the library, but those that something uses."""
        rows = WordPicture.objects.filter(word_import=self).select_related("picture")
        for row in rows:
            if not ReferenceIndex.get_references_to(row.picture).exists():
                row.picture.delete()
        rows.delete()

    def forget(self) -> None:
        """Delete the import with everything that came of it and was not used."""
        with transaction.atomic():
            if self.state != WordImportState.USED:
                self.drop_pictures()
            self.drop_file()
            self.delete()


class WordPicture(models.Model):
    """A picture that an import put into the library."""

    word_import = models.ForeignKey(WordImport, on_delete=models.CASCADE, related_name="pictures")
    picture = models.OneToOneField(SchoolImage, on_delete=models.CASCADE, related_name="word_picture")
    number = models.PositiveSmallIntegerField(_("số thứ tự"))
    proposed = models.CharField(_("lời tả trong Word"), max_length=200, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()
        ordering = ("number",)
        verbose_name = _("ảnh từ tệp Word")
        verbose_name_plural = _("ảnh từ tệp Word")

    def __str__(self) -> str:
        return f"{self.number}: {self.picture}"
