"""What lies in the store, what it is made of, and what has changed since."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

EVERYTHING = "*"
"""The name in a change that makes every page old."""
MIGRATED = "migrated"
"""The same after a migration. Nothing has left the public by it: last copies may be read until the site answers again."""


class Ledger(models.Model):
    """One row, locked by whoever clears, drops or places: these three never happen at the same time."""

    number = models.PositiveBigIntegerField(default=0)
    """Number of the last clearing."""

    class Meta:
        verbose_name = _("sổ kho trang")
        verbose_name_plural = _("sổ kho trang")

    def __str__(self) -> str:
        return str(self.number)


class Store(models.Model):
    """One folder of files: each machine that serves pages from its own disk has one."""

    name = models.CharField(_("tên"), max_length=32, primary_key=True)
    stamp = models.CharField(_("dấu phiên bản"), max_length=64, blank=True)
    """Of the code, templates and static files that its pages were made with."""

    class Meta:
        verbose_name = _("kho trang")
        verbose_name_plural = _("kho trang")

    def __str__(self) -> str:
        return self.name


class StoredPage(models.Model):
    """One address in one store."""

    store = models.ForeignKey(Store, verbose_name=_("kho"), on_delete=models.CASCADE, related_name="pages")
    address = models.CharField(_("địa chỉ"), max_length=500)
    owner = models.PositiveBigIntegerField(_("trang"), null=True, db_index=True)
    """Number of the page that answers there; None for the site's own addresses. No foreign key: it outlives the page."""
    kind = models.CharField(_("loại"), max_length=64, blank=True)
    """Table of the owner's type."""
    rank = models.PositiveSmallIntegerField(_("thứ hạng"), default=2)
    """Front page 0, sections and the site's own 1, the rest 2: who is made anew first."""
    version = models.PositiveIntegerField(_("phiên bản"), default=0)
    """Goes up whenever it becomes old, so that what was begun before is not placed."""
    is_fresh = models.BooleanField(_("còn đúng"), default=False)
    is_urgent = models.BooleanField(_("làm trước"), default=False)
    """It is the page that was changed itself."""
    is_gone = models.BooleanField(_("đã bỏ"), default=False)
    """The public may not have it any more."""
    has_file = models.BooleanField(_("có tệp"), default=False)
    """While it is fresh: whether there is a file, or the answer is none that is stored (it leads elsewhere)."""
    keeps = models.BooleanField(_("được giữ bản cũ"), default=True)
    """Whether its last copy may be shown while the application does not answer."""
    must_drop = models.BooleanField(_("phải dọn tệp"), default=False)
    """Its files have to be moved or deleted."""
    valid_until = models.DateTimeField(_("đúng đến"), null=True)
    rendered_at = models.DateTimeField(_("dựng lúc"), null=True)
    failures = models.PositiveSmallIntegerField(_("số lần hỏng"), default=0)
    retry_at = models.DateTimeField(_("thử lại lúc"), null=True)
    names_digest = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["store", "address"], name="one_row_an_address")]
        indexes = [
            models.Index(fields=["store", "is_fresh", "rank"], name="pagestore_to_make"),
            models.Index(fields=["store"], condition=models.Q(must_drop=True), name="pagestore_to_drop"),
            models.Index(fields=["store", "valid_until"], name="pagestore_by_clock"),
        ]
        verbose_name = _("trang đã dựng sẵn")
        verbose_name_plural = _("trang đã dựng sẵn")

    def __str__(self) -> str:
        return self.address


class StoredName(models.Model):
    """A name that a stored page depends on; see ``core.statements``."""

    page = models.ForeignKey(StoredPage, on_delete=models.CASCADE, related_name="names")
    name = models.CharField(max_length=120, db_index=True)

    class Meta:
        verbose_name = _("điều mà trang phụ thuộc")
        verbose_name_plural = _("điều mà trang phụ thuộc")

    def __str__(self) -> str:
        return self.name


class Change(models.Model):
    """What a transaction changed: written in it, so that it is there exactly when the change is."""

    names = models.JSONField()
    takes_away = models.BooleanField(default=False)
    """Whether something may have left the public: then no old copy of what showed it is kept."""

    class Meta:
        verbose_name = _("thay đổi chưa dọn")
        verbose_name_plural = _("thay đổi chưa dọn")

    def __str__(self) -> str:
        return ", ".join(self.names)


class Clearing(models.Model):
    """What was cleared when; kept for an hour, for whoever was making a page meanwhile."""

    number = models.PositiveBigIntegerField(primary_key=True)
    names = models.JSONField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("lần dọn")
        verbose_name_plural = _("lần dọn")

    def __str__(self) -> str:
        return str(self.number)
