"""The emergency: boards go dark, or show one message, with one tap on a phone."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages
from wagtail.log_actions import log

from board.forms import EmergencyForm
from board.models import Board
from board.views.screens import INTERRUPT, check, screen

CHOSEN = "bang"
BLANK_FOR = timedelta(hours=12)
"""Until tomorrow morning at the latest: a board that was forgotten comes back by itself."""


def ready_messages() -> list[str]:
    """Return what is sent with one tap."""
    return [
        _("Tất cả vào lớp, đóng cửa. Nghe lời thầy cô."),
        _("Ra sân trường ngay. Đi theo thầy cô, không chạy."),
        _("Trường cho nghỉ học. Phụ huynh đón con ở cổng."),
    ]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def emergency(request: HttpRequest) -> HttpResponse:
    """Show the big buttons, and do what one of them says."""
    check(request, INTERRUPT)
    boards = list(Board.objects.all())
    form = EmergencyForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        chosen = form.cleaned_data["board"]
        _apply(
            [chosen] if chosen else boards, form.cleaned_data["action"], form.cleaned_data["words"], request
        )
        return redirect(_address(chosen))
    number = request.POST.get("board") if form.errors else request.GET.get(CHOSEN)
    context = {
        "form": form,
        "boards": [
            {"board": board, "is_blank": board.is_blank(), "address": _address(board)} for board in boards
        ],
        "chosen": next((board for board in boards if str(board.pk) == number), None),
        "all_address": _address(None),
        "ready": ready_messages(),
        "is_on": any(board.emergency_message or board.is_blank() for board in boards),
    }
    title = _("Khẩn cấp")
    return screen(request, "board/admin/emergency.html", title, context, is_refused=bool(form.errors))


def _address(board: Board | None) -> str:
    """Return the screen's address for one board, or for all."""
    address = reverse("boards:emergency")
    return f"{address}?{CHOSEN}={board.pk}" if board else address


def _apply(boards: list[Board], action: str, message: str, request: HttpRequest) -> None:
    now = timezone.now()
    for board in boards:
        board.emergency_message = message if action == EmergencyForm.MESSAGE else ""
        board.blank_until = now + BLANK_FOR if action == EmergencyForm.BLANK else None
        board.save(update_fields=["emergency_message", "blank_until"])
        log(
            instance=board,
            action="board.interrupted",
            user=request.user,
            data={"action": action, "message": message},
        )
    said = {
        EmergencyForm.MESSAGE: _("Đã gửi tin khẩn. Bảng có mạng hiện tin trong nửa phút."),
        EmergencyForm.BLANK: _("Đã cho tắt màn hình. Bảng có mạng tắt trong nửa phút."),
        EmergencyForm.BACK: _("Bảng trở lại như thường trong nửa phút."),
    }
    messages.success(request, said[action])


urls = [path("khan-cap/", emergency, name="emergency")]
