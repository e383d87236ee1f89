"""Where notices show by themselves: on the dashboard and in the menu."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component

from accounts.models import Notice

SHOWN = 4
MENU_ORDER = 20
REMEMBERED = "unread_notices"


def count_unread(user: Any) -> int:
    """Return how many notices the user has not read: one query a request, remembered on the request's user."""
    remembered = vars(user)
    if REMEMBERED not in remembered:
        remembered[REMEMBERED] = Notice.objects.current().unread().filter(user=user).count()
    return remembered[REMEMBERED]


class NoticesPanel(Component):
    """The newest notices that the user has not read; nothing when there are none."""

    name = "notices"
    order = 30
    template_name = "accounts/notices_panel.html"

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """Return ``notices`` and how many there are in all. One query beside the menu's."""
        if not parent_context:
            return {}
        user = parent_context["request"].user
        total = count_unread(user)
        unread = Notice.objects.current().unread().filter(user=user)
        return {
            "notices": unread[:SHOWN] if total else [],
            "total": total,
            "csrf_token": parent_context["csrf_token"],
        }


class NoticesMenuItem(MenuItem):
    """The entry "Tin báo", with the number of unread ones."""

    def __init__(self) -> None:
        super().__init__(
            _("Tin báo"), reverse("notices:list"), name="notices", icon_name="mail", order=MENU_ORDER
        )

    def render_component(self, request: HttpRequest) -> Any:
        """Return the item, its label with the number of what is unread now."""
        component = super().render_component(request)
        count = count_unread(request.user)
        component.label = _("Tin báo (%(count)d)") % {"count": count} if count else _("Tin báo")
        return component
