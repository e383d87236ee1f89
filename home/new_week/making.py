"""Making a Week from an earlier one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from board.models import BoardItem
from home.models import HomePage, WeekPage
from home.new_week.playlists import take_over
from home.new_week.years import of_this_year
from week.models import PlanTask, Slogan, WeekEdition

WEEKS_LATER = timedelta(weeks=52)
"""The same weekday a year later."""
_HAS_DAY = re.compile(r"\d{1,2}\s*/\s*\d{1,2}|\bngày \d|\b20\d\d\b")


@dataclass(frozen=True)
class Parts:
    """What is taken over from the earlier Week."""

    tasks: bool = True
    slogans: bool = True
    bases: bool = True
    page: bool = True
    boards: bool = True


@dataclass
class Made:
    """What was made.

    Attributes:
        dated: Tasks whose names hold a day of the old year.
        page: The draft of the Week's page; None when it was not asked for.
        items: What the boards will play, once it is switched on.
    """

    edition: WeekEdition
    tasks: int
    dated: list[PlanTask]
    slogans: int
    page: WeekPage | None
    items: list[BoardItem]


def first_values(base: WeekEdition | None, today: date) -> dict[str, Any]:
    """Return what a new Week begins with: the days of the earlier one a year later, its recipient, its opening words."""
    if base is None:
        return {"year": today.year}
    shift = WEEKS_LATER * max(1, today.year - base.year)
    due = base.report_due_date
    return {
        "year": base.year + max(1, today.year - base.year),
        "start_date": base.start_date + shift,
        "end_date": base.end_date + shift,
        "introduction": base.introduction,
        "report_due_date": due + shift if due else None,
        "report_recipient": base.report_recipient,
    }


@transaction.atomic
def make_week(edition: WeekEdition, base: WeekEdition | None, parts: Parts, user: Any) -> Made:
    """Save a new Week with what it takes over from an earlier one.

    The front page goes on showing the Week that it shows, also when that was only the newest one.

    Args:
        edition: The new Week, checked and not saved.
        base: The earlier Week; None when the school begins.
        parts: What to take over.
        user: Who makes it.
    """
    shown = WeekEdition.objects.first()
    if shown is not None:
        HomePage.objects.filter(edition=None).update(edition=shown)
    edition.save()
    log(instance=edition, action="wagtail.create", user=user, content_changed=True)
    if base is None:
        return Made(edition, 0, [], 0, None, [])
    if parts.bases:
        edition.legal_bases.set(base.legal_bases.all())
        edition.save()
    tasks = _tasks(edition, base) if parts.tasks else []
    slogans = _slogans(edition, base) if parts.slogans else []
    page = _page(edition, base, user) if parts.page else None
    items = take_over(edition, base) if parts.boards else []
    dated = [task for task in tasks if _HAS_DAY.search(task.title)]
    return Made(edition, len(tasks), dated, len(slogans), page, items)


def _tasks(edition: WeekEdition, base: WeekEdition) -> list[PlanTask]:
    """Copy the tasks, as far from the Week as they were; the old plan's own words stay with the old Week."""
    shift = edition.start_date - base.start_date
    tasks = [
        PlanTask(
            edition=edition,
            department_id=task.department_id,
            section=task.section,
            sort_order=task.sort_order,
            title=of_this_year(task.title, base, edition),
            due_date=task.due_date + shift if task.due_date else None,
        )
        for task in base.tasks.all()
    ]
    for task in tasks:
        task.save()
    return tasks


def _slogans(edition: WeekEdition, base: WeekEdition) -> list[Slogan]:
    slogans = [
        Slogan(edition=edition, text=of_this_year(one.text, base, edition), sort_order=one.sort_order)
        for one in base.slogans.filter(is_active=True)
    ]
    for slogan in slogans:
        slogan.save()
    return slogans


def _page(edition: WeekEdition, base: WeekEdition, user: Any) -> WeekPage | None:
    """Copy the earlier Week's page as a draft; the newest, when it has several."""
    old = WeekPage.objects.filter(edition=base).order_by("-pk").first()
    home = old.get_parent() if old else HomePage.objects.first()
    if home is None:
        return None
    title, slug = _("Tuần lễ hưởng ứng học tập suốt đời năm %d") % edition.year, f"tuan-le-{edition.year}"
    if home.get_children().filter(slug=slug).exists():
        return None
    if old is None:
        page = WeekPage(title=title, slug=slug, edition=edition, live=False, owner=user)
        home.add_child(instance=page)
        page.save_revision(user=user)
        return page
    copied: WeekPage = old.copy(
        to=home,
        update_attrs={"title": title, "slug": slug, "edition": edition, "owner": user},
        copy_revisions=False,
        keep_live=False,
        user=user,
    )
    return copied
