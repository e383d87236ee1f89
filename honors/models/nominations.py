"""What anybody tells the school about somebody who deserves praise."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from honors.models.commendations import Commendation
from people.models import Kind
from people.models.person import validate_name


class NomineeKind(models.TextChoices):
    """Who may be nominated: a person of any kind, or a collective."""

    STUDENT = Kind.STUDENT.value, Kind.STUDENT.label
    TEACHER = Kind.TEACHER.value, Kind.TEACHER.label
    STAFF = Kind.STAFF.value, Kind.STAFF.label
    PARENT = Kind.PARENT.value, Kind.PARENT.label
    COMMUNITY = Kind.COMMUNITY.value, Kind.COMMUNITY.label
    COLLECTIVE = "collective", _("Tập thể")


class Nomination(models.Model):
    """A nomination ("Đề cử"): lies in the editors' queue and is never public."""

    class State(models.TextChoices):
        """What became of it."""

        NEW = "new", _("Chưa xem")
        ACCEPTED = "accepted", _("Đã đưa vào đợt")
        DISMISSED = "dismissed", _("Không dùng")

    nominee_name = models.CharField(_("đề cử ai"), max_length=200, validators=[validate_name])
    kind = models.CharField(_("là ai"), max_length=12, choices=NomineeKind.choices)
    unit = models.CharField(
        _("lớp hoặc đơn vị"), max_length=80, blank=True, help_text=_("Ví dụ “lớp 3/2”, “ấp Đình”.")
    )
    deed = models.TextField(
        _("đã làm gì"),
        max_length=2000,
        help_text=_("Việc thật, kể ngắn: làm gì, trong bao lâu, ai cũng học theo được điều gì."),
    )
    nominator_name = models.CharField(
        _("người đề cử"), max_length=200, validators=[validate_name], help_text=_("Họ tên của bạn.")
    )
    nominator_contact = models.CharField(
        _("cách liên lạc"),
        max_length=120,
        blank=True,
        help_text=_("Số điện thoại hoặc lớp của con, nếu muốn trường hỏi thêm. Có thể để trống."),
    )
    state = models.CharField(
        _("tình trạng"), max_length=10, choices=State.choices, default=State.NEW, editable=False
    )
    dismissal_reason = models.CharField(_("lý do không dùng"), max_length=300, blank=True, editable=False)
    commendation = models.ForeignKey(
        Commendation,
        verbose_name=_("đề nghị khen"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="nominations",
    )
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("người nhập"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    created_at = models.DateTimeField(_("gửi lúc"), auto_now_add=True)

    class Meta:
        ordering = ("-created_at", "-pk")
        verbose_name = _("đề cử")
        verbose_name_plural = _("đề cử")

    def __str__(self) -> str:
        return self.nominee_name
