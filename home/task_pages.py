"""The public pages that show the tasks of a Week: one question for all tasks and all ways of attaching."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import QuerySet
from wagtail.models import Page, PageViewRestriction

from core.dependence import depends_on, narrowed
from core.known_site import address_of
from core.querysets import public_only
from core.statements import row_name
from home.models.activities import ActivityPage
from ledger.models import Evidence
from news.models import StoryPage
from week.models import PlanTask, WeekEdition

SHOWN = 3
"""Links below a task; whoever wants more goes to its department."""

LOOKED_AT = 600
"""How many of what was attached last are looked at, of each way of attaching: the page's time has an end."""


class Row(NamedTuple):
    """A page that somebody, or the page itself, says to show a task; not all are on the site."""

    task: int
    page: int
    title: str
    url_path: str
    is_live: bool
    published_at: datetime | None


class TaskPage(NamedTuple):
    """A page on the site that shows a task."""

    title: str
    url: str


def task_pages(edition: WeekEdition) -> dict[int, list[TaskPage]]:
    """Return up to three public pages for each task that has some, the newest first. One query.

    Drafts are read too and left out here, so that the answer depends on them and changes when one goes live.
    """
    stories = _last(StoryPage.tasks.through.objects.filter(plantask__edition=edition))
    activities = _last(ActivityPage.tasks.through.objects.filter(plantask__edition=edition))
    attached = _last(Evidence.objects.filter(task__edition=edition, page__isnull=False))
    rows = _rows(attached, "task_id", "page").union(
        _rows(stories, "plantask_id", "storypage__page_ptr"),
        _rows(activities, "plantask_id", "activitypage__page_ptr"),
    )
    tables = (PlanTask, Evidence, StoryPage.tasks.through, ActivityPage.tasks.through, PageViewRestriction)
    with narrowed(*(model._meta.db_table for model in tables)):
        found = [Row(*row) for row in rows]
    depends_on(*(row_name(Page, row.page) for row in found))
    return _newest(found)


def _last(rows: QuerySet) -> QuerySet:
    """Return those attached last; by key, as SQLite takes no limit within a union."""
    return rows.model._default_manager.filter(pk__in=rows.order_by("-pk").values("pk")[:LOOKED_AT]).order_by()


def _rows(rows: QuerySet, task: str, page: str) -> QuerySet:
    fields = ("pk", "title", "url_path", "live", "first_published_at")
    return public_only(rows, f"{page}__path").values_list(task, *(f"{page}__{name}" for name in fields))


def _newest(rows: Sequence[Row]) -> dict[int, list[TaskPage]]:
    live = [row for row in rows if row.is_live]
    live.sort(key=_place_in_time, reverse=True)
    found: dict[int, list[TaskPage]] = defaultdict(list)
    for row in live:
        if len(found[row.task]) < SHOWN and (url := _address(row)):
            found[row.task].append(TaskPage(row.title, url))
    return dict(found)


def _place_in_time(row: Row) -> tuple[bool, Any, int]:
    return (row.published_at is not None, row.published_at, row.page)


def _address(row: Row) -> str:
    known = address_of(row.url_path)
    return known if known is not None else Page(pk=row.page, url_path=row.url_path).get_url() or ""
