"""What has become, or is to become, of a thing on the calendar."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class EntryState(models.TextChoices):
    """The values stand in the calendar's address."""

    LATE = "tre", _("trễ")
    SCHEDULED = "hen-dang", _("hẹn đăng")
    EXPIRING = "se-go", _("sẽ gỡ")
    PUBLISHED = "da-dang", _("đã đăng")
    EXPIRED = "da-go", _("đã gỡ")
    FORGOTTEN = "chua-hen", _("có ngày, chưa hẹn")
    DRAFT = "ban-nhap", _("bản nháp")

    @property
    def icon(self) -> str:
        """The name of Wagtail's icon for it."""
        return ICONS[self]


ICONS = {
    EntryState.LATE: "warning",
    EntryState.SCHEDULED: "time",
    EntryState.EXPIRING: "arrow-down",
    EntryState.PUBLISHED: "circle-check",
    EntryState.EXPIRED: "no-view",
    EntryState.FORGOTTEN: "help",
    EntryState.DRAFT: "draft",
}
