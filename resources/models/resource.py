"""One open learning resource."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.models import PageManager
from wagtail.search import index

from core.choices import Grade, words_of
from core.fields import ChoiceSetField
from core.querysets import SchoolPageQuerySet
from core.structured_data.nodes import Node, SiteFacts
from resources import structured_data
from resources.choices import (
    VERSIONS,
    Language,
    Licence,
    LicenceNotice,
    ResourceType,
    Subject,
    licence_notice,
)
from resources.models.item import LibraryItem

SAME_SHELF = 7

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


class ResourceQuerySet(SchoolPageQuerySet):
    """Resources, asked for in words."""

    def published(self) -> ResourceQuerySet:
        """Return what the public may see, by title: in the order of an index (``core.page_indexes``)."""
        return self.of_own_type().live().public().order_by("title", "id")


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

    def get_resource_type_display(self) -> str:  # type: ignore[no-redef]  # in place of Django's
        """Return the kind of the resource in words."""
        return words_of(ResourceType, self.resource_type)

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

    @property
    def kind_line(self) -> str:
        """Return ``Bài học · Toán · Lớp 3``; a resource may have no subject."""
        parts = [self.get_resource_type_display(), ", ".join(self.get_subjects_labels()), self.grade_range]
        return " · ".join(filter(None, parts))

    def structured_data(self, site: SiteFacts, context: Mapping[str, Any]) -> Node:
        """Return the resource with its licence, level and kind."""
        return structured_data.resource(self, site)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Return the template's context with the neighbours on the shelf."""
        shelf = ResourcePage.objects.published().exclude(pk=self.pk).defer("body")
        return super().get_context(request, *args, **kwargs) | {
            "same_shelf": list(shelf.filter(resource_type=self.resource_type).order_by("title")[:SAME_SHELF])
        }
