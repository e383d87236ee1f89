"""What shows that a task of the plan was done, and whom the site has reminded of one that was not."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from core.vietnamese import nfc
from week.models import PlanTask

NOTE_LENGTH = 200


class Evidence(models.Model):
    """A page, picture, file, share or commendation that shows a task; ``ledger.kinds`` says what may be one.

    Stories and activities also name their tasks themselves; ``ledger.evidence`` reads both.
    """

    task = models.ForeignKey(
        PlanTask, verbose_name=_("nhiệm vụ"), on_delete=models.CASCADE, related_name="evidence"
    )
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    thing = GenericForeignKey("content_type", "object_id")
    page = models.ForeignKey(
        Page, null=True, blank=True, editable=False, on_delete=models.CASCADE, related_name="+"
    )
    """The same thing once more where it is a page, so that the public page of the Week reads all in one question."""
    note = models.CharField(_("ghi chú"), max_length=NOTE_LENGTH, blank=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("người gắn"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    added_at = models.DateTimeField(_("gắn lúc"), auto_now_add=True)

    wagtail_reference_index_ignore: ClassVar[bool] = True
    """Evidence does not use the thing: nobody need be warned of it before the thing is deleted."""

    class Meta:
        ordering = ("added_at", "pk")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["task", "content_type", "object_id"], name="evidence_once_for_a_task"
            )
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["content_type", "object_id"], name="evidence_of_a_thing")
        ]
        verbose_name = _("minh chứng")
        verbose_name_plural = _("minh chứng")

    def __str__(self) -> str:
        return f"{self.task}: {self.content_type_id}.{self.object_id}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the page beside its number."""
        self.note = " ".join(nfc(self.note).split())[:NOTE_LENGTH]
        model = self.content_type.model_class()
        self.page_id = self.object_id if model is not None and issubclass(model, Page) else None
        super().save(*args, **kwargs)


class Reminder(models.Model):
    """That the owners of a task were reminded, so that nobody is told twice; another due date is another matter."""

    class Kind(models.TextChoices):
        """Of what."""

        DUE = "due", _("sắp đến hạn")
        LATE = "late", _("quá hạn")

    task = models.ForeignKey(PlanTask, on_delete=models.CASCADE, related_name="reminders")
    kind = models.CharField(max_length=4, choices=Kind.choices)
    due_date = models.DateField()
    sent_at = models.DateTimeField(auto_now_add=True)

    wagtail_reference_index_ignore: ClassVar[bool] = True

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["task", "kind", "due_date"], name="reminded_once")
        ]
        verbose_name = _("lời nhắc")
        verbose_name_plural = _("lời nhắc")

    def __str__(self) -> str:
        return f"{self.task}: {self.kind}"
