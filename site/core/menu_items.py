"""Entries of the admin's menu that show to those who hold a permission."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from wagtail.admin.menu import MenuItem


class PermissionMenuItem(MenuItem):
    """Shown to those who hold the permission."""

    permission = ""

    def __init__(self, *args: Any, permission: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.permission = permission or self.permission

    def is_shown(self, request: HttpRequest) -> bool:
        """Return whether the user holds it."""
        return request.user.has_perm(self.permission)


def shown_with(permission: str) -> type[MenuItem]:
    """Return what a viewset takes for its ``menu_item_class``."""
    return type("ViewSetMenuItem", (PermissionMenuItem,), {"permission": permission})
