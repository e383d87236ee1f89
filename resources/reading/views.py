"""The librarian's grid: every class of a week on one screen."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods
from wagtail.admin import messages
from wagtail.admin.viewsets.base import ViewSet

from core.admin_screen import admin_screen
from core.date_input import FIRST_YEAR
from core.menu_items import shown_with
from resources.models.reading import ReadingLog, ReadingTimeSlot, class_order, monday_of
from resources.reading.figures import DAYS
from resources.reading.forms import Rows, first_rows
from resources.reading.saving import Meanwhile, logs_of, save_rows

VIEW = "resources.view_readinglog"
WRITE = "resources.change_readinglog"
REMEMBERED_WEEKS = 52
"""A class that read within so many weeks before has a row, whether or not it has reading times."""


class ReadingGridViewSet(ViewSet):
    """The grid, in the menu of reading."""

    name = "reading_grid"
    url_prefix = "doc-sach/so"
    icon = "clipboard-list"
    menu_label = gettext_lazy("Sổ đọc sách")
    menu_item_class = shown_with(VIEW)
    model = None  # a group asks its parts for one

    @property
    def menu_url(self) -> str:
        """Where the menu leads."""
        return reverse(self.get_url_name("this_week"))

    def get_urlpatterns(self) -> list[Any]:
        """Return the addresses."""
        return [
            path("", this_week, name="this_week"),
            path("<str:day>/", week_grid, name="week"),
        ]


@never_cache
@require_GET
def this_week(request: HttpRequest) -> HttpResponse:
    """Lead to the grid of the week that it is."""
    return redirect(_address(monday_of(timezone.localdate())))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def week_grid(request: HttpRequest, day: str) -> HttpResponse:
    """Show and save the week that begins on a day (``2023-10-02``); another day leads to its Monday.

    Raises:
        Http404: It is no day, or in a strange year.
        PermissionDenied: The user may not see it, or may not write.
    """
    may_write = request.user.has_perm(WRITE)
    if not (may_write or request.user.has_perm(VIEW)) or (request.method == "POST" and not may_write):
        raise PermissionDenied
    week, newest = monday_of(_day(day)), monday_of(timezone.localdate())
    if week > newest or week.isoformat() != day:
        return redirect(_address(min(week, newest)))
    if request.method == "POST":
        if not Rows(request.POST).management_form.is_valid():
            messages.error(request, _("Bảng gửi lên bị thiếu, nên chưa lưu gì. Xin nhập lại."))
            return redirect(_address(week))
        outcome = save_rows(request.POST, week, request.user)
        _tell_of(request, outcome.meanwhile)
        if outcome.formset is None:
            _tell_saved(request, outcome.changed)
            return redirect(_address(week))
        return _page(request, week, newest, outcome.formset, is_refused=True)
    logs = logs_of(week)
    formset = first_rows(_classes(week, logs), logs)
    if not may_write:
        formset.extra = 0
        for form in formset:
            for field in form.fields.values():
                field.disabled = True
    return _page(request, week, newest, formset, may_write=may_write)


def _page(
    request: HttpRequest,
    week: dt.date,
    newest: dt.date,
    formset: Any,
    *,
    may_write: bool = True,
    is_refused: bool = False,
) -> HttpResponse:
    context = {
        "week": week,
        "last_day": week + dt.timedelta(days=DAYS - 1),
        "is_newest": week == newest,
        "before_url": _address(week - dt.timedelta(days=DAYS)),
        "after_url": _address(week + dt.timedelta(days=DAYS)) if week < newest else "",
        "formset": formset,
        "may_write": may_write,
        "is_refused": is_refused,
    }
    return admin_screen(
        request,
        "resources/admin/reading_grid.html",
        _("Sổ đọc sách"),
        context,
        icon=ReadingGridViewSet.icon,
        is_refused=is_refused,
    )


def _day(text: str) -> dt.date:
    try:
        day = dt.date.fromisoformat(text)
    except ValueError as error:
        raise Http404 from error
    if day.year <= FIRST_YEAR:
        raise Http404
    return day


def _address(week: dt.date) -> str:
    return reverse("reading_grid:week", args=[week.isoformat()])


def _classes(week: dt.date, logs: dict[str, ReadingLog]) -> list[str]:
    """Return the classes that have reading times or read within a year before, in their order."""
    since = week - dt.timedelta(weeks=REMEMBERED_WEEKS)
    earlier = ReadingLog.objects.filter(week__gt=since, week__lt=week)
    known = {*ReadingTimeSlot.objects.order_by().values_list("class_name", flat=True).distinct()}
    known |= {*earlier.order_by().values_list("class_name", flat=True).distinct(), *logs}
    return sorted(known, key=class_order)


def _tell_of(request: HttpRequest, meanwhile: list[Meanwhile]) -> None:
    if meanwhile:
        sentences = "; ".join(one.sentence for one in meanwhile)
        messages.warning(request, _("Trong lúc bạn nhập, có người khác cũng ghi: %s.") % sentences)


def _tell_saved(request: HttpRequest, number: int) -> None:
    if number:
        sentence = ngettext("Đã lưu số của %d lớp.", "Đã lưu số của %d lớp.", number)
        messages.success(request, sentence % number)
    else:
        messages.success(request, _("Không có số nào đổi, nên không cần lưu."))
