"""The open library: what can be learned from, by whom, and how it may be used."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page, PageManager
from wagtail.search import index

from core.base_page import BasePage, BodyMixin, PictureMixin
from core.choices import Audience, Grade
from core.fields import ChoiceSetField
from core.querysets import SchoolPageQuerySet, public_only
from resources.catalogue import catalogue
from resources.choices import (
    VERSIONS,
    Language,
    Licence,
    LicenceNotice,
    ResourceType,
    Subject,
    licence_notice,
)

SAME_SHELF = 7
PAGES_IN_A_ROOM = 6

SUBJECT_COLOURS = {
    "vietnamese": "leaf",
    "mathematics": "red",
    "english": "indigo",
    "science": "leaf",
    "history_geography": "turmeric",
    "informatics": "indigo",
    "arts": "pink",
    "life_skills": "pink",
    "all": "turmeric",
}
"""The colour of a spine says the subject."""


class LibraryPage(BasePage):
    """The open library."""

    max_count = 1
    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = [
        "resources.ResourcePage",
        "resources.OnlineProgrammePage",
        "resources.GuidePage",
        "resources.ReadingModelPage",
        "resources.BookListPage",
    ]
    kind_label = _("Chuyên mục")
    picture_scene = "library"

    class Meta:
        verbose_name = _("trang Thư viện mở")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Return the catalogue for the request and the other parts of the library."""
        context = super().get_context(request, *args, **kwargs) | catalogue(
            request, ResourcePage.objects.child_of(self).published()
        )
        if not context["is_filtered"] and context["listing"].number == 1:
            context["rooms"] = self._rooms()
        return context

    def _rooms(self) -> list[tuple[Any, list[Page]]]:
        """Return (name, pages) of what the library has beside resources: one query, from the page table alone."""
        models_beside = (OnlineProgrammePage, GuidePage, ReadingModelPage, BookListPage)
        pages = list(public_only(Page.objects.child_of(self).live().type(*models_beside)).order_by("title"))
        rooms = [
            (
                model._meta.verbose_name_plural,
                [page for page in pages if page.specific_class is model][:PAGES_IN_A_ROOM],
            )
            for model in models_beside
        ]
        return [(name, found) for name, found in rooms if found]


class LibraryItem(BodyMixin, PictureMixin, BasePage):
    """What every page of the library shares."""

    audiences = ChoiceSetField(_("dành cho ai"), choices=Audience.choices, blank=True, default="")

    parent_page_types: ClassVar[list[str]] = ["resources.LibraryPage"]
    subpage_types: ClassVar[list[str]] = []
    picture_scene = "library"
    search_fields = [*BasePage.search_fields, *BodyMixin.body_search_fields]
    body_panels = [FieldPanel("body"), PictureMixin.picture_panel]

    class Meta:
        abstract = True


class ResourceQuerySet(SchoolPageQuerySet):
    """Resources, asked for in words."""

    def published(self) -> ResourceQuerySet:
        """Return what the public may see, by title."""
        return self.live().public().order_by("title", "pk")


ResourceManager = PageManager.from_queryset(ResourceQuerySet)


class ResourcePage(LibraryItem):
    """One open learning resource."""

    resource_type = models.CharField(
        _("loại"), max_length=12, choices=ResourceType.choices, default=ResourceType.LESSON
    )
    creator = models.CharField(_("tác giả"), max_length=150, blank=True)
    publisher = models.CharField(_("nơi phát hành"), max_length=150, blank=True)
    published_year = models.PositiveSmallIntegerField(_("năm"), null=True, blank=True)
    subjects = ChoiceSetField(_("môn"), choices=Subject.choices, blank=True, default="")
    grades = ChoiceSetField(_("lớp"), choices=Grade.choices, blank=True, default="")
    language = models.CharField(
        _("ngôn ngữ"), max_length=12, choices=Language.choices, default=Language.VIETNAMESE
    )
    licence = models.CharField(
        _("giấy phép"),
        max_length=16,
        choices=Licence.choices,
        default=Licence.UNKNOWN,
        help_text=_("Chỉ ghi điều đọc thấy ở trang gốc. Không chắc thì để “Chưa rõ giấy phép”."),
    )
    licence_version = models.CharField(_("bản"), max_length=4, choices=VERSIONS, blank=True)
    web_address = models.URLField(_("địa chỉ trên mạng"), max_length=500, blank=True)
    file = models.ForeignKey(
        "core.SchoolDocument",
        verbose_name=_("hoặc tệp"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    accessibility = models.CharField(
        _("khả năng tiếp cận"), max_length=200, blank=True, help_text=_("Ví dụ: có phụ đề, chữ lớn.")
    )
    last_checked_on = models.DateField(_("kiểm tra đường dẫn lần cuối"), null=True, blank=True)

    objects: ClassVar[Any] = ResourceManager()

    kind_label = _("Học liệu mở")
    search_fields = [
        *LibraryItem.search_fields,
        index.SearchField("creator"),
        index.SearchField("publisher"),
        index.FilterField("resource_type"),
        index.FilterField("licence"),
    ]
    details_panels = [
        MultiFieldPanel([FieldRowPanel([FieldPanel("web_address"), FieldPanel("file")])], _("Ở đâu")),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("resource_type"), FieldPanel("language")]),
                FieldRowPanel([FieldPanel("subjects"), FieldPanel("grades"), FieldPanel("audiences")]),
            ],
            _("Cho ai, môn nào"),
        ),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("licence"), FieldPanel("licence_version")])], _("Được dùng thế nào")
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("creator"), FieldPanel("publisher"), FieldPanel("published_year")]),
                FieldRowPanel([FieldPanel("accessibility"), FieldPanel("last_checked_on")]),
            ],
            _("Nguồn"),
        ),
    ]

    class Meta:
        verbose_name = _("học liệu mở")
        verbose_name_plural = _("học liệu mở")

    def clean(self) -> None:
        """Ask for an address or a file, and for a version only where licences have one.

        Raises:
            ValidationError: At ``web_address`` or ``licence_version``.
        """
        super().clean()
        if not self.web_address and not self.file_id:
            raise ValidationError({"web_address": _("Hãy ghi địa chỉ trên mạng, hoặc chọn một tệp.")})
        if self.licence_version and not self.licence.startswith("cc"):
            raise ValidationError({"licence_version": _("Chỉ giấy phép CC mới có số bản.")})

    @property
    def notice(self) -> LicenceNotice:
        """What the reader is told about the licence."""
        return licence_notice(self.licence, self.licence_version)

    @property
    def source(self) -> str:
        """Who made it."""
        return self.creator or self.publisher

    @property
    def colour(self) -> str:
        """The colour of its spine and slip: that of its first subject."""
        return SUBJECT_COLOURS.get(self.subjects[0], "turmeric") if self.subjects else "turmeric"

    @property
    def grade_range(self) -> str:
        """Return ``Lớp 4–5``, ``Lớp 3`` or ``Mọi lớp``."""
        grades = self.grades
        if not grades or len(grades) == len(Grade):
            return str(_("Mọi lớp"))
        if len(grades) == 1:
            return f"Lớp {grades[0]}"
        if int(grades[-1]) - int(grades[0]) == len(grades) - 1:
            return f"Lớp {grades[0]}–{grades[-1]}"
        return "Lớp " + ", ".join(grades)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Return the template's context with the neighbours on the shelf."""
        shelf = ResourcePage.objects.live().public().exclude(pk=self.pk).defer("body")
        return super().get_context(request, *args, **kwargs) | {
            "same_shelf": list(shelf.filter(resource_type=self.resource_type).order_by("title")[:SAME_SHELF])
        }


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
