"""Publishing's part of Wagtail's hooks; ``core.wagtail_hooks`` imports it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from wagtail import hooks
from wagtail.admin import messages

from core.base_page import BasePage
from core.publishing.completeness import find_incompleteness
from core.publishing.obstacles import OBSTACLES_HOOK, Obstacle
from core.publishing.prospect import unscheduled_warning
from core.publishing.schedule import unscheduled_moment


@hooks.register(OBSTACLES_HOOK)
def ask_completeness(page: Any, form: Any) -> list[Obstacle]:
    """Say what the page lacks."""
    return find_incompleteness(page, form) if isinstance(page, BasePage) else []


@hooks.register("before_edit_page")
def say_that_it_is_not_scheduled(request: HttpRequest, page: Any) -> None:
    """Tell who opens a draft with a moment that nothing will happen then."""
    if request.method != "GET" or not isinstance(page, BasePage) or "_w_hydrate_create_view" in request.GET:
        return
    moment = unscheduled_moment(page)
    if moment is not None:
        may_publish = page.permissions_for_user(request.user).can_publish()
        messages.warning(request, unscheduled_warning(moment, may_publish=may_publish))
