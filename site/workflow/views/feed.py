"""The private calendar file: read with its secret address, which its owner makes, renews and takes away."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages

from core.rate_limit import RateLimit, too_many_requests
from workflow.feeds import calendar_file
from workflow.models import CalendarFeed, new_token
from workflow.permissions import may_open_calendar

READING = RateLimit("calendar-feed", limit=30, seconds=600)
"""For each address that asks: applications ask a few times an hour, a guesser of tokens much more often."""
FRAGMENT = "#lich-tren-dien-thoai"


@require_safe
def calendar_feed(request: HttpRequest, token: str) -> HttpResponse:
    """Return the calendar of the token's owner, who must still be allowed to see it.

    Raises:
        Http404: No such token, or its owner sees no calendar any more.
    """
    if READING.is_exceeded(request):
        return too_many_requests(request, READING)
    feed = CalendarFeed.objects.select_related("user").filter(token=token).first()
    if (
        feed is None
        or not feed.user.is_active
        or not feed.user.has_perm("wagtailadmin.access_admin")
        or not may_open_calendar(feed.user)
    ):
        raise Http404
    with translation.override("vi"):
        content = calendar_file(
            feed.user,
            request.get_host().split(":")[0],
            timezone.now(),
            f"{request.scheme}://{request.get_host()}",
        )
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="lich-dang.ics"'
    response["Cache-Control"] = "private, max-age=300"
    response["X-Robots-Tag"] = "noindex"
    return response


def _back() -> HttpResponse:
    return redirect(f"{reverse('workflow_calendar:index')}{FRAGMENT}")


def _owner(request: HttpRequest) -> Any:
    if not may_open_calendar(request.user):
        raise PermissionDenied
    return request.user


@require_POST
def renew(request: HttpRequest) -> HttpResponse:
    """Make the user's address, or another one: the old one leads nowhere from now on.

    Raises:
        PermissionDenied: Nothing on the calendar could be the user's.
    """
    user = _owner(request)
    CalendarFeed.objects.update_or_create(user=user, defaults={"token": new_token()})
    messages.success(
        request, _("Đã tạo đường dẫn lịch của riêng bạn. Đường dẫn cũ, nếu có, không dùng được nữa.")
    )
    return _back()


@require_POST
def take_away(request: HttpRequest) -> HttpResponse:
    """Take the user's address away.

    Raises:
        PermissionDenied: Nothing on the calendar could be the user's.
    """
    CalendarFeed.objects.filter(user=_owner(request)).delete()
    messages.success(request, _("Đã tắt đường dẫn lịch."))
    return _back()


urls = [
    path("duong-dan/", renew, name="renew_feed"),
    path("duong-dan/tat/", take_away, name="remove_feed"),
]
