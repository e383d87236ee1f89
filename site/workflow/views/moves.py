"""What is done to a moment: another one, none, taking that back, and trying what is late."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.utils import get_valid_next_url_from_request

from core.publishing import obstacles
from workflow.clock_words import moment_words
from workflow.failures import reason_of
from workflow.forms import ISO_TIME, MoveForm
from workflow.names import object_of
from workflow.permissions import may_publish
from workflow.rescheduling import Move, cancel, schedule, scheduled_moment
from workflow.retrying import retry
from workflow.undoing import offered, remember, undo
from workflow.views.calendar import INDEX, TITLE, CalendarScreen

USUAL_TIME = "07:30"


def _back(request: HttpRequest) -> HttpResponseRedirect:
    return redirect(get_valid_next_url_from_request(request) or reverse(INDEX))


def _edit_button(obj: Any) -> list[Any]:
    url = AdminURLFinder().get_edit_url(obj)
    return [messages.button(url, _("Mở bài để sửa"))] if url else []


def _say(request: HttpRequest, name: str, made: Move) -> None:
    remember(request, name, made)
    words = {"title": made.obj, "moment": moment_words(made.after) if made.after else ""}
    if made.after is None:
        messages.success(request, _("Đã bỏ hẹn “%(title)s”. Bài còn nguyên, là bản nháp.") % words)
    elif made.before is None:
        messages.success(request, _("Đã hẹn đăng “%(title)s” lúc %(moment)s.") % words)
    else:
        messages.success(request, _("Đã dời “%(title)s” sang %(moment)s.") % words)


def _publishable(request: HttpRequest, name: str) -> Any:
    obj = object_of(name)
    if not may_publish(request.user, obj):
        raise PermissionDenied
    return obj


def move(request: HttpRequest) -> HttpResponse:
    """Show the form for another moment, or give it; what was dragged comes without having seen the form.

    Raises:
        Http404: There is no such thing.
        PermissionDenied: The user may not publish it.
    """
    name = request.POST.get("bai") or request.GET.get("bai", "")
    obj = _publishable(request, name)
    if request.method != "POST":
        return _show_form(request, obj, MoveForm(initial=_initial(request, name, obj)))
    form = MoveForm(request.POST)
    if form.is_valid():
        try:
            made = schedule(obj, form.moment, request.user, expected=form.cleaned_data["thay"])
        except ValidationError as error:
            form.add_error(None, reason_of(error, obj))
        else:
            _say(request, name, made)
            return _back(request)
    if request.POST.get("keo"):
        words = " ".join(str(message) for errors in form.errors.values() for message in errors)
        messages.error(request, f"“{obj}”: {words}", buttons=_edit_button(obj))
        return _back(request)
    return _show_form(request, obj, form)


def _initial(request: HttpRequest, name: str, obj: Any) -> dict[str, Any]:
    moment = scheduled_moment(obj)
    draft = obj.get_latest_revision_as_object()
    local = timezone.localtime(moment or draft.go_live_at) if moment or draft.go_live_at else None
    day = parse_date(request.GET.get("ngay", "")) if _is_date(request.GET.get("ngay", "")) else None
    return {
        "bai": name,
        "thay": moment.isoformat() if moment else "",
        "ngay": day or (local.date() if local else None),
        "gio": local.strftime(ISO_TIME) if local else USUAL_TIME,
    }


def _is_date(text: str) -> bool:
    try:
        return parse_date(text) is not None
    except ValueError:
        return False


def _show_form(request: HttpRequest, obj: Any, form: MoveForm) -> HttpResponse:
    moment = scheduled_moment(obj)
    version = obj.get_latest_revision_as_object()
    title = _("Dời sang ngày khác") if moment else _("Hẹn đăng")
    context = {
        "header_title": title,
        "header_icon": CalendarScreen.header_icon,
        "breadcrumbs_items": [
            *CalendarScreen.breadcrumbs_items,
            {"url": reverse(INDEX), "label": TITLE},
            {"url": "", "label": title},
        ],
        "object_title": str(version),
        "edit_url": AdminURLFinder().get_edit_url(obj),
        "moment_words": moment_words(moment) if moment else "",
        "is_public": obj.live and not obj.has_unpublished_changes and not moment,
        "obstacles": [] if moment else obstacles(version),
        "form": form,
        "next_url": get_valid_next_url_from_request(request),
    }
    return render(request, "workflow/move.html", context, status=422 if form.errors else 200)


def _change(request: HttpRequest, name: str, obj: Any, work: Callable[[], Move]) -> HttpResponseRedirect:
    try:
        made = work()
    except ValidationError as error:
        messages.error(request, f"“{obj}”: {reason_of(error, obj)}", buttons=_edit_button(obj))
    else:
        _say(request, name, made)
    return _back(request)


@require_POST
def unschedule(request: HttpRequest) -> HttpResponse:
    """Take a schedule back.

    Raises:
        Http404: There is no such thing.
        PermissionDenied: The user may not publish it.
    """
    name = request.POST.get("bai", "")
    obj = _publishable(request, name)
    expected = _moment(request.POST.get("thay", "")) or scheduled_moment(obj)
    return _change(request, name, obj, lambda: cancel(obj, request.user, expected=expected))


def _moment(text: str) -> Any:
    try:
        return parse_datetime(text)
    except ValueError:
        return None


@require_POST
def take_back(request: HttpRequest) -> HttpResponse:
    """Undo the last change.

    Raises:
        PermissionDenied: The user may not publish it any more.
    """
    kept = offered(request)
    if kept is None:
        messages.warning(request, _("Không còn gì để hoàn tác."))
        return _back(request)
    return _change(request, kept["name"], object_of(kept["name"]), lambda: undo(request, kept))


@require_POST
def try_again(request: HttpRequest) -> HttpResponse:
    """Do now what is late.

    Raises:
        PermissionDenied: The user may not publish it.
    """
    attempt = retry(request.POST.get("bai", ""), request.user)
    (messages.success if attempt.is_done else messages.error)(request, attempt.sentence)
    return _back(request)


urls = [
    path("", CalendarScreen.as_view(), name="index"),
    path("doi/", move, name="move"),
    path("bo-hen/", unschedule, name="unschedule"),
    path("hoan-tac/", take_back, name="undo"),
    path("thu-lai/", try_again, name="retry"),
]
