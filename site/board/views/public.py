"""What a screen asks for: its page, its content, its worker; and where it says that it is there."""

from __future__ import annotations

import json
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from board import alive
from board.content import content
from board.models import Board
from board.page import TEMPLATE, addresses, digest, page_context

LONGEST = 500
"""Bytes of a sign of life."""
VERSION_LENGTH = 16


def _board(key: str) -> Board | None:
    return Board.objects.filter(key=key).first()


def _hidden(response: HttpResponse, cache_control: str = "no-store") -> HttpResponse:
    response["Cache-Control"] = cache_control
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "no-referrer"
    return response


def _nothing() -> HttpResponse:
    return _hidden(HttpResponse(status=404, content_type="text/plain; charset=utf-8"))


@require_safe
def show(request: HttpRequest, key: str) -> HttpResponse:
    """Show the board. A browser may keep the page, no proxy and no store of ours may: its address is secret."""
    board = _board(key)
    if board is None:
        return _nothing()
    return _hidden(render(request, TEMPLATE, page_context(request, board)), "private, no-cache")


@require_safe
def items(request: HttpRequest, key: str) -> HttpResponse:
    """Return all that plays, decided at this moment."""
    board = _board(key)
    if board is None:
        return _nothing()
    return _hidden(JsonResponse(content(board, page_context(request, board)["version"])))


@require_safe
def worker(request: HttpRequest, key: str) -> HttpResponse:
    """Return the service worker; it differs when the page or one of its files does, so that browsers fetch all anew."""
    board = _board(key)
    if board is None:
        return _nothing()
    files = addresses()
    version = digest([page_context(request, board)["version"], *files])
    facts = f"const VERSION = {json.dumps(version)};\nconst FILES = {json.dumps(files)};\n"
    text = facts + (Path(settings.SITE) / "static" / "js" / "board_worker.js").read_text(encoding="utf-8")
    return _hidden(HttpResponse(text, content_type="text/javascript; charset=utf-8"))


@csrf_exempt  # a screen has no session; the key in the address is what it has to know
@require_POST
def sign_of_life(request: HttpRequest, key: str) -> HttpResponse:
    """Hear that the board is there. Whatever else it says is taken for nothing."""
    board = _board(key)
    if board is None:
        return _nothing()
    said = _said(request)
    alive.note(board, _version(said.get("page")), _version(said.get("version")))
    return _hidden(HttpResponse(status=204))


def _said(request: HttpRequest) -> dict[str, object]:
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdigit() or int(length) > LONGEST:
        return {}
    try:
        said = json.loads(request.body)
    except (ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}


def _version(value: object) -> str:
    is_one = isinstance(value, str) and len(value) <= VERSION_LENGTH and value.isalnum() and value.isascii()
    return str(value) if is_one else ""


urls = [
    path("", show, name="board"),
    path("noi-dung.json", items, name="board_items"),
    path("sw.js", worker, name="board_worker"),
    path("toi-day/", sign_of_life, name="board_alive"),
]
