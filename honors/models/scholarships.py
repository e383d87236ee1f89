"""Scholarships of Khuyến học Day: amounts and counts, never who received one nor why."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from core.dependence import today
from core.vietnamese import format_count, nfc
from honors.dong_field import ScholarshipForm
from week.models import WeekEdition

MOST_SCHOLARSHIPS = 1000
LEAST_AMOUNT, MOST_AMOUNT = 1_000, 1_000_000_000
"""In đồng; outside lies a slip of the hand."""
TOO_SMALL = _("Số nhỏ quá: ít nhất %(limit_value)s.")
TOO_LARGE = _("Số lớn quá: nhiều nhất %(limit_value)s.")


class ScholarshipQuerySet(models.QuerySet):
    """Scholarships, asked for in words."""

    def given(self) -> ScholarshipQuerySet:
        """Return what has been given: nothing is announced before its day."""
        return self.filter(given_on__lte=today())


class Scholarship(models.Model):
    """Scholarships of one kind from one giver ("Học bổng"): how many, and how much each."""

    edition = models.ForeignKey(
        WeekEdition, verbose_name=_("Tuần lễ"), on_delete=models.PROTECT, related_name="scholarships"
    )
    name = models.CharField(
        _("tên học bổng"),
        max_length=120,
        help_text=_("Ví dụ “Học bổng Khuyến học”. Trang chỉ nêu số suất và số tiền: không ghi tên học sinh."),
    )
    giver = models.CharField(
        _("đơn vị trao"), max_length=120, help_text=_("Tên hiện trên trang, ví dụ “Hội Khuyến học xã”.")
    )
    number = models.PositiveSmallIntegerField(
        _("số suất"),
        help_text=_("Ví dụ 10."),
        validators=[MinValueValidator(1, TOO_SMALL), MaxValueValidator(MOST_SCHOLARSHIPS, TOO_LARGE)],
    )
    amount_each = models.PositiveIntegerField(
        _("mỗi suất (đồng)"),
        validators=[MinValueValidator(LEAST_AMOUNT, TOO_SMALL), MaxValueValidator(MOST_AMOUNT, TOO_LARGE)],
    )
    given_on = models.DateField(_("ngày trao"))
    note = models.CharField(
        _("ghi chú"),
        max_length=300,
        blank=True,
        help_text=_("Chỉ đọc trong trang quản trị. Không ghi tên và hoàn cảnh của học sinh ở đây."),
    )

    objects: ClassVar[Any] = ScholarshipQuerySet.as_manager()
    base_form_class = ScholarshipForm
    panels: ClassVar[list[Any]] = [
        FieldPanel("name"),
        FieldPanel("giver"),
        FieldRowPanel([FieldPanel("number"), FieldPanel("amount_each")]),
        FieldRowPanel([FieldPanel("edition"), FieldPanel("given_on")]),
        FieldPanel("note"),
    ]

    class Meta:
        ordering = ("-edition__year", "given_on", "giver", "pk")
        verbose_name = _("học bổng")
        verbose_name_plural = _("học bổng")

    def __str__(self) -> str:
        return f"{self.name}, {self.giver}"

    def clean(self) -> None:
        """Compose the words, and let the day be of the Week's year.

        Raises:
            ValidationError: At ``given_on``.
        """
        super().clean()
        self.name, self.giver = (" ".join(nfc(text).split()) for text in (self.name, self.giver))
        if self.given_on and self.edition_id and self.given_on.year != self.edition.year:
            raise ValidationError(
                {
                    "given_on": _("Ngày này không thuộc năm %(year)d của Tuần lễ.")
                    % {"year": self.edition.year}
                }
            )

    @property
    def amount_in_words(self) -> str:
        """The amount of each: ``1.000.000 đồng``."""
        return f"{format_count(self.amount_each)} đồng"
