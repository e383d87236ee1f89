"""What stands on the calendar, for one user: the same few queries for three things or three thousand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.text import capfirst
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import DraftStateMixin, Page

from core.publishing import unscheduled_drafts
from workflow.clock_words import moment_words
from workflow.drafts import is_scheduled, waiting_drafts
from workflow.due import EXPIRE, PUBLISH, DueItem, every_row, items_between, timed_models
from workflow.filters import CalendarFilter
from workflow.heartbeat import pulse
from workflow.permissions import editable_pages, may_edit, may_publish
from workflow.states import EntryState
from workflow.watchdog import Reasons, late_items, lateness

SHOWN_OF_A_PAGE = (
    "title",
    "draft_title",
    "path",
    "depth",
    "content_type",
    "owner",
    "live",
    "expired",
    "expire_at",
    "go_live_at",
    "first_published_at",
    "last_published_at",
    "has_unpublished_changes",
    "latest_revision",
)
MOVABLE = {EntryState.SCHEDULED, EntryState.LATE, EntryState.DRAFT, EntryState.FORGOTTEN}
ENDS = {EntryState.EXPIRING, EntryState.EXPIRED}


def move_address(name: str, back: str = "") -> str:
    """Return where another moment is chosen for an item, and where one comes back to."""
    query = {"bai": name, "next": back} if back else {"bai": name}
    return f"{reverse('workflow_calendar:move')}?{urlencode(query)}"


@dataclass(frozen=True)
class Entry:
    """One line of the calendar.

    Attributes:
        state: What has become, or is to become, of it.
        moment: When; None for a draft without one.
        title: What editors call it.
        kind: What it is, such as "Tin bài".
        edit_url: Where it is edited; None where it cannot be.
        uid: What it is called among all entries that there ever are.
        name: What forms call it (``DueItem.name``); empty when nothing here can be done with it.
        may_move: Whether the user may give it another moment.
        may_retry: Whether it is late and the user may try it now.
        late: "đã trễ 12 phút", of what is late.
        reason: Why it is.
    """

    state: EntryState
    moment: datetime | None
    title: str
    kind: str
    edit_url: str | None
    uid: str
    name: str = ""
    may_move: bool = False
    may_retry: bool = False
    late: str = ""
    reason: str = ""

    @property
    def is_expiry(self) -> bool:
        """Whether it takes something off the page."""
        return self.name.startswith(EXPIRE)

    @property
    def is_planned(self) -> bool:
        """Whether the clock knows of it, so that another day keeps the time."""
        return self.state in {EntryState.SCHEDULED, EntryState.LATE}

    @property
    def move_url(self) -> str:
        """Where another moment is chosen."""
        return move_address(self.name)

    @property
    def words(self) -> str:
        """When it is, for a reader who does not see the grid."""
        return moment_words(self.moment) if self.moment else ""


def kind_of(obj: Model) -> str:
    """Return what editors call this kind of thing."""
    model = obj.specific_class if isinstance(obj, Page) else type(obj)
    return capfirst(str(getattr(model, "kind_label", None) or model._meta.verbose_name))


class Collection:
    """What one user sees on the calendar under some filters at one moment."""

    def __init__(self, user: Any, filters: CalendarFilter, now: datetime) -> None:
        self.user, self.filters, self.now = user, filters, now
        self.reasons = Reasons(pulse(now), now)
        self._page_type = ContentType.objects.get_for_model(Page).pk
        self._finder = AdminURLFinder()  # without a user: what is shown is the user's to edit

    @cached_property
    def _pages(self) -> Any:
        return self.filters.narrowed(editable_pages(self.user), self.user).only(*SHOWN_OF_A_PAGE)

    def between(self, start: datetime, end: datetime) -> list[Entry]:
        """Return what happened, is to happen or was meant to from ``start`` on and before ``end``, in order."""
        found = [
            *self._planned(items_between(start, end)),
            *self._done(start, end),
            *self._ending(start, end),
        ]
        found += [entry for entry in self.forgotten if start <= entry.moment < end]  # type: ignore[operator]
        wanted = [entry for entry in found if self.filters.state in {None, entry.state}]
        return sorted(wanted, key=lambda entry: (entry.moment, entry.title))

    def of_items(self, items: Iterable[DueItem]) -> list[Entry]:
        """Return the entries of what the clock asks for, in its order; only what is the user's."""
        return list(self._planned(list(items)))

    @cached_property
    def forgotten(self) -> list[Entry]:
        """The drafts that name a moment at which nothing will happen, the earliest first."""
        return [
            self._entry(draft.page, EntryState.FORGOTTEN, draft.moment, self._name_of(draft.page))
            for draft in unscheduled_drafts(self._pages)
        ]

    @cached_property
    def undated(self) -> list[Entry]:
        """The drafts without a moment, the last edited first."""
        dated = {entry.name for entry in self.forgotten}
        return [
            self._entry(page, EntryState.DRAFT, None, self._name_of(page))
            for page in waiting_drafts(self._pages)
            if self._name_of(page) not in dated
        ]

    def _name_of(self, page: Page) -> str:
        return f"{PUBLISH}-{self._page_type}-{page.pk}"

    def _planned(self, items: list[DueItem]) -> Iterator[Entry]:
        objects = self._objects(items)
        late = set(late_items(items, self.now))
        for item in items:
            obj = objects.get((item.base_content_type_id, item.object_id))
            if obj is None:
                continue
            expires = item.action == EXPIRE
            state = EntryState.EXPIRING if expires else EntryState.SCHEDULED
            words: dict[str, Any] = {}
            if item in late:
                state = EntryState.LATE
                words = {
                    "late": lateness(item.due_at, self.now),
                    "reason": self.reasons.why(item),
                    "may_retry": may_publish(self.user, obj),
                }
            yield self._entry(obj, state, item.due_at, item.name, **words)

    def _done(self, start: datetime, end: datetime) -> Iterator[Entry]:
        within = (start, min(end, self.now))
        gone = Q(live=True, first_published_at__gte=within[0], first_published_at__lt=within[1])
        gone |= Q(live=False, expired=True, expire_at__gte=within[0], expire_at__lt=within[1])
        for page in self._pages.filter(gone):
            if getattr(page.specific_class, "is_section", False):
                continue  # a section is not news
            if page.live:
                yield self._entry(page, EntryState.PUBLISHED, page.first_published_at)
            else:
                yield self._entry(page, EntryState.EXPIRED, page.expire_at)
        for model in timed_models():
            if model.goes_live and self._leaves(model):
                rows = model.gone_live().filter(gone_live_at__gte=start, gone_live_at__lt=end)
                for obj in rows:
                    yield self._entry(obj, EntryState.PUBLISHED, obj.gone_live_at)

    def _ending(self, start: datetime, end: datetime) -> Iterator[Entry]:
        """The end of what is not public yet: the clock asks for it only after the beginning."""
        waiting = self._pages.filter(is_scheduled(), live=False, expire_at__gte=start, expire_at__lt=end)
        for page in waiting:
            yield self._entry(page, EntryState.EXPIRING, page.expire_at)

    def _leaves(self, model: type[Model]) -> bool:
        return self.filters.leaves(model) and may_edit(self.user, model)

    def _objects(self, items: Iterable[DueItem]) -> dict[tuple[int, str], Model]:
        ids: dict[int, set[str]] = defaultdict(set)
        for item in items:
            ids[item.base_content_type_id].add(item.object_id)
        found: dict[tuple[int, str], Model] = {}
        for content_type_id, object_ids in ids.items():
            model = ContentType.objects.get_for_id(content_type_id).model_class()
            if model is Page:
                rows = self._pages
            elif model is not None and getattr(model, "goes_live", True) and self._leaves(model):
                rows = every_row(model)
            else:
                continue
            found |= {(content_type_id, str(obj.pk)): obj for obj in rows.filter(pk__in=object_ids)}
        return found

    def _entry(
        self, obj: Any, state: EntryState, moment: datetime | None, name: str = "", **words: Any
    ) -> Entry:
        is_page = isinstance(obj, Page)
        ends = state in ENDS or name.startswith(EXPIRE)
        movable = state in MOVABLE and not ends and isinstance(obj, DraftStateMixin)
        return Entry(
            state=state,
            moment=moment,
            title=obj.get_admin_display_title() if is_page else str(obj),
            kind=kind_of(obj),
            edit_url=(
                reverse("wagtailadmin_pages:edit", args=[obj.pk])
                if is_page
                else self._finder.get_edit_url(obj)
            ),
            uid=f"{obj._meta.model_name}-{obj.pk}-{'ends' if ends else 'begins'}",
            name=name,
            may_move=movable and may_publish(self.user, obj),
            **words,
        )
