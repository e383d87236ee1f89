"""The tour of the first day: a few words beside the things of the dashboard, once for each user."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.components import Component
from wagtail.users.models import UserProfile

SEEN = "first-day-tour"
"""The name under which Wagtail's profile keeps that a user has seen it."""
AGAIN = "di-xem"
"""The parameter with which the guide asks for the tour again."""


@dataclass(frozen=True)
class Stop:
    """What is said beside one thing; one that is not on the screen is left out.

    Attributes:
        mark: What it is said of, as a CSS selector; empty for the screen as a whole.
    """

    mark: str
    title: Any
    text: Any


STOPS = (
    Stop(
        "",
        _("Chào thầy cô!"),
        _("Mời thầy cô đi xem một vòng, chưa đến một phút. Bấm Tiếp, hay bấm Thôi để vào việc ngay."),
    ),
    Stop(
        ".desk-actions",
        _("Việc thường làm"),
        _("Mỗi nút là một việc của thầy cô. Muốn bắt đầu việc gì, cứ bấm ở đây."),
    ),
    Stop(
        "#first-steps-section, #honours-waiting-section, #drafts-section, #tasks-section",
        _("Việc đang chờ"),
        _("Bài viết dở, bài bị trả lại, việc chờ thầy cô quyết đều nằm ở bàn làm việc này."),
    ),
    Stop(
        "#wagtail-sidebar",
        _("Thanh bên"),
        _("Mọi thứ khác ở đây: tin bài, ảnh, lịch đăng, thùng rác. Chỉ có những gì thầy cô dùng đến."),
    ),
    Stop(
        "#wagtail-sidebar a[href*='/huong-dan/']",
        _("Cần giúp thì vào đây"),
        _("Hướng dẫn có hình từng bước, in ra giấy được. Đi xem lại vòng này cũng từ đó."),
    ),
)


class TourPanel(Component):
    """Starts the tour on the dashboard of somebody who has not seen it."""

    name = "tour"
    order = 1000
    template_name = "home/guide/tour.html"

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """Return the ``stops``, or none when the user has seen them. At most one query."""
        request = parent_context["request"] if parent_context else None
        if request is None or (AGAIN not in request.GET and _has_seen(request.user)):
            return {"stops": []}
        stops = [{"mark": stop.mark, "title": str(stop.title), "text": str(stop.text)} for stop in STOPS]
        return {"stops": stops, "seen": SEEN}


def _has_seen(user: Any) -> bool:
    profile = UserProfile.objects.filter(user=user).only("dismissibles").first()
    return bool(profile and profile.dismissibles.get(SEEN))
