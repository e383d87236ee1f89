"""What the dashboard says of commendations: which rounds wait for this very user, and for what."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.components import Component

from honors.models import CommendationRound, Nomination, RoundState
from honors.models.kinds import STANDING
from honors.rules import Action, is_allowed

SHOWN = 10
NEXT_STEPS: dict[RoundState, tuple[Action, Any]] = {
    RoundState.RETURNED: (Action.PROPOSE, _("Được trả lại: sửa rồi đề nghị lại")),
    RoundState.PROPOSED: (Action.SUBMIT, _("Họp xét xong thì trình hiệu trưởng")),
    RoundState.WITH_PRINCIPAL: (Action.APPROVE, _("Chờ bạn duyệt")),
    RoundState.APPROVED: (Action.NUMBER, _("Đã duyệt: vào sổ, lấy số")),
    RoundState.NUMBERED: (Action.SCHEDULE, _("Đã có số: hẹn giờ công bố")),
}
"""State -> the step that leads on, and its words."""


class WaitingPanel(Component):
    """Rounds whose next step is the user's, and nominations that nobody has looked at."""

    name = "honours"
    order = 60
    template_name = "honors/admin/waiting_panel.html"

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """Return ``lines`` and ``nominations``. At most two queries beside the user's permissions."""
        user = parent_context["request"].user if parent_context else None
        mine = [state for state, (action, _words) in NEXT_STEPS.items() if is_allowed(user, action)]
        rounds = CommendationRound.objects.filter(state__in=mine).annotate(
            size=Count("commendations", filter=Q(commendations__state__in=STANDING))
        )
        return {
            "lines": [
                {
                    "round": found,
                    "url": _address(found),
                    "words": NEXT_STEPS[RoundState(found.state)][1],
                    "reason": found.return_reason if found.state == RoundState.RETURNED else "",
                }
                for found in rounds[:SHOWN]
            ]
            if mine
            else [],
            "nominations": (
                Nomination.objects.filter(state=Nomination.State.NEW).count()
                if user is not None and user.has_perm("honors.change_nomination")
                else 0
            ),
        }


def _address(commendation_round: CommendationRound) -> str:
    if commendation_round.state == RoundState.WITH_PRINCIPAL:
        return reverse("honors_signing:round", args=[commendation_round.pk])
    return reverse("honors_rounds:overview", args=[commendation_round.pk])
