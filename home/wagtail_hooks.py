"""The dashboard and the menu of the admin."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Model
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import include, path, reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.action_menu import ActionMenuItem
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.models import Page
from wagtail.utils.urlpatterns import decorate_urlpatterns

from core.menu_items import PermissionMenuItem
from core.refusing import answer_forbidden
from home import menu
from home.desk.consents import ConsentsPanel
from home.desk.panels import arrange
from home.desk.tasks import TasksPanel, write_story
from home.guide import views as guide
from home.guide.tour import TourPanel
from home.models import ActivityPage
from home.new_week import views as new_week
from home.report import views as report
from home.signup import organising
from home.story_to_profile import action as story_to_profile
from home.story_to_profile import views as story_to_profile_views
from week.models import WeekEdition
from week.wagtail_hooks import MENU_HOOK

LAST = 1000
"""After every room has added its own."""


@hooks.register("register_admin_urls")
def register_desk_urls() -> list[Any]:
    """Add what the dashboard's buttons do, and the guide."""
    patterns = [
        path("ban-lam-viec/viec/<int:task>/viet-tin/", write_story, name="desk_write_story"),
        path("huong-dan/", include(guide.urls)),
        path("tuan-le-moi/", include(new_week)),
        path("bao-cao-tuan-le/", include(report)),
        path("hoat-dong/", include(organising)),
        path("tin-thanh-guong/", include(story_to_profile_views)),
    ]
    return decorate_urlpatterns(patterns, answer_forbidden)


@hooks.register("register_page_header_buttons")
def lead_to_signups(
    page: Page, user: Any, next_url: str | None = None, view_name: str = ""
) -> Iterator[Button]:
    """Lead from an activity to who comes, and to the same session again."""
    if not isinstance(page, ActivityPage):
        return
    if organising.may_organise(user, page):
        address = reverse("signups:people", args=[page.pk])
        yield Button(organising.list_title(page), url=address, icon_name="group", priority=4)
        if organising.may_repeat(user, page):
            address = reverse("signups:again", args=[page.pk])
            yield Button(_("Lặp lại buổi này"), url=address, icon_name="copy", priority=8)


@hooks.register("register_snippet_listing_buttons")
def lead_to_preparing(snippet: Model, user: Any, next_url: str | None = None) -> Iterator[Button]:
    """Lead from a Week in the list to what there is still to do before the public sees it."""
    if isinstance(snippet, WeekEdition) and user.has_perm(new_week.PERMISSION):
        address = reverse("new_week:next", args=[snippet.pk])
        yield Button(_("Chuẩn bị Tuần lễ"), url=address, icon_name="calendar-check", priority=5)


@hooks.register("register_page_action_menu_item")
def offer_profile() -> ActionMenuItem:
    """Offer to make a profile of a story."""
    return story_to_profile.MakeProfileItem()


@hooks.register("after_edit_page", order=LAST)
def make_profile(request: HttpRequest, page: Page) -> HttpResponseBase | None:
    """Make it, if that is what the form was sent for."""
    return story_to_profile.after_saving(request, page)


@hooks.register("register_page_header_buttons")
def lead_between_story_and_profile(
    page: Page, user: Any, next_url: str | None = None, view_name: str = ""
) -> Iterator[Button]:
    """Lead from a story to the profile made of it, and back."""
    yield from story_to_profile.ways_between(page, user)


@hooks.register("after_unpublish_page")
def remind_of_guests(request: HttpRequest, page: Page) -> None:
    """Say who has to be told that an activity is off."""
    organising.remind_to_tell(request, page.specific)


@hooks.register("construct_homepage_panels", order=LAST)
def arrange_desk(request: HttpRequest, panels: list[Any]) -> None:
    """Make the dashboard say what to do now."""
    panels += [TasksPanel(), ConsentsPanel(), TourPanel()]
    arrange(request.user, panels)


@hooks.register("register_admin_menu_item")
def register_guide() -> MenuItem:
    """Add the guide to the menu."""
    return MenuItem(_("Hướng dẫn"), reverse("guide:mine"), name="guide", icon_name="help")


@hooks.register(MENU_HOOK)
def register_new_week() -> MenuItem:
    """Add the making of next year's Week to the menu of the plan."""
    return PermissionMenuItem(
        _("Tuần lễ mới"),
        reverse("new_week:new"),
        name="new-week",
        icon_name="plus",
        order=0,
        permission=new_week.PERMISSION,
    )


@hooks.register(MENU_HOOK)
def register_report() -> MenuItem:
    """Add the report on what was done to the menu of the plan."""
    return PermissionMenuItem(
        _("Báo cáo kết quả"),
        reverse("report:newest"),
        name="report",
        icon_name="doc-full-inverse",
        order=900,
        permission=report.VIEW,
    )


@hooks.register("construct_main_menu", order=LAST)
def arrange_main_menu(request: HttpRequest, items: list[MenuItem]) -> None:
    """Show what the role uses, in the order of a working day."""
    menu.arrange_main(request, items)


@hooks.register("construct_reports_menu", order=LAST)
def arrange_reports_menu(request: HttpRequest, items: list[MenuItem]) -> None:
    """Show the reports that the role reads."""
    menu.arrange_reports(request, items)


@hooks.register("construct_settings_menu", order=LAST)
def arrange_settings_menu(request: HttpRequest, items: list[MenuItem]) -> None:
    """Put what a school changes before what Wagtail needs."""
    menu.arrange_settings(items)


@hooks.register("construct_help_menu", order=LAST)
def leave_out_english_help(request: HttpRequest, items: list[MenuItem]) -> None:
    """Leave out what leads to English pages elsewhere."""
    menu.arrange_help(items)
