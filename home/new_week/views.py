"""The screens of a new Week: its facts, what there is to do next, and putting it on the front page."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from wagtail.admin import messages

from board.models import BoardItem
from board.preview import window_in_words
from core.admin_screen import admin_screen
from home.models import HomePage, WeekPage
from home.new_week.forms import NewWeekForm
from home.new_week.making import first_values, make_week
from home.new_week.playlists import items_of, items_to_take, switch_on
from week.models import WeekEdition

PERMISSION = "week.add_weekedition"
ADD_ITEM, CHANGE_ITEM = "board.add_boarditem", "board.change_boarditem"


def _screen(
    request: HttpRequest, template: str, title: str, context: dict[str, Any], *, is_refused: bool = False
) -> HttpResponse:
    weeks = (reverse("wagtailsnippets_week_weekedition:list"), _("Các Tuần lễ"))
    return admin_screen(
        request, template, title, context, icon="calendar-check", ways=(weeks,), is_refused=is_refused
    )


def _described(items: list[BoardItem]) -> list[dict[str, Any]]:
    return [{"item": item, "when": window_in_words(item)} for item in items]


def _check(request: HttpRequest) -> None:
    if not request.user.has_perm(PERMISSION):
        raise PermissionDenied


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new_week(request: HttpRequest) -> HttpResponse:
    """Ask for the new Week's facts, with those of the newest one a year later, and make it."""
    _check(request)
    base = WeekEdition.objects.first()
    title = _("Tuần lễ mới")
    items = list(items_to_take(base)) if base and request.user.has_perm(ADD_ITEM) else []
    form = NewWeekForm(
        request.POST if request.method == "POST" else None,
        initial=first_values(base, timezone.localdate()),
        has_items=bool(items),
    )
    if request.method == "POST" and form.is_valid():
        made = make_week(form.save(commit=False), base, form.parts(), request.user)
        messages.success(
            request,
            _(
                "Đã tạo Tuần lễ %(year)d với %(tasks)d nhiệm vụ và %(slogans)d khẩu hiệu. Chưa có gì hiện ra ngoài."
            )
            % {"year": made.edition.year, "tasks": made.tasks, "slogans": made.slogans},
        )
        if made.dated:
            names = "; ".join(f"“{task.title}”" for task in made.dated)
            messages.warning(
                request, _("Tên việc có ngày của năm trước, xin sửa: %(names)s.") % {"names": names}
            )
        if made.items:
            words = _("Bảng điện tử: đã chép %(items)d mục, còn tắt.")
            messages.info(request, words % {"items": len(made.items)})
        return redirect("new_week:next", made.edition.pk)
    context = {"form": form, "base": base, "items": _described(items)}
    return _screen(request, "home/admin/new_week.html", title, context, is_refused=bool(form.errors))


@never_cache
@require_GET
def next_steps(request: HttpRequest, edition_id: int) -> HttpResponse:
    """Say what is there of a Week, what is to be done, and whether it is on the front page."""
    _check(request)
    edition = get_object_or_404(WeekEdition, pk=edition_id)
    home = HomePage.objects.first()
    context = {
        "edition": edition,
        "tasks": edition.tasks.count(),
        "slogans": edition.slogans.filter(is_active=True).count(),
        "bases": edition.legal_bases.count(),
        "week_page": WeekPage.objects.filter(edition=edition).order_by("-pk").first(),
        "items": _described(list(items_of(edition))),
        "items_off": items_of(edition).filter(is_active=False).count(),
        "may_switch_on": request.user.has_perm(CHANGE_ITEM),
        "is_shown": home is not None and home.edition_id == edition.pk,
    }
    title = _("Chuẩn bị Tuần lễ %d") % edition.year
    return _screen(request, "home/admin/week_steps.html", title, context)


@never_cache
@require_POST
def show_on_front(request: HttpRequest, edition_id: int) -> HttpResponse:
    """Let the front page show the Week from now on."""
    _check(request)
    edition = get_object_or_404(WeekEdition, pk=edition_id)
    home = get_object_or_404(HomePage)
    if home.has_unpublished_changes:
        messages.error(
            request, _("Trang đầu còn một bản nháp chưa xuất bản. Hãy xuất bản hoặc bỏ bản nháp ấy trước.")
        )
        return redirect("new_week:next", edition.pk)
    home.edition = edition
    home.save_revision(user=request.user).publish(user=request.user, skip_permission_checks=True)
    messages.success(request, _("Trang đầu nay hiện Tuần lễ %d.") % edition.year)
    return redirect("new_week:next", edition.pk)


@never_cache
@require_POST
def play_on_boards(request: HttpRequest, edition_id: int) -> HttpResponse:
    """Let the boards play what was taken over, each in its days.

    Raises:
        PermissionDenied: The user may not change what plays.
    """
    _check(request)
    if not request.user.has_perm(CHANGE_ITEM):
        raise PermissionDenied
    edition = get_object_or_404(WeekEdition, pk=edition_id)
    words = _("Đã bật %(items)d mục trên bảng điện tử; mỗi mục chiếu theo ngày của nó.")
    messages.success(request, words % {"items": switch_on(edition)})
    return redirect("new_week:next", edition.pk)


app_name = "new_week"
urlpatterns = [
    path("", new_week, name="new"),
    path("<int:edition_id>/", next_steps, name="next"),
    path("<int:edition_id>/bang-dien-tu/", play_on_boards, name="boards"),
    path("<int:edition_id>/trang-dau/", show_on_front, name="show"),
]
