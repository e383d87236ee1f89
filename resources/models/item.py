"""What every page of the library shares."""

from __future__ import annotations

from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from core.base_page import BasePage, BodyMixin, PictureMixin
from core.choices import Audience
from core.fields import ChoiceSetField


class LibraryItem(BodyMixin, PictureMixin, BasePage):
    """What every page of the library shares."""

    audiences = ChoiceSetField(_("dành cho ai"), choices=Audience.choices, blank=True, default="")

    parent_page_types: ClassVar[list[str]] = ["resources.LibraryPage"]
    subpage_types: ClassVar[list[str]] = []
    picture_scene = "library"
    listed_in = _("mục Thư viện mở và ô tìm kiếm")
    search_fields = [*BasePage.search_fields, *BodyMixin.body_search_fields]
    body_panels = [FieldPanel("body"), PictureMixin.picture_panel]

    class Meta:
        abstract = True
