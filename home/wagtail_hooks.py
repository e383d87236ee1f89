"""The dashboard and the menu of the admin."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import include, path, reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.utils.urlpatterns import decorate_urlpatterns

from core.refusing import answer_forbidden
from home import menu
from home.desk.consents import ConsentsPanel
from home.desk.panels import arrange
from home.desk.tasks import TasksPanel, write_story
from home.guide import views as guide
from home.guide.tour import TourPanel

LAST = 1000
"""After every room has added its own."""


@hooks.register("register_admin_urls")
def register_desk_urls() -> list[Any]:
    """Add what the dashboard's buttons do, and the guide."""
    patterns = [
        path("ban-lam-viec/viec/<int:task>/viet-tin/", write_story, name="desk_write_story"),
        path("huong-dan/", include(guide.urls)),
    ]
    return decorate_urlpatterns(patterns, answer_forbidden)


@hooks.register("construct_homepage_panels", order=LAST)
def arrange_desk(request: HttpRequest, panels: list[Any]) -> None:
    """Make the dashboard say what to do now."""
    panels += [TasksPanel(), ConsentsPanel(), TourPanel()]
    arrange(request.user, panels)


@hooks.register("register_admin_menu_item")
def register_guide() -> MenuItem:
    """Add the guide to the menu."""
    return MenuItem(_("Hướng dẫn"), reverse("guide:mine"), name="guide", icon_name="help")


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
