"""Notices in the admin."""

from typing import Any

from django.http import HttpRequest
from django.urls import include, path
from wagtail import hooks

from accounts import notice_views
from accounts.notice_panel import NoticesMenuItem, NoticesPanel


@hooks.register("register_admin_urls")
def register_admin_urls() -> list[Any]:
    """Add the reader's own notices."""
    return [path("tin-bao/", include((notice_views.urls, "notices")))]


@hooks.register("register_admin_menu_item")
def register_notices_item() -> NoticesMenuItem:
    """Say in the menu how many notices are unread."""
    return NoticesMenuItem()


@hooks.register("construct_homepage_panels")
def add_notices_panel(request: HttpRequest, panels: list[Any]) -> None:
    """Put what is unread on the dashboard."""
    panels.append(NoticesPanel())
