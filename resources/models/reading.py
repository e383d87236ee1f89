"""Reading by class: when a class reads, and how much it read in a week. Sums alone, never a row about a pupil."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from core.vietnamese import format_time, nfc

LONGEST_CLASS_NAME, LONGEST_TYPED = 8, 20
CLASS_NAME = re.compile(r"[1-5](?:[/.\-]?[0-9A-ZĐ]{1,3}){1,2}")
"""The grade, then a number or letters: 3/2, 4A, 5A1. Too short for anybody's name."""

GRADES = [(1, _("Khối 1")), (2, _("Khối 2")), (3, _("Khối 3")), (4, _("Khối 4")), (5, _("Khối 5"))]

_WORD_BEFORE = re.compile(r"^\s*LỚP\b")
_SPACES = re.compile(r"\s+")
_DIGITS = re.compile(r"([0-9]+)")


def tidied_class_name(typed: str) -> str:
    """Return a class's name as it is kept: "lớp 3 / 2" gives "3/2", "3a" gives "3A"."""
    return _SPACES.sub("", _WORD_BEFORE.sub("", nfc(typed).upper()))


def class_order(name: str) -> list[str | int]:
    """Return the key that sorts "3/2" before "3/10": words and numbers take turns."""
    return [int(part) if part.isdigit() else part for part in _DIGITS.split(name)]


def monday_of(day: dt.date) -> dt.date:
    """Return the Monday of the day's week."""
    return day - dt.timedelta(days=day.weekday())


class ClassNameField(models.CharField):
    """The name of a class; however it is typed, it is kept in one way."""

    default_validators = [
        RegexValidator(
            re.compile(rf"\A{CLASS_NAME.pattern}\Z"),
            _("Chưa phải tên lớp. Hãy ghi khối rồi tên lớp, ví dụ 3/2."),
        )
    ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **(kwargs | {"max_length": LONGEST_CLASS_NAME}))

    def to_python(self, value: Any) -> Any:
        """Return the tidied name."""
        return tidied_class_name(value) if isinstance(value, str) else super().to_python(value)

    def formfield(self, **kwargs: Any) -> Any:
        """Return a box with room for a name that is not tidied yet."""
        return super().formfield(**({"max_length": LONGEST_TYPED} | kwargs))


class ClassRow(models.Model):
    """Something about one class; its grade is what its name begins with."""

    class_name = ClassNameField(_("lớp"), help_text=_("Ví dụ 3/2."))
    grade = models.PositiveSmallIntegerField(_("khối"), choices=GRADES, editable=False)

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store the name tidied and the grade that it says."""
        self.class_name = tidied_class_name(self.class_name)
        self.grade = int(self.class_name[0])
        super().save(*args, **kwargs)


class Weekday(models.IntegerChoices):
    """A day of the week, as Python counts them."""

    MONDAY = 0, _("Thứ Hai")
    TUESDAY = 1, _("Thứ Ba")
    WEDNESDAY = 2, _("Thứ Tư")
    THURSDAY = 3, _("Thứ Năm")
    FRIDAY = 4, _("Thứ Sáu")
    SATURDAY = 5, _("Thứ Bảy")
    SUNDAY = 6, _("Chủ nhật")


class ReadingTimeSlot(ClassRow):
    """A time at which a class reads, every week ("Giờ đọc sách")."""

    weekday = models.PositiveSmallIntegerField(_("thứ"), choices=Weekday.choices)
    starts_at = models.TimeField(_("từ"))
    ends_at = models.TimeField(_("đến"))
    place = models.CharField(_("ở đâu"), max_length=60, blank=True, help_text=_("Để trống là đọc tại lớp."))

    panels: ClassVar[list[Any]] = [
        FieldPanel("class_name"),
        FieldRowPanel([FieldPanel("weekday"), FieldPanel("starts_at"), FieldPanel("ends_at")]),
        FieldPanel("place"),
    ]

    class Meta:
        ordering = ("grade", "class_name", "weekday", "starts_at")
        constraints = [
            models.UniqueConstraint(
                fields=["class_name", "weekday", "starts_at"],
                name="reading_slot_once",
                violation_error_message=_("Lớp này đã có giờ đọc vào lúc ấy."),
            ),
        ]
        verbose_name = _("giờ đọc sách")
        verbose_name_plural = _("giờ đọc sách")

    def __str__(self) -> str:
        return f"Lớp {self.class_name}, {Weekday(self.weekday).label} {self.hours}"

    def clean(self) -> None:
        """Check the hours against each other.

        Raises:
            ValidationError: At ``ends_at``.
        """
        super().clean()
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            raise ValidationError({"ends_at": _("Giờ kết thúc phải sau giờ bắt đầu.")})

    @property
    def hours(self) -> str:
        """From when to when: ``7:15–7:30``."""
        return f"{format_time(self.starts_at)}–{format_time(self.ends_at)}"


class ReadingLog(ClassRow):
    """How long a class read in a week, and how many books: sums for the class as a whole."""

    week = models.DateField(_("tuần từ thứ Hai"))
    minutes = models.PositiveIntegerField(_("số phút đọc"), null=True, blank=True)
    books = models.PositiveIntegerField(_("số cuốn"), null=True, blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("người ghi"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    entered_at = models.DateTimeField(_("ghi lúc"), auto_now=True)

    class Meta:
        ordering = ("-week", "grade", "class_name")
        constraints = [
            models.UniqueConstraint(fields=["week", "class_name"], name="reading_log_once_a_week"),
            models.CheckConstraint(
                condition=models.Q(minutes__isnull=False) | models.Q(books__isnull=False),
                name="reading_log_says_something",
            ),
        ]
        verbose_name = _("sổ đọc sách")
        verbose_name_plural = _("sổ đọc sách")

    def __str__(self) -> str:
        return f"Lớp {self.class_name}, tuần {self.week:%d/%m/%Y}"

    def clean(self) -> None:
        """Let a week begin on a Monday.

        Raises:
            ValidationError: At ``week``.
        """
        super().clean()
        if self.week and self.week.weekday():
            raise ValidationError({"week": _("Tuần bắt đầu từ thứ Hai.")})
