"""What the admin's menu says of commendations."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.menu import MenuItem

from honors.models import CommendationRound, RoundState
from honors.rules import Action, is_allowed

REMEMBERED = "rounds_waiting_for_decision"


def waiting_for(user: Any) -> int:
    """Return how many rounds wait for the user's decision; 0 for who may not decide.

    One query a request: the menu and the dashboard ask, and the number is remembered on the request's user.
    """
    if not is_allowed(user, Action.APPROVE):
        return 0
    remembered = vars(user)
    if REMEMBERED not in remembered:
        remembered[REMEMBERED] = CommendationRound.objects.filter(state=RoundState.WITH_PRINCIPAL).count()
    return remembered[REMEMBERED]


class WaitingMenuItem(MenuItem):
    """The entry "Chờ tôi duyệt", with the number of rounds that wait."""

    def __init__(self) -> None:
        super().__init__(
            _("Chờ tôi duyệt"), reverse("honors_signing:list"), name="waiting", icon_name="check", order=90
        )

    def is_shown(self, request: HttpRequest) -> bool:
        """Show it to those who decide."""
        return is_allowed(request.user, Action.APPROVE)

    def render_component(self, request: HttpRequest) -> Any:
        """Return the item, its label with the number of what waits now."""
        component = super().render_component(request)
        if count := waiting_for(request.user):
            component.label = _("Chờ tôi duyệt (%(count)d)") % {"count": count}
        return component
