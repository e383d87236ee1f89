"""The school's own facts: a setting, so that the site can be any school's."""

from __future__ import annotations

from django.core.cache import cache
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.models import Site

SECONDS = 600


@register_setting(icon="home")
class SchoolSettings(BaseSiteSetting):
    """Name, place, contact, accounts and the people who sign and receive."""

    name = models.CharField(_("tên trường"), max_length=150, default="Trường Tiểu học")
    short_name = models.CharField(
        _("tên ngắn"),
        max_length=60,
        default="Tiểu học",
        help_text=_("Hiện ở đầu trang, ví dụ “Tiểu học Ấp Đình”."),
    )
    parent_body = models.CharField(
        _("cơ quan quản lý"), max_length=150, blank=True, help_text=_("In ở góc trái trên của văn bản.")
    )
    place = models.CharField(
        _("địa danh"),
        max_length=80,
        blank=True,
        help_text=_("Đứng trước ngày tháng trên văn bản, ví dụ “Hóc Môn”."),
    )
    address = models.CharField(_("địa chỉ"), max_length=200, blank=True)
    phone = models.CharField(_("điện thoại"), max_length=40, blank=True)
    email = models.EmailField(_("thư điện tử"), blank=True)
    logo = models.ForeignKey(
        "core.SchoolImage",
        verbose_name=_("biểu trưng"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Để trống thì dùng con dấu mặc định."),
    )
    facebook_url = models.URLField(_("trang Facebook"), blank=True)
    youtube_url = models.URLField(_("kênh YouTube"), blank=True)
    zalo_url = models.URLField(_("trang Zalo"), blank=True)
    enetviet_url = models.URLField(_("eNetViet"), blank=True)
    signer_name = models.CharField(_("người ký"), max_length=80, blank=True)
    signer_title = models.CharField(_("chức vụ người ký"), max_length=80, default="Hiệu trưởng")
    report_recipient = models.CharField(
        _("nơi nhận báo cáo"),
        max_length=150,
        blank=True,
        help_text=_("Cơ quan mà trường gửi báo cáo tổng kết Tuần lễ."),
    )

    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    MultiFieldPanel(
                        [FieldPanel("name"), FieldPanel("short_name"), FieldPanel("logo")], _("Nhà trường")
                    ),
                    MultiFieldPanel(
                        [FieldPanel("address"), FieldPanel("phone"), FieldPanel("email")], _("Liên hệ")
                    ),
                ],
                heading=_("Nhà trường"),
            ),
            ObjectList(
                [
                    FieldPanel("facebook_url"),
                    FieldPanel("youtube_url"),
                    FieldPanel("zalo_url"),
                    FieldPanel("enetviet_url"),
                ],
                heading=_("Mạng xã hội"),
            ),
            ObjectList(
                [
                    FieldPanel("parent_body"),
                    FieldPanel("place"),
                    FieldPanel("signer_name"),
                    FieldPanel("signer_title"),
                    FieldPanel("report_recipient"),
                ],
                heading=_("Văn bản"),
            ),
        ]
    )

    class Meta:
        verbose_name = _("thông tin nhà trường")

    select_related = ["logo"]

    @staticmethod
    def cache_key(site: int) -> str:
        """Return the key that the settings of a site are remembered by."""
        return f"school-settings:{site}"

    @classmethod
    def for_site(cls, site: Site) -> SchoolSettings:
        """Return the settings of a site; every page shows them, so that they are remembered."""
        key = cls.cache_key(site.pk if site else 0)
        found = cache.get(key)
        if found is None:
            found = super().for_site(site)
            cache.set(key, found, SECONDS)
        return found

    def save(self, *args: object, **kwargs: object) -> None:
        """Save, and let nobody remember what was."""
        super().save(*args, **kwargs)
        self.forget()
        # Once more: a visitor may read the old ones until this transaction is done.
        transaction.on_commit(self.forget)

    @classmethod
    def forget(cls) -> None:
        """Have the settings of every site read anew."""
        cache.delete_many([cls.cache_key(pk) for pk in (0, *Site.objects.values_list("pk", flat=True))])

    def social_accounts(self) -> list[tuple[str, str]]:
        """Return (name, address) of each account that is filled in."""
        accounts = [
            ("Facebook", self.facebook_url),
            ("YouTube", self.youtube_url),
            ("Zalo", self.zalo_url),
            ("eNetViet", self.enetviet_url),
        ]
        return [(name, url) for name, url in accounts if url]
