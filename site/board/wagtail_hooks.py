"""Boards in the admin."""

from __future__ import annotations

from typing import Any

from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import LogActionRegistry
from wagtail.utils.urlpatterns import decorate_urlpatterns

from board.views import boards, emergency, playlist
from board.views.screens import ICON, VIEW
from core.menu_items import PermissionMenuItem
from core.refusing import answer_forbidden


@hooks.register("register_admin_urls")
def register_admin_urls() -> list[Any]:
    """Add the screens of the boards."""
    urls = [*boards.urls, *emergency.urls, *playlist.urls]
    return decorate_urlpatterns([path("bang-dien-tu/", include((urls, "boards")))], answer_forbidden)


@hooks.register("register_admin_menu_item")
def register_menu_item() -> MenuItem:
    """Add the boards to the menu."""
    return PermissionMenuItem(
        _("Bảng điện tử"), reverse("boards:list"), name="boards", icon_name=ICON, permission=VIEW
    )


@hooks.register("register_log_actions")
def register_log_actions(actions: LogActionRegistry) -> None:
    """Name what happens to a board in its history."""
    actions.register_action("board.new_key", _("Đổi địa chỉ bảng"), _("Đã đổi địa chỉ bảng"))
    actions.register_action("board.interrupted", _("Khẩn cấp trên bảng"), _("Đã dùng nút khẩn cấp"))
