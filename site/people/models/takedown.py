"""What was taken off the site because a consent ended: the addresses that say so, the pictures kept aside."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people.models.person import Person


class TakenDown(models.Model):
    """An address whose page or file was taken down: it answers 410 ("đã gỡ") as long as nothing stands there."""

    path = models.CharField(_("địa chỉ"), max_length=500, db_index=True)
    page = models.ForeignKey(
        "wagtailcore.Page", verbose_name=_("trang"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    person = models.ForeignKey(
        Person, verbose_name=_("người rút lại"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    reason = models.CharField(_("lý do"), max_length=300)
    taken_down_at = models.DateTimeField(_("gỡ lúc"), default=timezone.now)

    class Meta:
        ordering = ("-taken_down_at", "-pk")
        verbose_name = _("địa chỉ đã gỡ")
        verbose_name_plural = _("địa chỉ đã gỡ")

    def __str__(self) -> str:
        return self.path


class WithheldPicture(models.Model):
    """A picture whose file lies in the private folder until everybody in it may be shown again."""

    picture = models.OneToOneField(
        "core.SchoolImage", verbose_name=_("hình ảnh"), on_delete=models.CASCADE, related_name="withheld"
    )
    since = models.DateTimeField(_("từ lúc"), default=timezone.now)

    class Meta:
        verbose_name = _("ảnh đang cất riêng")
        verbose_name_plural = _("ảnh đang cất riêng")

    def __str__(self) -> str:
        return str(self.picture)
