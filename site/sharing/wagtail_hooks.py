"""Sharing in the admin: the kit of each page, the list of what was shared, and who is told when a page goes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from django.urls import include, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.widgets import Button
from wagtail.log_actions import LogActionRegistry
from wagtail.models import Page
from wagtail.snippets.models import register_snippet
from wagtail.utils.urlpatterns import decorate_urlpatterns

from core.refusing import answer_forbidden
from sharing import pages
from sharing.models import ShareRecord
from sharing.records import ShareRecordViewSet
from sharing.views import kit

register_snippet(ShareRecordViewSet)


@hooks.register("register_admin_urls")
def register_admin_urls() -> list[Any]:
    """Add the kit of a page."""
    return decorate_urlpatterns([path("chia-se/", include((kit.urls, "sharing")))], answer_forbidden)


@hooks.register("register_log_actions")
def register_log_actions(actions: LogActionRegistry) -> None:
    """Name what happens to a record in its history."""
    actions.register_action(
        "sharing.taken_off", gettext_lazy("Gỡ trên mạng"), gettext_lazy("Đã ghi là bài trên mạng được gỡ")
    )


def kit_button(page: Page, user: Any) -> Iterator[Button]:
    """Yield the way to the page's kit, for those who may see it."""
    if pages.is_shareable(page) and pages.may_see(user, page):
        address = reverse("sharing:kit", args=[page.pk])
        yield Button(_("Chia sẻ"), url=address, icon_name="link-external", priority=7)


@hooks.register("register_page_header_buttons")
def add_header_button(page: Page, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """Put the kit among a page's actions."""
    yield from kit_button(page, user)


@hooks.register("register_page_listing_more_buttons")
def add_listing_button(page: Page, user: Any, next_url: str | None = None) -> Iterator[Button]:
    """Put the kit among the actions of a published page in the list."""
    if page.live:
        yield from kit_button(page, user)


@hooks.register("after_publish_page")
def offer_the_kit(request: HttpRequest, page: Page) -> None:
    """Say what comes next, once the public can read it."""
    if page.live and pages.is_shareable(page) and pages.may_record(request.user, page):
        button = messages.button(reverse("sharing:kit", args=[page.pk]), _("Chia sẻ"))
        messages.info(request, _("Bài đã lên trang. Chia sẻ với phụ huynh?"), buttons=[button])


@hooks.register("after_unpublish_page")
@hooks.register("after_delete_page")
def remind_of_posts(request: HttpRequest, page: Page) -> None:
    """Say where the page was shared: no machine takes those posts off."""
    # A record of a page that is no more has nothing but its title.
    _remind(request, Q(page=page.pk) | Q(page=None, page_title=page.title))


@hooks.register("after_bulk_action")
def remind_of_many_posts(request: HttpRequest, action_type: str, objects: list[Any], action: Any) -> None:
    """Say where the pages were shared that were taken off together."""
    if action_type in {"unpublish", "delete"} and objects and isinstance(objects[0], Page):
        _remind(request, Q(page__in=[page.pk for page in objects]))


def _remind(request: HttpRequest, of_pages: Q) -> None:
    places = sorted({record.place for record in ShareRecord.objects.to_take_off().filter(of_pages)})
    if places and request.user.has_perm(pages.VIEW):
        button = messages.button(f"{records_address()}?state=must_go", _("Xem các bài cần gỡ"))
        messages.warning(
            request,
            _("Bài đã gỡ: hãy gỡ cả bài trên %(places)s.") % {"places": ", ".join(places)},
            buttons=[button],
        )


def records_address() -> str:
    """Return where the list of records is."""
    return reverse("wagtailsnippets_sharing_sharerecord:list")
