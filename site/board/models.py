"""Boards, what each of them shows, and how long it was alive on each day."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from board.windows import Window
from core.fields import ChoiceSetField
from core.vietnamese import nfc

KEY_BYTES = 16
LOST_AFTER = timedelta(minutes=5)
"""A board says once a minute that it is there; a few may get lost on the way."""


def new_key() -> str:
    """Return 128 random bits in hex, fit for an address."""
    return secrets.token_hex(KEY_BYTES)


class Shape(models.TextChoices):
    """How the screen hangs."""

    LANDSCAPE = "landscape", _("Nằm ngang (16:9)")
    PORTRAIT = "portrait", _("Đứng (9:16)")


class Weekday(models.TextChoices):
    """ISO weekdays."""

    MONDAY = "1", _("Thứ Hai")
    TUESDAY = "2", _("Thứ Ba")
    WEDNESDAY = "3", _("Thứ Tư")
    THURSDAY = "4", _("Thứ Năm")
    FRIDAY = "5", _("Thứ Sáu")
    SATURDAY = "6", _("Thứ Bảy")
    SUNDAY = "7", _("Chủ nhật")


class Board(models.Model):
    """One screen of the school, at a secret address of its own."""

    name = models.CharField(
        _("tên bảng"), max_length=80, help_text=_("Treo ở đâu, ví dụ “Bảng ở cổng trường”.")
    )
    shape = models.CharField(_("màn hình"), max_length=10, choices=Shape.choices, default=Shape.LANDSCAPE)
    key = models.CharField(max_length=32, unique=True, default=new_key, editable=False)
    is_active = models.BooleanField(
        _("đang dùng"), default=True, help_text=_("Bỏ chọn thì bảng chỉ hiện đồng hồ, tên trường và chủ đề.")
    )
    blank_until = models.DateTimeField(_("tắt màn hình đến"), null=True, editable=False)
    emergency_message = models.CharField(_("tin khẩn"), max_length=120, blank=True, editable=False)
    last_seen_at = models.DateTimeField(_("thấy lần cuối"), null=True, editable=False)
    last_seen_page = models.CharField(max_length=16, blank=True, editable=False)
    last_seen_version = models.CharField(max_length=16, blank=True, editable=False)

    class Meta:
        ordering = ("name", "pk")
        verbose_name = _("bảng điện tử")
        verbose_name_plural = _("bảng điện tử")
        permissions = [("interrupt_board", "Tắt màn hình, hiện tin khẩn trên bảng điện tử")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return the address that the screen opens."""
        return reverse("board", args=[self.key])

    def is_blank(self, at: datetime | None = None) -> bool:
        """Return whether the screen is to be dark at the moment; now if it is missing."""
        return self.blank_until is not None and self.blank_until > (at or timezone.now())

    @property
    def is_alive(self) -> bool:
        """Whether it was heard of a moment ago."""
        return self.last_seen_at is not None and self.last_seen_at > timezone.now() - LOST_AFTER


class BoardItem(models.Model):
    """One entry of a board's playlist."""

    class Kind(models.TextChoices):
        """What it shows."""

        SLOGAN = "slogan", _("Khẩu hiệu")
        TEXT = "text", _("Lời nhắn")
        PICTURE = "picture", _("Ảnh")
        ACTIVITIES = "activities", _("Hoạt động hôm nay và sắp tới")
        STORIES = "stories", _("Tin bài mới")
        HONOURS = "honours", _("Tôn vinh")

    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="items", editable=False)
    kind = models.CharField(_("loại"), max_length=12, choices=Kind.choices, default=Kind.SLOGAN)
    text = models.CharField(
        _("chữ trên bảng"),
        max_length=120,
        blank=True,
        help_text=_("Càng ít chữ càng dễ đọc từ xa. Khẩu hiệu để trống thì chiếu các khẩu hiệu của Tuần lễ."),
    )
    picture = models.ForeignKey(
        "core.SchoolImage",
        verbose_name=_("ảnh"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    seconds = models.PositiveSmallIntegerField(
        _("mỗi lần hiện mấy giây"), default=12, validators=[MinValueValidator(5), MaxValueValidator(600)]
    )
    sort_order = models.PositiveIntegerField(default=0, editable=False)
    from_date = models.DateField(_("từ ngày"), null=True, blank=True)
    until_date = models.DateField(_("đến hết ngày"), null=True, blank=True)
    from_time = models.TimeField(_("từ giờ"), null=True, blank=True, help_text=_("Ví dụ 06:30."))
    until_time = models.TimeField(_("đến giờ"), null=True, blank=True, help_text=_("Ví dụ 17:00."))
    weekdays = ChoiceSetField(
        _("thứ mấy"),
        choices=Weekday.choices,
        blank=True,
        default="",
        max_length=40,
        help_text=_("Không chọn thì chiếu mọi ngày."),
    )
    is_active = models.BooleanField(_("đang dùng"), default=True)

    class Meta:
        ordering = ("sort_order", "pk")
        verbose_name = _("mục trên bảng")
        verbose_name_plural = _("mục trên bảng")

    def __str__(self) -> str:
        kind = str(self.get_kind_display())
        return f"{kind}: {self.text}" if self.text else kind

    def clean(self) -> None:
        """Ask for what the kind needs, and for days and hours in order.

        Raises:
            ValidationError: At the field that is missing or wrong.
        """
        super().clean()
        self.text = " ".join(nfc(self.text).split())
        errors: dict[str, Any] = {}
        if self.kind == self.Kind.TEXT and not self.text:
            errors["text"] = _("Hãy ghi lời nhắn.")
        if self.kind == self.Kind.PICTURE and self.picture_id is None:
            errors["picture"] = _("Hãy chọn ảnh.")
        if self.from_date and self.until_date and self.until_date < self.from_date:
            errors["until_date"] = _("Ngày cuối không thể trước ngày đầu.")
        if self.from_time and self.until_time and self.from_time == self.until_time:
            errors["until_time"] = _(
                "Giờ đầu và giờ cuối trùng nhau. Muốn chiếu cả ngày thì để trống cả hai."
            )
        if errors:
            raise ValidationError(errors)

    @property
    def window(self) -> Window:
        """When it plays."""
        return Window(
            self.from_date,
            self.until_date,
            self.from_time,
            self.until_time,
            tuple(int(number) for number in self.weekdays),
        )


class BoardDay(models.Model):
    """How many minutes a board was alive on a day: what is left of its signs of life."""

    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="days")
    day = models.DateField()
    minutes = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["board", "day"], name="one_row_a_board_and_day"),
        ]
        verbose_name = _("ngày chạy của bảng")
        verbose_name_plural = _("ngày chạy của bảng")

    def __str__(self) -> str:
        return f"{self.board}: {self.day:%d/%m/%Y}"
