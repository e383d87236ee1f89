"""A Week, what its plan asks of whom, on what legal basis, under which slogans."""

from __future__ import annotations

from datetime import date, timedelta
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from modelcluster.models import ClusterableModel
from modelsearch import index
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from core import dependence
from core.vietnamese import nfc
from drawing.typesetting import are_breaks_of
from week.plan_task import DUE_DAYS, PlanTask
from week.shown import is_shown

__all__ = ["DUE_DAYS", "Department", "LegalBasis", "PlanTask", "Slogan", "State", "WeekEdition"]


class LegalBasis(index.Indexed, models.Model):
    """A document that the plan rests on ("Căn cứ")."""

    number = models.CharField(_("số, ký hiệu"), max_length=60, help_text=_("Ví dụ 1964/GDDT."))
    title = models.TextField(_("trích yếu"), max_length=500)
    issuer = models.CharField(_("cơ quan ban hành"), max_length=150)
    issued_on = models.DateField(_("ngày ban hành"))
    in_force_from = models.DateField(_("có hiệu lực từ"), null=True, blank=True)
    in_force_to = models.DateField(_("hết hiệu lực từ"), null=True, blank=True)
    url = models.URLField(_("nơi đọc toàn văn"), blank=True)

    search_fields: ClassVar[list[index.BaseField]] = [
        index.SearchField("number"),
        index.SearchField("title"),
        index.SearchField("issuer"),
        index.AutocompleteField("number"),
        index.AutocompleteField("title"),
    ]
    panels: ClassVar[list[FieldPanel]] = [
        FieldRowPanel([FieldPanel("number"), FieldPanel("issued_on")]),
        FieldPanel("issuer"),
        FieldPanel("title"),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("in_force_from"), FieldPanel("in_force_to")])], _("Hiệu lực")
        ),
        FieldPanel("url"),
    ]

    class Meta:
        ordering = ("-issued_on", "number")
        verbose_name = _("căn cứ")
        verbose_name_plural = _("căn cứ")

    def __str__(self) -> str:
        return f"{self.number} – {self.title[:80]}"

    def is_in_force(self, day: date) -> bool:
        """Return whether the document was in force on the day."""
        begins = self.in_force_from or self.issued_on
        return begins <= day and (self.in_force_to is None or day < self.in_force_to)


class Department(index.Indexed, models.Model):
    """A part of the school that the plan gives duties to."""

    name = models.CharField(_("tên"), max_length=100, unique=True)
    short_name = models.CharField(_("tên ngắn"), max_length=40)
    summary = models.CharField(
        _("làm gì"), max_length=160, blank=True, help_text=_("Một dòng hiện ở bảng “Ai làm việc gì”.")
    )
    sort_order = models.PositiveSmallIntegerField(_("thứ tự"), default=0)

    search_fields: ClassVar[list[index.BaseField]] = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
    ]
    panels: ClassVar[list[FieldPanel]] = [
        FieldRowPanel([FieldPanel("name"), FieldPanel("short_name")]),
        FieldPanel("summary"),
        FieldPanel("sort_order"),
    ]

    class Meta:
        ordering = ("sort_order", "name")
        verbose_name = _("bộ phận")
        verbose_name_plural = _("bộ phận")

    def __str__(self) -> str:
        return self.name


class State(models.TextChoices):
    """Where a Week stands against today."""

    BEFORE = "before", _("Sắp tới")
    LIVE = "live", _("Đang diễn ra")
    AFTER = "after", _("Đã diễn ra")


class WeekEdition(index.Indexed, ClusterableModel):
    """One year's Week."""

    year = models.PositiveSmallIntegerField(_("năm"), unique=True)
    theme = models.CharField(_("chủ đề"), max_length=160)
    theme_highlight = models.CharField(
        _("từ cần nhấn"),
        max_length=40,
        blank=True,
        help_text=_("Một cụm từ trong chủ đề, in lớn nhất trên áp phích, ví dụ “tự học”."),
    )
    theme_breaks = models.TextField(
        _("chủ đề trên áp phích"),
        max_length=200,
        blank=True,
        help_text=_(
            "Để trống thì trang tự ngắt dòng cho các dòng dài bằng nhau. Muốn tự ngắt: chép lại chủ đề, "
            "xuống dòng ở chỗ áp phích xuống dòng, nhiều nhất 5 dòng."
        ),
    )
    start_date = models.DateField(_("ngày đầu"))
    end_date = models.DateField(_("ngày cuối"))
    introduction = models.TextField(_("lời mở"), max_length=400, blank=True)
    legal_bases = ParentalManyToManyField(
        LegalBasis, verbose_name=_("căn cứ"), blank=True, related_name="editions"
    )
    report_due_date = models.DateField(
        _("hạn báo cáo"),
        null=True,
        blank=True,
        help_text=_("Ngày cuối còn kịp: “trước ngày 14/10” là 13/10."),
    )
    report_recipient = models.CharField(_("nơi nhận báo cáo"), max_length=150, blank=True)

    search_fields: ClassVar[list[index.BaseField]] = [
        index.SearchField("theme"),
        index.AutocompleteField("theme"),
    ]
    panels: ClassVar[list[FieldPanel]] = [
        FieldRowPanel([FieldPanel("year"), FieldPanel("start_date"), FieldPanel("end_date")]),
        MultiFieldPanel(
            [
                FieldPanel("theme"),
                FieldPanel("theme_highlight"),
                FieldPanel("theme_breaks"),
                FieldPanel("introduction"),
            ],
            _("Chủ đề"),
        ),
        FieldPanel("legal_bases"),
        MultiFieldPanel([FieldPanel("report_due_date"), FieldPanel("report_recipient")], _("Báo cáo")),
    ]

    class Meta:
        ordering = ("-year",)
        verbose_name = _("Tuần lễ")
        verbose_name_plural = _("các Tuần lễ")

    def __str__(self) -> str:
        return f"Tuần lễ {self.year}: {self.theme}"

    def clean(self) -> None:
        """Check the dates against each other, the highlight and the line breaks against the theme.

        Raises:
            ValidationError: At the field that is wrong.
        """
        super().clean()
        self.theme, self.theme_highlight = nfc(self.theme), nfc(self.theme_highlight)
        if self.start_date and self.end_date and self.end_date < self.start_date:
            raise ValidationError({"end_date": _("Ngày cuối không thể trước ngày đầu.")})
        if self.start_date and self.end_date and (self.end_date - self.start_date).days > 30:  # noqa: PLR2004
            raise ValidationError({"end_date": _("Tuần lễ dài hơn một tháng: xin xem lại ngày.")})
        if self.theme_highlight and self.theme_highlight.lower() not in self.theme.lower():
            raise ValidationError({"theme_highlight": _("Cụm từ này không có trong chủ đề.")})
        self.theme_breaks = nfc(self.theme_breaks).strip()
        if self.theme_breaks and not are_breaks_of(self.theme, self.theme_breaks):
            raise ValidationError(
                {
                    "theme_breaks": _(
                        "Xin chép đúng từng chữ của chủ đề, chỉ thêm chỗ xuống dòng, nhiều nhất 5 dòng."
                    )
                }
            )

    @classmethod
    def current(cls) -> WeekEdition | None:
        """Return the Week that the front page shows; while it names none, the one that is on or comes next, or the last.

        A Week that is being prepared is nobody's to hear of, on boards or in what is shared.
        """
        is_ahead = models.Q(end_date__gte=dependence.today())
        in_order = [
            models.Case(models.When(is_shown(), then=0), default=1),
            models.Case(models.When(is_ahead, then=0), default=1),
            models.Case(models.When(is_ahead, then="start_date")),
            "-start_date",
        ]
        return cls.objects.order_by(*in_order).first()

    def days(self) -> list[date]:
        """Return each day of the Week, first to last."""
        return [
            self.start_date + timedelta(days=n) for n in range((self.end_date - self.start_date).days + 1)
        ]

    def state(self, today: date | None = None) -> str:
        """Return ``before``, ``live`` or ``after`` for Vietnam's date."""
        today = today or dependence.today()
        if today < self.start_date:
            return State.BEFORE
        return State.LIVE if today <= self.end_date else State.AFTER

    def days_until(self, today: date | None = None) -> int:
        """Return how many days are left until the first day; 0 when it has come."""
        return max(0, (self.start_date - (today or dependence.today())).days)

    def date_range(self) -> str:
        """Return the dates as the poster shows them, such as ``2–8/10/2023``."""
        start, end = self.start_date, self.end_date
        if start == end:
            return f"{end.day}/{end.month}/{end.year}"
        if (start.month, start.year) == (end.month, end.year):
            return f"{start.day}–{end.day}/{end.month}/{end.year}"
        return f"{start.day}/{start.month}–{end.day}/{end.month}/{end.year}"


class Slogan(index.Indexed, models.Model):
    """A short sentence for the flag and the electronic board."""

    edition = models.ForeignKey(
        WeekEdition, verbose_name=_("Tuần lễ"), on_delete=models.CASCADE, related_name="slogans"
    )
    text = models.CharField(
        _("khẩu hiệu"), max_length=60, help_text=_("Ngắn: khoảng 32 chữ cái thì đọc được từ xa.")
    )
    sort_order = models.PositiveSmallIntegerField(_("thứ tự"), default=0)
    is_active = models.BooleanField(_("đang dùng"), default=True)

    search_fields: ClassVar[list[index.BaseField]] = [
        index.SearchField("text"),
        index.AutocompleteField("text"),
    ]
    panels: ClassVar[list[FieldPanel]] = [
        FieldPanel("edition"),
        FieldPanel("text"),
        FieldRowPanel([FieldPanel("sort_order"), FieldPanel("is_active")]),
    ]

    class Meta:
        ordering = ("sort_order", "pk")
        verbose_name = _("khẩu hiệu")
        verbose_name_plural = _("khẩu hiệu")

    def __str__(self) -> str:
        return self.text
