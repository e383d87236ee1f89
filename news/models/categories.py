"""What stories are about."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Category(models.TextChoices):
    """What a story is about."""

    CAMPAIGN = "campaign", _("Tuyên truyền")
    ACTIVITY = "activity", _("Hoạt động")
    READING = "reading", _("Khuyến đọc")
    PEOPLE = "people", _("Người thật việc thật")
    DIGITAL_SKILLS = "digital_skills", _("Kỹ năng số")
    ENCOURAGEMENT = "encouragement", _("Khuyến học")
    NOTICE = "notice", _("Thông báo")


CATEGORY_SCENES = {
    Category.CAMPAIGN: "drum",
    Category.ACTIVITY: "kites",
    Category.READING: "reading",
    Category.PEOPLE: "lotus",
    Category.DIGITAL_SKILLS: "digital",
    Category.ENCOURAGEMENT: "communal_house",
    Category.NOTICE: "open_book",
}


CATEGORY_ADDRESSES = {
    Category.CAMPAIGN: "tuyen-truyen",
    Category.ACTIVITY: "hoat-dong",
    Category.READING: "khuyen-doc",
    Category.PEOPLE: "nguoi-that-viec-that",
    Category.DIGITAL_SKILLS: "ky-nang-so",
    Category.ENCOURAGEMENT: "khuyen-hoc",
    Category.NOTICE: "thong-bao",
}
"""What the addresses of their feeds end with."""
