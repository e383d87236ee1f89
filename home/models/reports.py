"""The Week's report: what the office writes in it, and the copies that were sent."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.private_files import PrivateFileField
from core.vietnamese import nfc
from week.models import WeekEdition

LONGEST_PART = 6000
PARTS = ("highlights", "difficulties", "proposals")
"""The fields that the office writes."""


class Report(models.Model):
    """What no database knows of a Week: the office's own judgement. One for a Week."""

    edition = models.OneToOneField(
        WeekEdition, verbose_name=_("Tuần lễ"), on_delete=models.CASCADE, related_name="report"
    )
    highlights = models.TextField(
        _("kết quả nổi bật"),
        blank=True,
        max_length=LONGEST_PART,
        help_text=_("Mỗi ý một dòng. Điều gì làm được mà con số không nói hết?"),
    )
    difficulties = models.TextField(
        _("khó khăn, hạn chế"), blank=True, max_length=LONGEST_PART, help_text=_("Mỗi ý một dòng.")
    )
    proposals = models.TextField(
        _("kiến nghị"), blank=True, max_length=LONGEST_PART, help_text=_("Mỗi ý một dòng.")
    )
    version = models.PositiveIntegerField(default=0, editable=False)
    """How often it was saved: two people who write at once hear of each other."""
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("người sửa"),
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    changed_at = models.DateTimeField(_("sửa lúc"), null=True, editable=False)

    class Meta:
        default_permissions = ("view", "change")
        permissions: ClassVar[list[Any]] = [("send_report", "Ghi báo cáo kết quả đã gửi")]
        verbose_name = _("báo cáo kết quả")
        verbose_name_plural = _("báo cáo kết quả")

    def __str__(self) -> str:
        return f"Báo cáo kết quả {self.edition}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store the words composed."""
        for name in PARTS:
            setattr(self, name, nfc(getattr(self, name)).strip())
        super().save(*args, **kwargs)

    @classmethod
    def of(cls, edition: WeekEdition) -> Report:
        """Return what the office wrote of a Week; an empty one that is not stored when it has written nothing."""
        written = cls.objects.filter(edition=edition).select_related("changed_by").first()
        return written or cls(edition=edition)


class SentReport(models.Model):
    """A copy that was sent: its files and figures stay as they were on that day."""

    edition = models.ForeignKey(
        WeekEdition, verbose_name=_("Tuần lễ"), on_delete=models.PROTECT, related_name="sent_reports"
    )
    number = models.CharField(_("số, ký hiệu"), max_length=40)
    dated = models.DateField(_("ngày gửi"))
    recipient = models.CharField(_("nơi nhận"), max_length=150)
    docx = PrivateFileField(_("tệp Word"))
    pdf = PrivateFileField(_("tệp PDF"))
    xlsx = PrivateFileField(_("bảng tính"))
    figures = models.JSONField(_("số liệu"), default=dict)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("người ghi"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    recorded_at = models.DateTimeField(_("ghi lúc"), auto_now_add=True)

    class Meta:
        default_permissions = ()
        ordering = ("-dated", "-pk")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["edition", "number", "dated", "recipient"], name="report_sent_once_to_each"
            ),
        ]
        verbose_name = _("báo cáo đã gửi")
        verbose_name_plural = _("báo cáo đã gửi")

    def __str__(self) -> str:
        return f"Báo cáo số {self.number}"
