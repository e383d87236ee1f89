"""The reader's own notices: the list, opening one, marking as read. Nobody reaches another reader's."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin.utils import get_valid_next_url_from_request

from accounts.models import Notice

PER_PAGE = 30
LIST = "notices:list"


@never_cache
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Show the reader's notices, newest first; a page that does not exist is the nearest one that does."""
    notices = Notice.objects.current().filter(user=request.user.pk)
    page = Paginator(notices, PER_PAGE).get_page(request.GET.get("trang"))
    context = {
        "header_title": _("Tin báo"),
        "header_icon": "mail",
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": _("Bàn làm việc")},
            {"url": reverse(LIST), "label": _("Tin báo")},
        ],
        "page": page,
        "unread": notices.unread().count(),
    }
    return render(request, "accounts/notices.html", context)


@require_POST
def open_notice(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark the notice as read and go where it leads."""
    notice = _own(request, pk)
    notice.mark_read()
    return redirect(notice.url or LIST)


@require_POST
def mark_read(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark one notice as read and come back."""
    _own(request, pk).mark_read()
    return _back(request)


@require_POST
def mark_all_read(request: HttpRequest) -> HttpResponse:
    """Mark every notice of the reader as read and come back."""
    Notice.objects.filter(user=request.user.pk).unread().update(read_at=timezone.now())
    return _back(request)


def _own(request: HttpRequest, pk: int) -> Notice:
    notice: Notice = get_object_or_404(Notice, pk=pk, user=request.user.pk)
    return notice


def _back(request: HttpRequest) -> HttpResponse:
    return redirect(get_valid_next_url_from_request(request) or LIST)


urls = [
    path("", listing, name="list"),
    path("da-doc/", mark_all_read, name="read_all"),
    path("<int:pk>/mo/", open_notice, name="open"),
    path("<int:pk>/da-doc/", mark_read, name="read"),
]
