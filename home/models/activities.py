"""Activities of the Week, and their calendar files."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from itertools import compress, groupby
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
from core.fields import ChoiceSetField, includes
from core.listing import chosen, facet, paginate, query_url
from core.querysets import SchoolPageQuerySet
from core.templatetags.vietnamese_tags import vi_range
from core.vietnamese import format_time, weekday_name
from home.calendars import calendar_response
from people.models import mentions_panel
from week.models import Department, PlanTask, WeekEdition

ACTIVITIES_PER_PAGE = 30


class ActivityQuerySet(SchoolPageQuerySet):
    """Activities, asked for in words."""

    def published(self) -> ActivityQuerySet:
        """Return what the public may see, in the order they happen."""
        return self.live().public().order_by("starts_at", "pk")

    def for_cards(self) -> ActivityQuerySet:
        """Return the activities with what a day's list shows, without their bodies."""
        return self.select_related("organiser").defer("body")


ActivityManager = PageManager.from_queryset(ActivityQuerySet)


@dataclass
class ActivityDay:
    """A day with its activities, as a leaf on the stem."""

    date: date
    activities: list[ActivityPage]

    @property
    def is_today(self) -> bool:
        """Whether it is today."""
        return self.date == timezone.localdate()

    @property
    def is_past(self) -> bool:
        """Whether everything in it ended before today."""
        return self.date < timezone.localdate() and all(activity.is_past for activity in self.activities)

    @property
    def state(self) -> str:
        """``today``, ``past`` or empty."""
        return "today" if self.is_today else "past" if self.is_past else ""

    @property
    def name(self) -> str:
        """The weekday, such as ``Thứ Sáu, hôm nay``."""
        name = weekday_name(self.date)
        today = _(", hôm nay") if self.is_today else ""
        return f"{name[0].upper()}{name[1:]}{today}"

    @property
    def month(self) -> str:
        """The month: ``tháng 10`` this year, ``10/2023`` in another."""
        this_year = self.date.year == timezone.localdate().year
        return f"tháng {self.date.month}" if this_year else f"{self.date.month}/{self.date.year}"

    @property
    def anchor(self) -> str:
        """The address of the day inside a page."""
        return f"ngay-{self.date:%Y-%m-%d}"


def by_day(activities: list[ActivityPage]) -> list[ActivityDay]:
    """Return the activities grouped by Vietnam's day; the days in the order they come, each from its morning on."""
    return [
        ActivityDay(day, sorted(group, key=lambda activity: activity.starts_at))
        for day, group in groupby(activities, key=lambda activity: activity.day)
    ]


def _organisers() -> list[tuple[str, str]]:
    return [(str(pk), name) for pk, name in Department.objects.values_list("pk", "short_name")]


class ActivityIndexPage(RoutablePageMixin, BasePage):
    """All activities, by audience and organiser."""

    max_count = 1
    is_section = True
    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = ["home.ActivityPage"]
    kind_label = _("Chuyên mục")
    listed_in = _("thanh chuyên mục và ô tìm kiếm")
    picture_scene = "kites"

    class Meta:
        verbose_name = _("trang Hoạt động")

    def activities(self) -> ActivityQuerySet:
        """Return the published activities below this page."""
        return ActivityPage.objects.child_of(self).published()

    @path("")
    def listing(self, request: HttpRequest) -> HttpResponse:
        """Show what is on today or later, and page by page what is over; an unknown filter is no filter.

        One query reads a few columns of all activities, another what the chosen ones show: a school has some
        dozens a year, and so the counts of a filter are those that the other filter leaves.
        """
        rows = list(self.activities().values_list("pk", "audiences", "organiser_id", "ends_at", named=True))
        organisers = _organisers()
        audience = chosen(request.GET.get("cho"), Audience.choices)
        organiser = chosen(request.GET.get("bo-phan"), organisers)
        params = {"cho": audience, "bo-phan": organiser}
        in_audience = [not audience or audience in row.audiences for row in rows]
        in_organiser = [not organiser or str(row.organiser_id) == organiser for row in rows]
        audience_counts = Counter(value for row in compress(rows, in_organiser) for value in row.audiences)
        organiser_counts = Counter(str(row.organiser_id) for row in compress(rows, in_audience))
        found = list(compress(compress(rows, in_audience), compress(in_organiser, in_audience)))
        midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
        coming = [row.pk for row in found if row.ends_at >= midnight]
        past = paginate(
            request,
            [row.pk for row in reversed(found) if row.ends_at < midnight],
            ACTIVITIES_PER_PAGE,
            params,
        )
        shown = ActivityPage.objects.for_cards().in_bulk([*coming, *past.object_list])
        return self.render(
            request,
            context_overrides={
                "coming_days": by_day([shown[pk] for pk in coming if pk in shown]),
                "past_days": by_day([shown[pk] for pk in past.object_list if pk in shown]),
                "past": past,
                "calendar_url": "lich/" + query_url(params).removeprefix("./"),
                "audience_facet": facet(
                    "cho", _("Dành cho"), Audience.choices, audience_counts, audience, params
                ),
                "organiser_facet": facet(
                    "bo-phan", _("Bộ phận"), organisers, organiser_counts, organiser, params
                ),
                "is_filtered": any(params.values()),
            },
            template="home/activity_index_page.html",
        )

    @path("lich/", name="calendar")
    def calendar(self, request: HttpRequest) -> HttpResponse:
        """Return all (filtered) activities as one calendar file."""
        activities = self.activities().for_cards()
        audience = chosen(request.GET.get("cho"), Audience.choices)
        organiser = chosen(request.GET.get("bo-phan"), _organisers())
        if audience:
            activities = activities.filter(includes("audiences", audience))
        if organiser:
            activities = activities.filter(organiser_id=organiser)
        return calendar_response(request, activities, self.title, "hoat-dong.ics")


class ActivityPage(RoutablePageMixin, BodyMixin, PictureMixin, BasePage):
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
    serving_relations = ("organiser", "edition", "picture")
    picture_scene = "kites"
    search_fields = [*BasePage.search_fields, *BodyMixin.body_search_fields, index.SearchField("place")]
    body_panels = [
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")]),
                FieldRowPanel([FieldPanel("place"), FieldPanel("capacity")]),
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

    @property
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
        return self.ends_at < timezone.now()

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

    @path("lich/", name="calendar")
    def calendar(self, request: HttpRequest) -> HttpResponse:
        """Return this activity as a calendar file."""
        return calendar_response(request, [self], self.title, f"{self.slug}.ics")
