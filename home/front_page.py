"""What the front page and a Week's page show, gathered from every room in a fixed number of queries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import F
from django.utils.translation import gettext as _
from wagtail.models import Page

from core.remembered import remembered
from core.statements import STRUCTURE
from core.vietnamese import slugify
from drawing.typesetting import PosterLine, poster_lines
from home.task_pages import task_pages
from home.week_days import days_of, strip
from honors.first_sheets import first_sheets
from honors.models import InitiativePage
from news.models import StoryPage
from resources.models import ResourcePage
from week.models import Department, LegalBasis, PlanTask, Slogan, State, WeekEdition

FRONT_STORIES, FRONT_SHEETS, FRONT_SPINES, FRONT_DAYS, FRONT_ACTIVITIES = 5, 5, 11, 3, 9
WEEK_STORIES, WEEK_ACTIVITIES, WEEK_SHEETS, WEEK_INITIATIVES = 6, 40, 24, 12
SLOGANS = 3


def department_slug(department: Department) -> str:
    """Return the last part of the address of the department's page."""
    return slugify(department.short_name) or "bo-phan"


@dataclass
class DepartmentRow:
    """A department with its tasks."""

    department: Department
    tasks: list[PlanTask]
    done: int

    @property
    def total(self) -> int:
        """How many tasks it has."""
        return len(self.tasks)

    @property
    def slug(self) -> str:
        """The last part of its page's address, from its short name."""
        return department_slug(self.department)


@dataclass
class Poster:
    """A Week as a poster."""

    edition: WeekEdition
    lines: list[PosterLine]

    @property
    def kicker(self) -> str:
        """The words above the theme."""
        return str(_("Tuần lễ hưởng ứng học tập suốt đời năm %(year)d") % {"year": self.edition.year})

    @property
    def days_title(self) -> str:
        """The heading above the days."""
        titles = {
            State.BEFORE: _("Sắp diễn ra"),
            State.LIVE: _("Hôm nay và những ngày tới"),
            State.AFTER: _("Nhìn lại Tuần lễ %(year)d") % {"year": self.edition.year},
        }
        return str(titles[State(self.state)])

    @property
    def state(self) -> str:
        """``before``, ``live`` or ``after``."""
        return self.edition.state()

    @property
    def days_until(self) -> int:
        """Days left until it begins."""
        return self.edition.days_until()

    @property
    def stamp_days(self) -> str:
        """The large words of the date stamp: ``2–8``, ``30/9–6/10`` or ``7``."""
        start, end = self.edition.start_date, self.edition.end_date
        if start == end:
            return f"{end.day}"
        same_month = (start.year, start.month) == (end.year, end.month)
        return f"{start.day}–{end.day}" if same_month else f"{start.day}/{start.month}–{end.day}/{end.month}"

    @property
    def stamp_month(self) -> str:
        """The small words of the date stamp: the month, or the year when the days say the months."""
        end = self.edition.end_date
        return f"năm {end.year}" if "/" in self.stamp_days else f"tháng {end.month}"


def poster_of(edition: WeekEdition) -> Poster:
    """Return the poster of an edition, its lines measured."""
    return Poster(edition, poster_lines(edition.theme, edition.theme_highlight, edition.theme_breaks))


def department_rows(edition: WeekEdition) -> list[DepartmentRow]:
    """Return the departments that have tasks, with them: one query."""
    rows: dict[int, DepartmentRow] = {}
    tasks = edition.tasks.select_related("department").order_by(
        "department__sort_order", "department__name", "sort_order", "pk"
    )
    for task in tasks:
        row = rows.setdefault(task.department_id, DepartmentRow(task.department, [], 0))
        row.tasks.append(task)
        row.done += task.status == PlanTask.Status.DONE
    return list(rows.values())


def rooms_of(home: Page, edition: WeekEdition | None) -> dict[str, str]:
    """Return the addresses of the pages below the front page; no query when they are remembered.

    Keys: ``stories``, ``activities``, ``honours``, ``library``; and of the edition ``week`` and ``plan``. A room
    that is missing has no key.
    """
    name = f"rooms:{home.pk}:{edition.pk if edition else None}"
    tables = (STRUCTURE, "home_weekpage", WeekEdition._meta.db_table)
    return remembered(name, tables, lambda: _rooms_of(home, edition))


def _rooms_of(home: Page, edition: WeekEdition | None) -> dict[str, str]:
    sections = {
        "newsindexpage": "stories",
        "activityindexpage": "activities",
        "honorsindexpage": "honours",
        "librarypage": "library",
    }
    rooms: dict[str, str] = {}
    pages = Page.objects.child_of(home).live().annotate(edition=F("weekpage__edition"))
    for page in pages:
        model = ContentType.objects.get_for_id(page.content_type_id).model
        if model in sections:
            rooms.setdefault(sections[model], page.url)
        elif edition and page.edition == edition.pk:
            rooms.setdefault("week", page.url)
        elif edition and model == "standardpage" and page.slug == f"ke-hoach-{edition.year}":
            rooms["plan"] = page.url
    return rooms


def _edition_parts(edition: WeekEdition, calendar_url: str, activities: int, sheets: int) -> dict[str, Any]:
    """Return what both pages show of an edition: four queries, more for what is not remembered.

    Args:
        edition: The Week.
        calendar_url: Page whose days the strip leads to; empty for the page itself.
        activities: How many to show at most.
        sheets: How many sheets of honour to show at most.
    """
    return {
        "edition": edition,
        "poster": poster_of(edition),
        "slogans": remembered(
            f"slogans:{edition.pk}",
            (Slogan._meta.db_table,),
            lambda: list(edition.slogans.filter(is_active=True)[:SLOGANS]),
        ),
        "week_days": strip(edition, calendar_url),
        "days": days_of(edition, activities),
        "departments": department_rows(edition),
        "sheets": first_sheets(edition, sheets),
    }


def front_page(page: Any) -> dict[str, Any]:
    """Return the front page's context.

    Without an edition (a school that has just begun) the rooms are still there, each with its empty state.
    """
    edition = page.edition or WeekEdition.objects.first()
    rooms = rooms_of(page, edition)
    parts: dict[str, Any] = {"edition": None, "sheets": []}
    if edition:
        parts = _edition_parts(edition, rooms.get("activities", ""), FRONT_ACTIVITIES, FRONT_SHEETS)
        days = parts.pop("days")
        parts["next_days"] = ([day for day in days if not day.is_past] or days)[:FRONT_DAYS]
    stories = StoryPage.objects.published()
    shown = list(stories.for_cards()[:FRONT_STORIES])
    resources = ResourcePage.objects.published()
    spines = list(resources.defer("body").order_by("-first_published_at", "-id")[:FRONT_SPINES])
    return parts | {
        "rooms": rooms,
        "lead_story": shown[0] if shown else None,
        "stories": shown[1:],
        "story_count": remembered("front:stories", (StoryPage._meta.db_table,), stories.count),
        "spines": spines,
        "resource_count": remembered("front:resources", (ResourcePage._meta.db_table,), resources.count),
    }


def week_overview(page: Any) -> dict[str, Any]:
    """Return the context of a Week's page."""
    edition = page.edition
    parts = _edition_parts(edition, "", WEEK_ACTIVITIES, WEEK_SHEETS)
    shown = task_pages(edition)
    for row in parts["departments"]:
        for task in row.tasks:
            task.shown_on = shown.get(task.pk, [])
    return parts | {
        "tasks_done": sum(row.done for row in parts["departments"]),
        "tasks_total": sum(row.total for row in parts["departments"]),
        "rooms": rooms_of(page.above[-1] if page.above else page.get_parent(), edition),
        "stories": StoryPage.objects.newest_of(WEEK_STORIES, edition=edition),
        "initiatives": list(
            InitiativePage.objects.live()
            .public()
            .filter(edition=edition)
            .select_related("department", "picture")
            .defer("body")[:WEEK_INITIATIVES]
        ),
        "legal_bases": remembered(
            f"legal_bases:{edition.pk}",
            (LegalBasis._meta.db_table, WeekEdition.legal_bases.through._meta.db_table),
            lambda: list(edition.legal_bases.all()),
        ),
    }
