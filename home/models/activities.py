"""One activity, and how activities are asked for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.models import PageManager
from wagtail.search import index

from core.base_page import BasePage, BodyMixin, PictureMixin
from core.choices import Audience
from core.dependence import valid_until
from core.fields import ChoiceSetField
from core.querysets import SchoolPageQuerySet
from core.structured_data.nodes import (
    LANGUAGE,
    Node,
    SiteFacts,
    audience,
    filled,
    moment,
    part_of_school,
)
from core.templatetags.vietnamese_tags import vi_range
from core.vietnamese import format_time
from home.calendars import calendar_response
from home.models.taking_signups import TakesSignUps
from people.models import mentions_panel
from week.models import Department, PlanTask, WeekEdition


class ActivityQuerySet(SchoolPageQuerySet):
    """Activities, asked for in words."""

    def published(self) -> ActivityQuerySet:
        """Return what the public may see, in the order they happen."""
        return self.of_own_type().live().public().order_by("starts_at", "pk")

    def for_cards(self) -> ActivityQuerySet:
        """Return the activities with what a day's list shows, without their bodies."""
        return self.select_related("organiser").defer("body")


ActivityManager = PageManager.from_queryset(ActivityQuerySet)


class ActivityPage(TakesSignUps, RoutablePageMixin, BodyMixin, PictureMixin, BasePage):
    """One activity, with its calendar file."""

    organiser = models.ForeignKey(
        Department,
        verbose_name=_("bộ phận tổ chức"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="activities",
    )
    edition = models.ForeignKey(
        WeekEdition,
        verbose_name=_("Tuần lễ"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="activities",
    )
    audiences = ChoiceSetField(_("dành cho ai"), choices=Audience.choices, blank=True, default="")
    starts_at = models.DateTimeField(
        _("bắt đầu"), help_text=_("Giờ Việt Nam, ví dụ 06/10/2023 15:30."), db_index=True
    )
    ends_at = models.DateTimeField(_("kết thúc"), help_text=_("Giờ Việt Nam."))
    place = models.CharField(_("ở đâu"), max_length=150, blank=True)
    capacity = models.PositiveIntegerField(
        _("số chỗ"), null=True, blank=True, help_text=_("Để trống nếu không giới hạn.")
    )
    tasks = ParentalManyToManyField(
        PlanTask, verbose_name=_("minh chứng cho nhiệm vụ"), blank=True, related_name="activities"
    )

    objects: ClassVar[Any] = ActivityManager()

    parent_page_types: ClassVar[list[str]] = ["home.ActivityIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    kind_label = _("Hoạt động")
    listed_in = _("mục Hoạt động, trang của Tuần lễ, tệp lịch và ô tìm kiếm")
    further_paths = ("/lich/",)
    serving_relations = ("organiser", "edition", "picture")
    picture_scene = "kites"
    search_fields = [*BasePage.search_fields, *BodyMixin.body_search_fields, index.SearchField("place")]
    body_panels = [
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")]),
                FieldPanel("place"),
                FieldRowPanel([FieldPanel("takes_signups"), FieldPanel("capacity")]),
            ],
            _("Khi nào, ở đâu"),
        ),
        FieldPanel("body"),
        PictureMixin.picture_panel,
    ]
    details_panels = [
        FieldRowPanel([FieldPanel("organiser"), FieldPanel("audiences")]),
        MultiFieldPanel(
            [FieldPanel("edition"), FieldPanel("tasks", widget=forms.CheckboxSelectMultiple)],
            _("Thuộc Tuần lễ nào"),
        ),
        mentions_panel(),
    ]

    class Meta:
        verbose_name = _("hoạt động")
        verbose_name_plural = _("hoạt động")

    def clean(self) -> None:
        """Check the times against each other.

        Raises:
            ValidationError: At ``ends_at``.
        """
        super().clean()
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            raise ValidationError({"ends_at": _("Giờ kết thúc phải sau giờ bắt đầu.")})

    @cached_property
    def day(self) -> Any:
        """The day it begins, in Vietnam."""
        return timezone.localtime(self.starts_at).date()

    @cached_property
    def time(self) -> str:
        """From when to when: ``7:30–11:00``, or ``7:30 đến 11:00 ngày 8/10`` over several days."""
        first, last = format_time(self.starts_at), format_time(self.ends_at)
        end = timezone.localtime(self.ends_at).date()
        return f"{first}–{last}" if end == self.day else f"{first} đến {last} ngày {end.day}/{end.month}"

    @property
    def share_details(self) -> str:
        """When and where: ``15:30–17:00, thứ Sáu 6/10/2023 · Sân trường``."""
        return " · ".join(filter(None, [vi_range(self.starts_at, self.ends_at), self.place]))

    @property
    def is_open_to_all(self) -> bool:
        """Whether parents or neighbours may come in."""
        return bool({Audience.PARENTS, Audience.COMMUNITY} & set(self.audiences))

    @property
    def is_past(self) -> bool:
        """Whether it has ended."""
        valid_until(self.ends_at)
        return self.ends_at <= timezone.now()

    @property
    def calendar_url(self) -> str:
        """The address of its calendar file; empty when it is too late for that."""
        return "" if self.is_past else f"{self.url}lich/"

    @path("")
    def show(self, request: HttpRequest) -> HttpResponse:
        """Show the page with the plan's tasks that it serves."""
        edition_page = self.edition.pages.live().first() if self.edition else None
        return self.render(
            request,
            context_overrides={
                "tasks": list(self.tasks.select_related("department")),
                "week_page": edition_page,
            },
            template="home/activity_page.html",
        )

    def structured_data(self, site: SiteFacts, context: Mapping[str, Any]) -> Node:
        """Return the activity as an event."""
        place = {"@type": "Place", "name": self.place or site.school.name, "address": site.school.address}
        address = site.address(self.url)
        return filled(
            {
                "@type": "EducationEvent",
                "@id": f"{address}#hoat-dong",
                "url": address,
                "name": self.title,
                "description": self.description,
                "image": site.picture,
                "inLanguage": LANGUAGE,
                "startDate": moment(self.starts_at),
                "endDate": moment(self.ends_at),
                "eventStatus": "https://schema.org/EventScheduled",
                "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
                "location": filled(place),
                "organizer": part_of_school(self.organiser.name if self.organiser else "", site),
                "audience": audience(Audience(value).label for value in self.audiences),
                "isAccessibleForFree": True,
                "maximumAttendeeCapacity": self.capacity,
            }
        )

    @path("lich/", name="calendar")
    def calendar(self, request: HttpRequest) -> HttpResponse:
        """Return this activity as a calendar file."""
        return calendar_response(request, [self], self.title, f"{self.slug}.ics")
