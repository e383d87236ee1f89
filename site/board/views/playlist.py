"""A board's playlist: what plays when, in which order."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction
from django.db.models import Max
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from wagtail.admin import messages
from wagtail.log_actions import log

from board.content import content
from board.forms import ItemForm, MomentForm
from board.models import Board, BoardItem
from board.page import page_context
from board.preview import preview, window_in_words
from board.views.screens import CHANGE, DELETE, INTERRUPT, VIEW, check, screen

ADD_ITEM, CHANGE_ITEM, DELETE_ITEM = (f"board.{action}_boarditem" for action in ("add", "change", "delete"))
UP, DOWN = "len", "xuong"
ANY_ITEM = 999_999
"""Wagtail's script puts the key of what was dragged in its place in an address."""
LONGEST_PLACE = 6
"""Digits of a place in a list."""


@never_cache
@require_GET
def playlist(request: HttpRequest, board_id: int) -> HttpResponse:
    """Show a board: its state and address, and what it plays at the chosen moment, each with the reason."""
    check(request, VIEW)
    board = get_object_or_404(Board, pk=board_id)
    form = MomentForm(request.GET if request.GET.get("luc") else None, initial={"luc": timezone.localtime()})
    chosen = form.cleaned_data["luc"] if form.is_valid() else None
    moment = chosen or timezone.now()
    lines = preview(board, moment)
    user = request.user
    playing = content(board, page_context(request, board)["version"])["version"]
    context = {
        "form": form,
        "moment": moment,
        "is_now": chosen is None,
        "is_blank": board.is_blank(moment),
        "lines": [{"line": line, "when": window_in_words(line.item)} for line in lines],
        "place_address": reverse("boards:place", args=[ANY_ITEM]),
        "playing": sum(line.plays for line in lines),
        "is_newest": board.last_seen_version == playing,
        "kinds": BoardItem.Kind.choices,
        "address": request.build_absolute_uri(board.get_absolute_url()) if user.has_perm(CHANGE_ITEM) else "",
        # Browsers run no service worker elsewhere, and without one nothing is left after a restart.
        "is_kept_offline": request.is_secure()
        or request.get_host().split(":")[0] in {"localhost", "127.0.0.1"},
        "may_add": user.has_perm(ADD_ITEM),
        "may_change": user.has_perm(CHANGE_ITEM),
        "may_delete": user.has_perm(DELETE_ITEM),
        "may_change_board": user.has_perm(CHANGE),
        "may_delete_board": user.has_perm(DELETE),
        "may_interrupt": user.has_perm(INTERRUPT),
    }
    return screen(request, "board/admin/playlist.html", "", context, board=board)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def add_item(request: HttpRequest, board_id: int, kind: str) -> HttpResponse:
    """Add an item of a kind at the end of the playlist.

    Raises:
        Http404: There is no such board or kind.
    """
    check(request, ADD_ITEM)
    board = get_object_or_404(Board, pk=board_id)
    if kind not in BoardItem.Kind.values:
        raise Http404
    last = board.items.aggregate(last=Max("sort_order"))["last"] or 0
    return _item_form(request, BoardItem(board=board, kind=kind, sort_order=last + 1), "wagtail.create")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def edit_item(request: HttpRequest, item_id: int) -> HttpResponse:
    """Change an item."""
    check(request, CHANGE_ITEM)
    item = get_object_or_404(BoardItem.objects.select_related("board", "picture"), pk=item_id)
    return _item_form(request, item, "wagtail.edit")


def _item_form(request: HttpRequest, item: BoardItem, action: str) -> HttpResponse:
    form = ItemForm(request.POST if request.method == "POST" else None, instance=item, for_user=request.user)
    if form.is_valid():
        form.save()
        log(instance=item, action=action, user=request.user)
        messages.success(request, _("Đã lưu. Bảng đổi theo trong nửa phút, nếu bảng có mạng."))
        return redirect("boards:playlist", item.board_id)
    title = str(item.get_kind_display())
    return screen(
        request,
        "board/admin/item_form.html",
        title,
        {"form": form},
        board=item.board,
        is_refused=bool(form.errors),
    )


@require_POST
def move_item(request: HttpRequest, item_id: int, way: str) -> HttpResponse:
    """Move an item one place up or down; at the end of the list it stays."""
    check(request, CHANGE_ITEM)
    item = get_object_or_404(BoardItem, pk=item_id)
    _move(item, lambda place: place - 1 if way == UP else place + 1)
    return redirect(f"{reverse('boards:playlist', args=[item.board_id])}#muc-{item.pk}")


@require_POST
def place_item(request: HttpRequest, item_id: int) -> HttpResponse:
    """Move an item to where it was dragged: ``position`` in the address, the first place being 0.

    Wagtail's script asks in this way (``wagtail.admin.views.generic.ordering.ReorderView``), which knows one list for
    all boards and so cannot answer here.
    """
    check(request, CHANGE_ITEM)
    item = get_object_or_404(BoardItem, pk=item_id)
    position = request.GET.get("position", "")
    if not (position.isdecimal() and len(position) <= LONGEST_PLACE):
        return HttpResponseBadRequest()
    _move(item, lambda _place: int(position))
    return JsonResponse({"success": True})


def _move(item: BoardItem, target_of: Callable[[int], int]) -> None:
    """Put an item where ``target_of`` its place says, no further than the ends; the whole list is numbered anew."""
    with transaction.atomic():
        Board.objects.select_for_update().get(pk=item.board_id)
        order = list(BoardItem.objects.filter(board=item.board_id).values_list("pk", flat=True))
        if item.pk not in order:  # somebody took it off a moment ago
            return
        target = target_of(order.index(item.pk))
        order.remove(item.pk)
        order.insert(max(target, 0), item.pk)
        BoardItem.objects.bulk_update(
            [BoardItem(pk=key, sort_order=number) for number, key in enumerate(order, 1)], ["sort_order"]
        )


@require_POST
def delete_item(request: HttpRequest, item_id: int) -> HttpResponse:
    """Delete an item; one that is gone already is no error."""
    check(request, DELETE_ITEM)
    item = BoardItem.objects.filter(pk=item_id).first()
    if item is None:
        return redirect("boards:list")
    log(instance=item, action="wagtail.delete", user=request.user, deleted=True)
    item.delete()
    messages.success(request, _("Đã bỏ “%(item)s” khỏi bảng.") % {"item": item})
    return redirect("boards:playlist", item.board_id)


urls = [
    path("<int:board_id>/", playlist, name="playlist"),
    path("<int:board_id>/them/<slug:kind>/", add_item, name="add_item"),
    path("muc/<int:item_id>/", edit_item, name="edit_item"),
    path("muc/<int:item_id>/len/", move_item, {"way": UP}, name="move_up"),
    path("muc/<int:item_id>/xuong/", move_item, {"way": DOWN}, name="move_down"),
    path("muc/<int:item_id>/cho/", place_item, name="place"),
    path("muc/<int:item_id>/xoa/", delete_item, name="delete_item"),
]
