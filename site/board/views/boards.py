"""Boards in the admin: which there are, whether they are alive, their addresses."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from wagtail.admin import messages
from wagtail.log_actions import log

from board.forms import BoardForm
from board.models import Board, new_key
from board.views.screens import ADD, CHANGE, DELETE, VIEW, check, screen

FORM = ["GET", "HEAD", "POST"]


@never_cache
@require_GET
def boards(request: HttpRequest) -> HttpResponse:
    """List the boards with their state. One query of ours."""
    check(request, VIEW)
    return screen(request, "board/admin/boards.html", "", {"boards": list(Board.objects.all())})


@never_cache
@require_http_methods(FORM)
def add(request: HttpRequest) -> HttpResponse:
    """Make a board with an address of its own."""
    check(request, ADD)
    form = BoardForm(request.POST if request.method == "POST" else None, for_user=request.user)
    if form.is_valid():
        board = form.save()
        log(instance=board, action="wagtail.create", user=request.user)
        messages.success(
            request, _("Đã thêm “%(board)s”. Hãy mở địa chỉ của bảng trên màn hình.") % {"board": board}
        )
        return redirect("boards:playlist", board.pk)
    title = _("Thêm bảng")
    return screen(request, "board/admin/board_form.html", title, {"form": form}, is_refused=bool(form.errors))


@never_cache
@require_http_methods(FORM)
def edit(request: HttpRequest, board_id: int) -> HttpResponse:
    """Change what a board is called, how it hangs, whether it is in use."""
    check(request, CHANGE)
    board = get_object_or_404(Board, pk=board_id)
    posted = request.POST if request.method == "POST" else None
    form = BoardForm(posted, instance=board, for_user=request.user)
    if form.is_valid():
        form.save()
        log(instance=board, action="wagtail.edit", user=request.user)
        messages.success(request, _("Đã lưu “%(board)s”.") % {"board": board})
        return redirect("boards:playlist", board.pk)
    shown = Board.objects.get(pk=board_id)
    context = {"form": form, "may_delete": request.user.has_perm(DELETE)}
    title = _("Sửa bảng")
    return screen(
        request, "board/admin/board_form.html", title, context, board=shown, is_refused=bool(form.errors)
    )


@require_POST
def renew_key(request: HttpRequest, board_id: int) -> HttpResponse:
    """Give the board another address; the old one leads nowhere from now on."""
    check(request, CHANGE)
    board = get_object_or_404(Board, pk=board_id)
    board.key = new_key()
    board.save(update_fields=["key"])
    log(instance=board, action="board.new_key", user=request.user)
    messages.success(
        request,
        _("Đã đổi địa chỉ của bảng. Địa chỉ cũ không dùng được nữa: hãy mở địa chỉ mới trên màn hình."),
    )
    return redirect("boards:playlist", board.pk)


@never_cache
@require_http_methods(FORM)
def delete(request: HttpRequest, board_id: int) -> HttpResponse:
    """Ask, and delete a board with its playlist and its days."""
    check(request, DELETE)
    board = get_object_or_404(Board, pk=board_id)
    if request.method == "POST":
        log(instance=board, action="wagtail.delete", user=request.user, deleted=True)
        board.delete()
        messages.success(request, _("Đã xoá “%(board)s”.") % {"board": board})
        return redirect("boards:list")
    return screen(request, "board/admin/delete.html", _("Xoá bảng"), {}, board=board)


urls = [
    path("", boards, name="list"),
    path("them/", add, name="add"),
    path("<int:board_id>/sua/", edit, name="edit"),
    path("<int:board_id>/dia-chi-moi/", renew_key, name="renew_key"),
    path("<int:board_id>/xoa/", delete, name="delete"),
]
