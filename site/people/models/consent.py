"""What a person, or a child's family, has agreed to: for which purpose, on which channels, until when."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from core.dependence import today
from core.fields import ChoiceSetField, includes
from core.private_files import PrivateFileField
from core.timed import TimedModel
from core.vietnamese import midnight, nfc
from people.models.person import Person
from people.widgets import PersonChooser

TEXT_VERSION = "2026-1"
"""The wording of ``people.consent_form`` now in use; a consent keeps the one that was signed."""


class Purpose(models.TextChoices):
    """What a person is shown for."""

    HONOUR = "honour", _("Tôn vinh, khen thưởng")
    STORY = "story", _("Tin bài và ảnh hoạt động")


class Channel(models.TextChoices):
    """Where a person is shown."""

    WEBSITE = "website", _("Trang web của trường")
    BOARD = "board", _("Bảng điện tử")
    SOCIAL = "social", _("Facebook, YouTube, Zalo, eNetViet")
    PRINT = "print", _("Ấn phẩm in")


class ConsentQuerySet(models.QuerySet):
    """Consents, asked for in words."""

    def in_force(self, at: datetime | None = None) -> ConsentQuerySet:
        """Return those that hold at the moment: signed, not withdrawn, not expired."""
        day, at = (timezone.localdate(at), at) if at else (today(), timezone.now())
        return self.filter(
            models.Q(expires_on__isnull=True) | models.Q(expires_on__gte=day),
            models.Q(withdrawn_at__isnull=True) | models.Q(withdrawn_at__gt=at),
        )

    def covering(self, purpose: str, channel: str) -> ConsentQuerySet:
        """Return those for the purpose that name the channel."""
        return self.filter(includes("channels", channel), purpose=purpose)


class Consent(TimedModel):
    """A signed consent ("Phiếu đồng ý"). It ends by withdrawal or on its last day; either takes the person down.

    Source: Law 91/2025/QH15 article 24; Decree 56/2017/NĐ-CP articles 33 and 36 (the parents' consent, and the
    child's own from the age of seven).
    """

    person = models.ForeignKey(
        Person, verbose_name=_("người được giới thiệu"), on_delete=models.PROTECT, related_name="consents"
    )
    purpose = models.CharField(_("đồng ý để"), max_length=10, choices=Purpose.choices, default=Purpose.HONOUR)
    channels = ChoiceSetField(_("được hiện ở"), choices=Channel.choices)
    guardian_name = models.CharField(
        _("cha mẹ hoặc người giám hộ"), max_length=100, blank=True, help_text=_("Người đã ký phiếu.")
    )
    guardian_signed_on = models.DateField(_("ngày ký"), null=True, blank=True)
    child_agreed_on = models.DateField(
        _("ngày em đồng ý"), null=True, blank=True, help_text=_("Từ 7 tuổi, chính em cũng phải đồng ý.")
    )
    expires_on = models.DateField(
        _("có giá trị đến hết ngày"), null=True, blank=True, help_text=_("Để trống thì đến khi rút lại.")
    )
    text_version = models.CharField(_("bản mẫu phiếu"), max_length=20, default=TEXT_VERSION)
    scan = PrivateFileField(
        _("bản chụp phiếu"), blank=True, help_text=_("PDF hoặc ảnh. Chỉ người phụ trách dữ liệu xem được.")
    )
    withdrawn_at = models.DateTimeField(_("rút lại lúc"), null=True, blank=True, editable=False)
    withdrawal_reason = models.CharField(_("lý do rút lại"), max_length=300, blank=True, editable=False)

    objects = ConsentQuerySet.as_manager()
    goes_live: ClassVar[bool] = False

    panels: ClassVar[list[Any]] = [
        FieldPanel("person", widget=PersonChooser),
        FieldPanel("purpose"),
        FieldPanel("channels"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("guardian_name"), FieldPanel("guardian_signed_on")]),
                FieldPanel("child_agreed_on"),
            ],
            _("Ai đã đồng ý"),
        ),
        FieldRowPanel([FieldPanel("expires_on"), FieldPanel("text_version")]),
        FieldPanel("scan"),
    ]

    class Meta:
        ordering = ("-guardian_signed_on", "-pk")
        verbose_name = _("phiếu đồng ý")
        verbose_name_plural = _("phiếu đồng ý")

    def __str__(self) -> str:
        return f"{self.person}: {self.get_purpose_display()}"

    def clean(self) -> None:
        """Ask for who signed, when, and that days are in order.

        Raises:
            ValidationError: At the field that is missing or wrong.
        """
        super().clean()
        self.guardian_name = nfc(self.guardian_name).strip()
        errors = {}
        today = timezone.localdate()
        if self.person_id and self.person.needs_consent:
            if not self.guardian_name:
                errors["guardian_name"] = _("Hãy ghi tên cha mẹ hoặc người giám hộ đã ký.")
            if not self.guardian_signed_on:
                errors["guardian_signed_on"] = _("Hãy ghi ngày ký.")
            if not self.child_agreed_on and self.person.must_agree_oneself(self.guardian_signed_on or today):
                errors["child_agreed_on"] = _("Em đã đủ 7 tuổi (hoặc chưa rõ tuổi): cần chính em đồng ý.")
        for name in ("guardian_signed_on", "child_agreed_on"):
            if (day := getattr(self, name)) and day > today:
                errors[name] = _("Ngày này chưa tới.")
        if self.expires_on and self.guardian_signed_on and self.expires_on < self.guardian_signed_on:
            errors["expires_on"] = _("Ngày hết giá trị không thể trước ngày ký.")
        if errors:
            raise ValidationError(errors)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the moment at which the runner has to look at it again."""
        self.due_at = self._next_moment() if self.withdrawn_at is None else None
        super().save(*args, **kwargs)

    def _next_moment(self) -> datetime | None:
        """Return when it stops to suffice: after its last day, or when a child turns seven without its own word."""
        moments = []
        if self.expires_on is not None:
            moments.append(ends_at(self.expires_on))
        seventh = self.person.seventh_birthday
        if self.person.needs_consent and self.child_agreed_on is None and seventh is not None:
            moments.append(ends_at(seventh - timedelta(days=1)))
        ahead = [moment for moment in moments if moment > timezone.now()]
        return min(ahead, default=None)

    @property
    def is_in_force(self) -> bool:
        """Whether it holds now."""
        return self.withdrawn_at is None and (
            self.expires_on is None or self.expires_on >= timezone.localdate()
        )


def ends_at(last_day: date) -> datetime:
    """Return the first moment after the day, on the school's clock."""
    return midnight(last_day + timedelta(days=1))
