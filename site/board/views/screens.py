"""What the screens of boards in the admin share."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from board.models import Board
from core.admin_screen import Way, admin_screen

VIEW, ADD, CHANGE, DELETE, INTERRUPT = (
    f"board.{action}_board" for action in ("view", "add", "change", "delete", "interrupt")
)
ICON = "desktop"


def check(request: HttpRequest, permission: str) -> None:
    """Refuse whoever lacks the permission.

    Raises:
        PermissionDenied: The user may not.
    """
    if not request.user.has_perm(permission):
        raise PermissionDenied


def screen(
    request: HttpRequest,
    template: str,
    title: str,
    context: dict[str, Any],
    *,
    board: Board | None = None,
    is_refused: bool = False,
) -> HttpResponse:
    """Return a screen with the way to it.

    Args:
        request: The request.
        template: Below ``board/admin/``.
        title: The screen's; empty for the board's own.
        context: For the template.
        board: The board that the screen belongs to.
        is_refused: Whether a form came back with errors.
    """
    ways: tuple[Way, ...] = ()
    if board is not None or title:
        ways = ((reverse("boards:list"), _("Bảng điện tử")),)
    if board is not None and title:
        ways += ((reverse("boards:playlist", args=[board.pk]), board),)
    return admin_screen(
        request,
        template,
        title or str(board or _("Bảng điện tử")),
        {"board": board} | context,
        icon=ICON,
        ways=ways,
        is_refused=is_refused,
    )
