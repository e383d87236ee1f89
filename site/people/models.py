"""People whom the site introduces."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelsearch import index
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from core.vietnamese import nfc, sort_key


class Kind(models.TextChoices):
    """What somebody is to the school."""

    STUDENT = "student", _("Học sinh")
    TEACHER = "teacher", _("Giáo viên")
    STAFF = "staff", _("Nhân viên")
    PARENT = "parent", _("Phụ huynh")
    COMMUNITY = "community", _("Cộng đồng")


class Person(index.Indexed, models.Model):
    """Somebody who may be introduced. Never public by itself: a page names the person."""

    full_name = models.CharField(
        _("họ và tên"), max_length=100, help_text=_("Chỉ dùng trong hồ sơ và giấy chứng nhận.")
    )
    display_name = models.CharField(
        _("tên hiện trên trang"),
        max_length=60,
        help_text=_("Với học sinh chỉ ghi tên gọi, ví dụ “Bảo Ngọc”."),
    )
    kind = models.CharField(_("là ai"), max_length=12, choices=Kind.choices)
    unit = models.CharField(
        _("lớp hoặc đơn vị"),
        max_length=80,
        blank=True,
        help_text=_(
            "Viết thường thì đứng sau “Học sinh”, “Giáo viên”…, ví dụ “lớp 3/2”. "
            "Viết hoa thì đứng một mình, ví dụ “Bảo vệ trường”."
        ),
    )
    is_illustration = models.BooleanField(
        _("nhân vật minh hoạ"), default=False, help_text=_("Không phải người thật; trang sẽ ghi rõ.")
    )
    sort_key = models.CharField(max_length=255, editable=False, db_index=True)

    search_fields: ClassVar[list[index.BaseField]] = [
        index.SearchField("full_name"),
        index.SearchField("display_name"),
        index.SearchField("unit"),
        index.AutocompleteField("full_name"),
        index.AutocompleteField("display_name"),
        index.FilterField("kind"),
        index.FilterField("is_illustration"),
    ]
    panels: ClassVar[list[FieldPanel]] = [
        FieldRowPanel([FieldPanel("full_name"), FieldPanel("display_name")]),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("unit")]),
        MultiFieldPanel([FieldPanel("is_illustration")], _("Minh hoạ")),
    ]

    class Meta:
        ordering = ("sort_key", "pk")
        verbose_name = _("người được giới thiệu")
        verbose_name_plural = _("người được giới thiệu")

    def __str__(self) -> str:
        return f"{self.full_name} ({self.unit})" if self.unit else self.full_name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Compose the names and keep the key that sorts them by given name."""
        self.full_name = nfc(self.full_name)
        self.display_name = nfc(self.display_name)
        self.sort_key = sort_key(self.full_name)[:255]
        super().save(*args, **kwargs)

    @property
    def role(self) -> str:
        """What the person is to the school, for readers: ``Học sinh lớp 3/2``, ``Bảo vệ trường``."""
        if self.unit and not self.unit[0].islower():
            return self.unit
        return f"{self.get_kind_display()} {self.unit}".strip()
