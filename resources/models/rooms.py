"""What the library has beside resources: programmes, guides, reading models and book lists."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.fields import StreamField
from wagtail.search import index

from core.base_page import PictureMixin
from core.choices import Grade
from core.fields import ChoiceSetField
from core.structured_data.nodes import Node, SiteFacts
from resources import structured_data
from resources.models.item import LibraryItem


class OnlineProgrammePage(LibraryItem):
    """A programme of learning that one can join online."""

    provider = models.CharField(_("đơn vị tổ chức"), max_length=150)
    web_address = models.URLField(_("địa chỉ"), max_length=500)
    schedule = models.CharField(_("lịch học"), max_length=150, blank=True)
    starts_on = models.DateField(_("bắt đầu"), null=True, blank=True)
    ends_on = models.DateField(_("kết thúc"), null=True, blank=True)

    kind_label = _("Chương trình trực tuyến")
    picture_scene = "digital"
    details_panels = [
        FieldRowPanel([FieldPanel("provider"), FieldPanel("web_address")]),
        FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on"), FieldPanel("schedule")]),
        FieldPanel("audiences"),
    ]

    class Meta:
        verbose_name = _("chương trình trực tuyến")
        verbose_name_plural = _("chương trình trực tuyến")

    def structured_data(self, site: SiteFacts, context: Mapping[str, Any]) -> Node:
        """Return a course of whoever holds it."""
        return structured_data.programme(self, site)

    def clean(self) -> None:
        """Check the dates against each other.

        Raises:
            ValidationError: At ``ends_on``.
        """
        super().clean()
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise ValidationError({"ends_on": _("Ngày kết thúc không thể trước ngày bắt đầu.")})


class GuidePage(LibraryItem):
    """How to learn something by oneself."""

    duration = models.CharField(_("mất bao lâu"), max_length=60, blank=True, help_text=_("Ví dụ “15 phút”."))

    kind_label = _("Hướng dẫn")
    picture_scene = "digital"
    details_panels = [FieldPanel("audiences"), FieldPanel("duration")]

    class Meta:
        verbose_name = _("hướng dẫn")
        verbose_name_plural = _("hướng dẫn")

    def structured_data(self, site: SiteFacts, context: Mapping[str, Any]) -> Node:
        """Return something to learn from."""
        return structured_data.guide(self, site)


class ReadingModelPage(LibraryItem):
    """A way of reading together that works."""

    unit = models.CharField(_("nơi làm"), max_length=120, blank=True)
    reading_time = models.CharField(_("giờ đọc"), max_length=120, blank=True)

    kind_label = _("Mô hình đọc")
    picture_scene = "reading"
    details_panels = [
        FieldRowPanel([FieldPanel("unit"), FieldPanel("reading_time")]),
        FieldPanel("audiences"),
    ]

    class Meta:
        verbose_name = _("mô hình đọc")
        verbose_name_plural = _("mô hình đọc")

    def structured_data(self, site: SiteFacts, context: Mapping[str, Any]) -> Node:
        """Return something to learn from."""
        return structured_data.guide(self, site)


class BookBlock(blocks.StructBlock):
    """One book of a list."""

    title = blocks.CharBlock(label=_("Tên sách"), max_length=150)
    author = blocks.CharBlock(label=_("Tác giả"), max_length=120, required=False)
    publisher = blocks.CharBlock(label=_("Nhà xuất bản"), max_length=120, required=False)
    year = blocks.IntegerBlock(label=_("Năm"), min_value=1800, max_value=2100, required=False)
    note = blocks.TextBlock(label=_("Vì sao nên đọc"), max_length=300, rows=2, required=False)

    class Meta:
        icon = "openquote"
        label = _("Sách")


class BookListPage(LibraryItem):
    """Books that the library recommends."""

    grades = ChoiceSetField(_("lớp"), choices=Grade.choices, blank=True, default="")
    books = StreamField([("book", BookBlock())], verbose_name=_("các cuốn sách"), blank=True)

    kind_label = _("Danh mục sách")
    search_fields = [*LibraryItem.search_fields, index.SearchField("books")]
    body_panels = [FieldPanel("body"), FieldPanel("books"), PictureMixin.picture_panel]
    details_panels = [FieldRowPanel([FieldPanel("audiences"), FieldPanel("grades")])]

    class Meta:
        verbose_name = _("danh mục sách")
        verbose_name_plural = _("danh mục sách")

    def structured_data(self, site: SiteFacts, context: Mapping[str, Any]) -> Node:
        """Return the list with its books."""
        return structured_data.book_list(self, site)
