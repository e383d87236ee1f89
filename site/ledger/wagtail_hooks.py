"""The ledger in the admin: its screens, its menu entry, the ways to it from pages and records."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Model
from django.http import HttpRequest
from django.urls import include, path, reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets import Button
from wagtail.models import Page
from wagtail.utils.urlpatterns import decorate_urlpatterns

from core.menu_items import PermissionMenuItem
from core.refusing import answer_forbidden
from ledger import urls
from ledger.evidence import kind_of
from ledger.panels import OwnTasksPanel
from ledger.rules import CHANGE, VIEW
from ledger.views.thing import thing_address
from week.models import PlanTask
from week.wagtail_hooks import MENU_HOOK


@hooks.register("register_admin_urls")
def register_admin_urls() -> list[Any]:
    """Add the screens."""
    return decorate_urlpatterns([path("ke-hoach/", include(urls))], answer_forbidden)


@hooks.register(MENU_HOOK)
def register_overview() -> MenuItem:
    """Add where the tasks stand to the menu of the plan."""
    return PermissionMenuItem(
        _("Đôn đốc"),
        reverse("ledger:overview"),
        name="ledger",
        icon_name="clipboard-list",
        order=1,
        permission=VIEW,
    )


@hooks.register("construct_homepage_panels")
def add_own_tasks(request: HttpRequest, panels: list[Any]) -> None:
    """Put the user's own tasks on the dashboard."""
    panels.append(OwnTasksPanel())


def _ways(thing: Model, user: Any) -> Iterator[Button]:
    """Yield the way to the tasks of a thing, or from a task to what shows it."""
    model = thing.specific_class if isinstance(thing, Page) else type(thing)
    kind = kind_of(model)
    if kind is not None and user.has_perm(CHANGE):
        yield Button(
            _("Việc này thuộc nhiệm vụ nào?"),
            url=thing_address(kind, thing.pk),
            icon_name="tasks",
            priority=8,
        )
    if isinstance(thing, PlanTask) and user.has_perm(VIEW):
        yield Button(
            _("Minh chứng"), url=reverse("ledger:task", args=[thing.pk]), icon_name="tasks", priority=5
        )


@hooks.register("register_page_header_buttons")
def add_page_button(page: Page, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """Put the question among a page's actions."""
    yield from _ways(page, user)


@hooks.register("register_snippet_listing_buttons")
def add_record_button(snippet: Model, user: Any, next_url: str | None = None) -> Iterator[Button]:
    """Put it among the actions of what stands in a list."""
    yield from _ways(snippet, user)
