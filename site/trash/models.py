"""What the bin knows of a deleted page: where it stood, who deleted it, and what of it was public."""

from __future__ import annotations

from datetime import timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.timed import TimedModel

KEPT_FOR = timedelta(days=30)
"""How long a deleted page waits; then the runner deletes it for good (``due_at``)."""


class DeletedPage(TimedModel):
    """A page that was deleted with all below it; the tree holds it below the bin meanwhile."""

    page = models.OneToOneField(
        "wagtailcore.Page", verbose_name=_("trang"), on_delete=models.CASCADE, related_name="deleted"
    )
    former_parent = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("từng nằm trong"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    section = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("chuyên mục"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    slug = models.CharField(_("đường dẫn cũ"), max_length=255)
    live_revisions = models.JSONField(_("đang đăng lúc xoá"), default=dict)
    """Number of each page that was public -> number of the revision that the public read, or None."""
    scheduled_for = models.DateTimeField(_("đã hẹn đăng lúc"), null=True)
    """When the page would have gone live; the appointment is dropped."""
    deleted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("người xoá"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    deleted_at = models.DateTimeField(_("xoá lúc"), default=timezone.now)

    goes_live = False
    # Being in the bin is no use of the page, or of its former parent, that a delete would have to warn of.
    wagtail_reference_index_ignore = True

    class Meta:
        ordering: ClassVar[list[str]] = ["-deleted_at", "-pk"]
        default_permissions = ("view", "delete")
        verbose_name = _("trang trong Thùng rác")
        verbose_name_plural = _("Thùng rác")

    def __str__(self) -> str:
        return self.page.get_admin_display_title()

    @property
    def was_live(self) -> bool:
        """Whether the page itself was public when it was deleted."""
        return str(self.page_id) in self.live_revisions

    @property
    def days_left(self) -> int:
        """Full days until it is deleted for good; 0 on the last day."""
        return max((self.due_at - timezone.now()).days, 0) if self.due_at else 0
