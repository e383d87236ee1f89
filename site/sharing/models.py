"""What was shared where: evidence for the Week's report, and the list of what has to go when a page goes."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from core.vietnamese import nfc
from sharing.networks import Network, cleaned_link

AGAIN = "again"
"""The code of the error that the same post is recorded already."""


FIRST_YEAR = 2000
"""Nothing was shared earlier: who writes so has mistyped."""


def this_minute() -> datetime:
    """Return the present minute: a form shows no seconds."""
    return timezone.now().replace(second=0, microsecond=0)


class RecordState(models.TextChoices):
    """Whether the post may stay where it is."""

    ONLINE = "online", _("Đang trên mạng")
    MUST_GO = "must_go", _("Cần gỡ trên mạng")
    GONE = "gone", _("Đã gỡ")


class ShareRecordQuerySet(models.QuerySet["ShareRecord"]):
    """Records, asked for in words."""

    def in_state(self, state: str) -> ShareRecordQuerySet:
        """Return the records in the state; it follows the page, so nothing has to be kept up to date."""
        if state == RecordState.GONE:
            return self.filter(removed_at__isnull=False)
        standing = self.filter(removed_at__isnull=True)
        may_stay = models.Q(page__live=True, lacks_consent=False)
        return standing.filter(may_stay) if state == RecordState.ONLINE else standing.exclude(may_stay)

    def to_take_off(self) -> ShareRecordQuerySet:
        """Return what is still on a network while its page is gone, or shows a child who may not be shown there."""
        return self.in_state(RecordState.MUST_GO)


class ShareRecord(models.Model):
    """One post about one of our pages on a network. It outlives the page: the post does, too."""

    page = models.ForeignKey(
        Page,
        verbose_name=_("trang"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="share_records",
        editable=False,
    )
    page_title = models.CharField(_("bài"), max_length=255, editable=False)
    network = models.CharField(_("nơi đăng"), max_length=10, choices=Network.choices)
    account = models.CharField(
        _("tên trang hoặc nhóm"),
        max_length=100,
        blank=True,
        help_text=_("Ví dụ: trang của trường, nhóm Zalo lớp 3/2."),
    )
    url = models.URLField(
        _("liên kết tới bài đăng"),
        max_length=500,
        blank=True,
        help_text=_("Chép ở ô địa chỉ của bài vừa đăng. Nơi nào không có liên kết thì để trống."),
    )
    shared_at = models.DateTimeField(
        _("đăng lúc"), default=this_minute, help_text=_("Giờ Việt Nam, ví dụ 05/10/2026 07:30.")
    )
    note = models.CharField(_("ghi chú"), max_length=300, blank=True)
    shared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("người ghi"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        editable=False,
    )
    removed_at = models.DateTimeField(_("đã gỡ lúc"), null=True, editable=False)
    lacks_consent = models.BooleanField(_("có người không còn đồng ý"), default=False, editable=False)

    objects = ShareRecordQuerySet.as_manager()
    wagtail_reference_index_ignore: ClassVar[bool] = True
    """A record does not use the page: nobody need be warned of it before the page is deleted."""

    class Meta:
        ordering = ("-shared_at", "-pk")
        verbose_name = _("lượt chia sẻ")
        verbose_name_plural = _("lượt chia sẻ")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["page", "network", "url"],
                condition=~models.Q(url=""),
                name="one_record_for_each_link",
            ),
            models.UniqueConstraint(
                fields=["page", "network", "account", "url", "shared_at"], name="one_record_for_each_moment"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.page_title} – {self.get_network_display()}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the page's title, for the day when the page is no more."""
        if self.page is not None and not self.page_title:
            self.page_title = self.page.title
        super().save(*args, **kwargs)

    def clean(self) -> None:
        """Check the link, the moment, and that it was not recorded before.

        Raises:
            ValidationError: At the field that is wrong.
        """
        super().clean()
        self.account, self.note = (" ".join(nfc(text).split()) for text in (self.account, self.note))
        errors: dict[str, Any] = {}
        try:
            self.url = cleaned_link(self.network, self.url)
        except ValidationError as error:
            errors["url"] = error
        if self.network == Network.OTHER and not self.account:
            errors["account"] = _("Hãy ghi đăng ở đâu, ví dụ: báo Giáo dục, nhóm phụ huynh.")
        if self.shared_at and self.shared_at.year < FIRST_YEAR:
            # Not every database holds the first day of the first year on the school's clock.
            errors["shared_at"] = _("Ngày này không có. Hãy ghi như 5/10/2026.")
        elif self.shared_at and self.shared_at > timezone.now():
            errors["shared_at"] = _("Giờ này chưa tới: chỉ ghi bài đã đăng rồi.")
        if not errors and (found := self.alike()):
            errors["url" if self.url else "shared_at"] = ValidationError(
                _("Bài này đã được ghi ở %(network)s rồi (%(who)s).")
                % {"network": found.get_network_display(), "who": found.shared_by or "–"},
                code=AGAIN,
            )
        if errors:
            raise ValidationError(errors)

    def validate_constraints(self, exclude: Any = None) -> None:
        """Leave it to ``clean``, which says the same in words; the database stands behind both."""

    def alike(self) -> ShareRecord | None:
        """Return the record of the same post that is there already, if there is one."""
        others = ShareRecord.objects.filter(page=self.page, network=self.network, url=self.url)
        if not self.url:
            others = others.filter(account=self.account, shared_at=self.shared_at)
        return others.exclude(pk=self.pk).select_related("shared_by").first()

    @property
    def state(self) -> RecordState:
        """Whether the post may stay where it is."""
        if self.removed_at is not None:
            return RecordState.GONE
        may_stay = self.page is not None and self.page.live and not self.lacks_consent
        return RecordState.ONLINE if may_stay else RecordState.MUST_GO

    @property
    def place(self) -> str:
        """The network and whose account there."""
        network = str(self.get_network_display())
        return f"{network}: {self.account}" if self.account else network
