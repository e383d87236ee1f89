"""Counting what a Week left on the site: each room's numbers through its own gate, in a fixed number of queries."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.vietnamese import format_date, format_time, midnight, school_time
from home.models import ActivityPage, WeekPage
from home.report.figures import NO_DEPARTMENT, DepartmentWork, Figure, FigureMaker, Figures, Item, Section
from home.report.further import count_articles, count_board, count_reading
from honors.models import AwardKind, Commendation, InitiativeAdoption, InitiativePage, ProfilePage
from ledger.evidence import evidence_of
from news.models import Category, StoryPage
from resources.choices import ResourceType
from resources.models import ResourcePage
from sharing.models import RecordState, ShareRecord
from sharing.networks import Network
from week.models import Department, PlanTask, WeekEdition

PERSON, COLLECTIVE = "person", "collective"
PAGES_OF_A_WEEK = (StoryPage, ActivityPage, ProfilePage, InitiativePage, WeekPage)
"""Pages that say which Week they belong to."""


def figures_of(edition: WeekEdition) -> Figures:
    """Return every number of a Week's report, as the site stands now."""
    make = FigureMaker(edition)
    sections = tuple(count(edition, make) for count in COUNTED)
    return Figures(edition, sections, _departments(make, sections), timezone.now())


def _tasks(edition: WeekEdition, make: FigureMaker) -> Section:
    evidence = evidence_of(edition)
    columns = (_("Mục"), _("Nhiệm vụ"), _("Bộ phận"), _("Hạn"), _("Tình trạng"), _("Minh chứng"))
    items, bare = [], []
    for task in edition.tasks.select_related("department").order_by(
        "department__sort_order", "sort_order", "pk"
    ):
        number = len(evidence.get(task.pk, ()))
        due = format_date(task.due_date) if task.due_date else ""
        item = Item(
            (task.section, task.title, task.department.name, due, task.get_status_display(), str(number)),
            reverse("wagtailsnippets_week_plantask:edit", args=[task.pk]),
            "week.change_plantask",
            kind=task.status,
            department=task.department_id,
        )
        items.append(item)
        if not number:
            bare.append(item)
    total = make.figure("tasks", _("Nhiệm vụ trong kế hoạch"), items, columns)
    without = make.figure("tasks-without-evidence", _("Nhiệm vụ chưa có minh chứng"), bare, columns)
    states = [
        (PlanTask.Status.DONE, _("Đã xong")),
        (PlanTask.Status.IN_PROGRESS, _("Đang làm")),
        (PlanTask.Status.PLANNED, _("Chưa làm")),
    ]
    split = make.split(_("Theo tình trạng"), total, states, _kind)
    return Section("tasks", _("Nhiệm vụ"), total, split, (without,))


def _stories(edition: WeekEdition, make: FigureMaker) -> Section:
    items = [
        Item(
            (story.title, _label(Category, story.category), _unit(story.department), _day(story)),
            story.url or "",
            kind=story.category,
            department=story.department_id or NO_DEPARTMENT,
        )
        for story in StoryPage.objects.published()
        .filter(edition=edition)
        .for_cards()
        .order_by("first_published_at", "pk")
    ]
    columns = (_("Tên bài"), _("Chuyên mục"), _("Bộ phận"), _("Ngày đăng"))
    total = make.figure("stories", _("Tin bài đã đăng"), items, columns)
    split = make.split(_("Theo chuyên mục"), total, Category.choices, _kind)
    return Section("stories", _("Tin bài"), total, split)


def _activities(edition: WeekEdition, make: FigureMaker) -> Section:
    """Count those that are over, who came to them, and apart from them those to come."""
    now = timezone.now()
    over, coming, came = [], [], []
    for page in ActivityPage.objects.published().filter(edition=edition).for_cards():
        item = Item(
            (
                page.title,
                _unit(page.organiser),
                _moment(page.starts_at),
                page.place,
                "" if page.headcount is None else str(page.headcount),
            ),
            page.url or "",
            department=page.organiser_id or NO_DEPARTMENT,
        )
        if page.ends_at > now:
            coming.append(item)
            continue
        over.append(item)
        if page.headcount is not None:
            came.append(replace(item, amount=page.headcount))
    columns = (_("Hoạt động"), _("Bộ phận"), _("Thời gian"), _("Địa điểm"), _("Số người"))
    total = make.figure("activities", _("Hoạt động đã tổ chức"), over, columns)
    more = []
    if came:
        more.append(
            make.figure("headcount", _("Lượt người tham gia (hoạt động đã ghi số người)"), came, columns)
        )
    if coming:
        more.append(make.figure("activities-coming", _("Hoạt động sắp diễn ra"), coming, columns))
    return Section("activities", _("Hoạt động"), total, more=tuple(more))


def _resources(edition: WeekEdition, make: FigureMaker) -> Section:
    items = [
        Item(
            (page.title, page.get_resource_type_display(), page.source, _day(page)),
            page.url or "",
            kind=page.resource_type,
        )
        for page in _new_resources(edition).defer("body").order_by("first_published_at", "pk")
    ]
    columns = (_("Học liệu"), _("Loại"), _("Nguồn"), _("Ngày đưa lên"))
    total = make.figure("resources", _("Học liệu mở đưa lên trong Tuần lễ"), items, columns)
    split = make.split(_("Theo loại"), total, ResourceType.choices, _kind)
    return Section("resources", _("Học liệu mở"), total, split)


def _profiles(edition: WeekEdition, make: FigureMaker) -> Section:
    pages = ProfilePage.objects.of_own_type().live().public().filter(edition=edition)
    items = [
        Item((page.title, _day(page)), page.url or "")
        for page in pages.defer("body", "lessons").order_by("first_published_at", "pk")
    ]
    total = make.figure("profiles", _("Gương tự học được giới thiệu"), items, (_("Bài"), _("Ngày đăng")))
    return Section("profiles", _("Gương tự học"), total)


def _initiatives(edition: WeekEdition, make: FigureMaker) -> Section:
    pages = list(
        InitiativePage.objects.of_own_type()
        .live()
        .public()
        .filter(edition=edition)
        .select_related("department")
        .defer("body")
        .order_by("first_published_at", "pk")
    )
    by_key = {page.pk: page for page in pages}
    taken = InitiativeAdoption.objects.filter(page__in=by_key).order_by("page", "sort_order", "pk")
    adoptions = [(by_key[one.page_id], one) for one in taken]
    total = make.figure(
        "initiatives",
        _("Mô hình hay, cách làm hay được giới thiệu"),
        [Item((page.title, page.authors, _unit(page.department)), page.url or "") for page in pages],
        (_("Mô hình"), _("Người nghĩ ra"), _("Bộ phận")),
    )
    taken_over = make.figure(
        "adoptions",
        _("Lượt đơn vị đã nhân rộng mô hình"),
        [Item((one.unit, page.title, one.note), page.url or "") for page, one in adoptions],
        (_("Đơn vị"), _("Mô hình"), _("Cách làm")),
    )
    return Section("initiatives", _("Mô hình hay"), total, more=(taken_over,))


def _awards(edition: WeekEdition, make: FigureMaker) -> Section:
    """Count what the board of honour shows, through its own gate."""
    rows = Commendation.objects.approved().filter(round__edition=edition)
    items = [
        Item(
            (one.public_name, one.public_unit, _label(AwardKind, one.award_kind), one.round.decision_label),
            reverse("honors_rounds:overview", args=[one.round_id]),
            "honors.view_commendationround",
            kind=one.award_kind,
            recipient=COLLECTIVE if one.person_id is None else PERSON,
        )
        for one in rows.select_related("person", "round").by_name()
    ]
    columns = (_("Cá nhân, tập thể"), _("Là ai"), _("Hình thức"), _("Quyết định số"))
    total = make.figure("awards", _("Lượt khen thưởng đã công bố"), items, columns)
    who = ((PERSON, _("Cá nhân")), (COLLECTIVE, _("Tập thể")))
    splits = (
        *make.split(_("Theo người nhận"), total, who, lambda item: item.recipient),
        *make.split(_("Theo hình thức"), total, AwardKind.choices, _kind),
    )
    return Section("awards", _("Khen thưởng"), total, splits)


def _shares(edition: WeekEdition, make: FigureMaker) -> Section:
    """Count the posts that stand on a network, about what belongs to the Week and is on the site itself."""
    wanted = Q(page__in=_new_resources(edition).order_by().values("pk"))
    for model in PAGES_OF_A_WEEK:
        wanted |= Q(page__in=model.objects.live().public().filter(edition=edition).order_by().values("pk"))
    records = ShareRecord.objects.in_state(RecordState.ONLINE).filter(wanted).order_by("shared_at", "pk")
    items = [
        Item(
            (one.page_title, one.place, format_date(one.shared_at), one.url),
            one.url,
            kind=one.network,
        )
        for one in records
    ]
    columns = (_("Bài"), _("Nơi đăng"), _("Ngày"), _("Liên kết"))
    total = make.figure("shares", _("Lượt chia sẻ trên mạng xã hội"), items, columns)
    split = make.split(_("Theo nơi đăng"), total, Network.choices, _kind)
    return Section("shares", _("Chia sẻ"), total, split)


COUNTED: tuple[Callable[[WeekEdition, FigureMaker], Section], ...] = (
    _tasks,
    _stories,
    count_articles,
    _activities,
    _resources,
    _awards,
    _profiles,
    _initiatives,
    _shares,
    count_reading,
    count_board,
)
"""The sections in the order of the report; what another room counts comes here as one more."""


def _departments(make: FigureMaker, sections: tuple[Section, ...]) -> tuple[DepartmentWork, ...]:
    by_key = {section.key: section for section in sections}
    of: dict[str, Figure] = {key: by_key[key].total for key in ("tasks", "stories", "activities")}
    of["without_evidence"] = by_key["tasks"].more[0]
    names = [*Department.objects.values_list("pk", "name"), (NO_DEPARTMENT, _("Không ghi bộ phận"))]
    works = (make.department(key, name, of, PlanTask.Status) for key, name in names)
    return tuple(work for work in works if any(figure.items for figure in work.figures()))


def _new_resources(edition: WeekEdition) -> Any:
    """Return the resources that came to the library between the first and the last day."""
    return ResourcePage.objects.published().filter(
        first_published_at__gte=midnight(edition.start_date),
        first_published_at__lt=midnight(edition.end_date + dt.timedelta(days=1)),
    )


def _kind(item: Item) -> str:
    return item.kind


def _label(choices: Any, value: str) -> str:
    return str(choices(value).label) if value in choices.values else value


def _unit(department: Department | None) -> str:
    return department.name if department else ""


def _day(page: Any) -> str:
    return format_date(page.first_published_at) if page.first_published_at else ""


def _moment(moment: dt.datetime) -> str:
    return f"{format_time(moment)}, {format_date(school_time(moment))}"
