"""What the electronic boards show of activities, stories and honours: whatever the consents for boards allow."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.templatetags.static import static
from django.utils import timezone
from django.utils.translation import gettext as _

from board.models import BoardItem
from board.slides import Entry, Slide, picture_address, register_source
from core.dependence import today
from core.remembered import remembered
from core.statements import tables
from core.vietnamese import format_date, weekday_name
from home.models import ActivityPage
from honors.models import Commendation
from honors.sheets import sheets_of
from news.models import StoryPage
from people.gate import showable
from people.models import Channel, Purpose
from people.obstacles import obstacles_of
from week.models import WeekEdition

MOST_ACTIVITIES, DAYS_AHEAD = 12, 14
MOST_STORIES, STORIES_READ = 5, 10
MOST_HONOURS = 24


def register() -> None:
    """Tell the boards where their slides come from. Called when Django starts."""
    register_source(BoardItem.Kind.ACTIVITIES, _kept("activities", activities))
    register_source(BoardItem.Kind.STORIES, _kept("stories", stories))
    register_source(BoardItem.Kind.HONOURS, _kept("honours", honours))


def _kept(name: str, source: Callable[[], list[Slide]]) -> Callable[[], list[Slide]]:
    """Remember the slides until anything that pages show is written, a consent among it, and no longer than the day."""

    def slides() -> list[Slide]:
        return remembered(f"board:{name}:{today()}", tuple(tables()), source)

    return slides


def activities() -> list[Slide]:
    """Return one slide with the activities of today and the next days that are not over."""
    now = timezone.now()
    coming = ActivityPage.objects.published().filter(
        ends_at__gt=now, starts_at__lt=now + timedelta(days=DAYS_AHEAD)
    )
    shown = [_entry(page) for page in _cleared(coming[:MOST_ACTIVITIES])]
    return [Slide("list", title=_("Hoạt động hôm nay và sắp tới"), entries=tuple(shown))] if shown else []


def _entry(page: ActivityPage) -> Entry:
    weekday = weekday_name(page.day)
    return Entry(
        day=page.day.isoformat(),
        weekday=f"{weekday[0].upper()}{weekday[1:]} {page.day.day}/{page.day.month}",
        time=page.time,
        title=page.title,
        place=page.place,
        ends=int(page.ends_at.timestamp() * 1000),
    )


def stories() -> list[Slide]:
    """Return the newest stories in which everybody may be on the boards, each with its picture."""
    newest = StoryPage.objects.published().select_related("picture")[:STORIES_READ]
    return [
        Slide(
            "story",
            title=story.title,
            kicker=_("Tin bài ngày %(day)s")
            % {"day": format_date(timezone.localtime(story.first_published_at))}
            if story.first_published_at
            else _("Tin bài"),
            picture=picture_address(story.picture),
        )
        for story in _cleared(newest)[:MOST_STORIES]
    ]


def _cleared(pages: Any) -> list[Any]:
    """Return the pages that name or show nobody who is kept off the boards."""
    return [page for page in pages if not obstacles_of(page, channel=Channel.BOARD)]


def honours() -> list[Slide]:
    """Return the people and collectives commended in the Week who may be on the boards."""
    week = WeekEdition.current()
    commended = (
        Commendation.objects.approved()
        .filter(showable(Purpose.HONOUR, Channel.BOARD), round__edition=week)
        .by_name()
        .for_cards()
        .defer("profile__body", "profile__lessons")
    )
    motifs = static("img/motifs.svg")
    return [
        Slide(
            "person", title=sheet.name, kicker=sheet.award, text=sheet.role, picture=f"{motifs}#{sheet.motif}"
        )
        for sheet in sheets_of(commended[:MOST_HONOURS])
    ]
