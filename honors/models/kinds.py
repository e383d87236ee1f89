"""The forms of commendation, and where a round and one of its items stand."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class AwardKind(models.TextChoices):
    """The form of a commendation."""

    LETTER = "letter", _("Thư khen")
    PRAISE = "praise", _("Biểu dương")
    CERTIFICATE = "certificate", _("Giấy chứng nhận")
    MERIT = "merit", _("Giấy khen")


class RoundState(models.TextChoices):
    """Where a round stands, in the order of its life."""

    DRAFT = "draft", _("Đang lập")
    RETURNED = "returned", _("Bị trả lại")
    PROPOSED = "proposed", _("Đã đề nghị, chờ xét")
    WITH_PRINCIPAL = "with_principal", _("Chờ hiệu trưởng duyệt")
    APPROVED = "approved", _("Đã duyệt, chờ số")
    NUMBERED = "numbered", _("Đã vào sổ")
    SCHEDULED = "scheduled", _("Đã hẹn giờ công bố")
    LIVE = "live", _("Đã công bố")


WRITABLE = (RoundState.DRAFT, RoundState.RETURNED)
"""States in which the editors still put the round together."""
DECIDED = (RoundState.APPROVED, RoundState.NUMBERED, RoundState.SCHEDULED)
"""States between the principal's approval and the public: a change here voids the approval."""


class ItemState(models.TextChoices):
    """Where one commendation stands inside its round."""

    PROPOSED = "proposed", _("Đề nghị")
    DROPPED = "dropped", _("Đã bỏ")
    AWARDED = "awarded", _("Đã khen")
    REVOKED = "revoked", _("Đã thu hồi")


STANDING = (ItemState.PROPOSED, ItemState.AWARDED)
"""States of the items that an approval covers."""
