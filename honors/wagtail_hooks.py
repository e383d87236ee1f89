"""Commendations in the admin."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import include, path
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.log_actions import LogActionRegistry
from wagtail.snippets.models import register_snippet
from wagtail.utils.urlpatterns import decorate_urlpatterns

from core.refusing import answer_forbidden
from honors.dashboard import WaitingPanel
from honors.log_actions import register_steps
from honors.menu import WaitingMenuItem
from honors.models import CommendationRound
from honors.views import importing, items, nominations, printing, rounds, signing
from honors.views.award_book import AwardBookView
from honors.viewsets import HonorsViewSetGroup, is_deletable, overview_url

register_snippet(HonorsViewSetGroup)


@hooks.register("register_admin_urls")
def register_admin_urls() -> list[Any]:
    """Add the screens that are no list of a model."""
    patterns = [
        path("khen-thuong/dot/", include((rounds.urls, "honors_rounds"))),
        path("khen-thuong/de-nghi/", include((items.urls, "honors_items"))),
        path("khen-thuong/nhap/", include((importing.urls, "honors_import"))),
        path("khen-thuong/in/", include((printing.urls, "honors_printing"))),
        path("khen-thuong/de-cu/", include((nominations.urls, "honors_nominations"))),
        path("cho-toi-duyet/", include((signing.urls, "honors_signing"))),
        path("khen-thuong/so/", AwardBookView.as_view(), name="award_book"),
        path(
            "khen-thuong/so/results/",
            AwardBookView.as_view(results_only=True),
            name="award_book_results",
        ),
    ]
    return decorate_urlpatterns(patterns, answer_forbidden)


@hooks.register("register_log_actions")
def register_log_actions(actions: LogActionRegistry) -> None:
    """Name the steps of a round in its history."""
    register_steps(actions)


@hooks.register("register_admin_menu_item")
def register_waiting_item() -> WaitingMenuItem:
    """Put what waits for the principal at the top."""
    return WaitingMenuItem()


@hooks.register("construct_homepage_panels")
def add_waiting_panel(request: HttpRequest, panels: list[Any]) -> None:
    """Put what waits for the user on the dashboard."""
    panels.append(WaitingPanel())


@hooks.register("before_delete_snippet")
def keep_rounds(request: HttpRequest, instances: list[Any]) -> HttpResponse | None:
    """Delete no round but an empty draft, whoever asks and however many at once."""
    for one in instances:
        if isinstance(one, CommendationRound) and not is_deletable(one):
            messages.error(
                request,
                _("“%(round)s” không xoá được: chỉ xoá được đợt đang lập và chưa có ai.") % {"round": one},
            )
            return redirect(overview_url(one))
    return None
