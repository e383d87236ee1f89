"""What the person who looks after consents has to see to: forms that end soon, children proposed without one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from wagtail.admin.ui.components import Component

from honors.models import Commendation, RoundState
from people.gate import showable
from people.models import Channel, Consent, Kind, Purpose

SOON = timedelta(days=30)
SHOWN = 5


class ConsentsPanel(Component):
    """Consents that end within a month, and children in an open round whom the site may not honour yet."""

    name = "consents"
    order = 80
    template_name = "home/admin/consents_panel.html"

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """Return ``ending`` (consents) and ``missing`` (people). Two queries."""
        if not parent_context or not parent_context["request"].user.has_perm("people.add_consent"):
            return {}
        today = timezone.localdate()
        ending = (
            Consent.objects.filter(withdrawn_at=None, expires_on__range=(today, today + SOON))
            .select_related("person")
            .order_by("expires_on", "pk")
        )
        missing = list(proposed_without_consent()[:SHOWN])
        return {"ending": ending[:SHOWN], "missing": missing, "today": today}


def proposed_without_consent() -> QuerySet[Commendation]:
    """Return what is proposed for children whom the website may not honour yet, in rounds not published."""
    return (
        Commendation.objects.standing()
        .filter(~showable(Purpose.HONOUR, Channel.WEBSITE), person__kind=Kind.STUDENT)
        .exclude(round__state=RoundState.LIVE)
        .select_related("person", "round")
        .order_by("person__sort_key", "pk")
    )
