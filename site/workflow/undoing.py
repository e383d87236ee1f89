"""The last change of a moment, kept in the session for a few minutes so that it can be taken back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from workflow.names import object_of
from workflow.rescheduling import Move, cancel, schedule

KEY = "calendar_undo"
OFFERED_FOR = timedelta(minutes=5)


def remember(request: HttpRequest, name: str, move: Move) -> None:
    """Keep what was done, instead of what was kept before."""
    request.session[KEY] = {
        "name": name,
        "title": str(move.obj),
        "before": move.before.isoformat() if move.before else "",
        "after": move.after.isoformat() if move.after else "",
        "at": timezone.now().isoformat(),
    }


def offered(request: HttpRequest) -> dict[str, Any] | None:
    """Return what can be taken back still: ``name``, ``title``, ``before``, ``after`` as moments or None."""
    kept = request.session.get(KEY)
    if not kept:
        return None
    moments = {key: parse_datetime(kept[key]) for key in ("before", "after", "at")}
    if moments["at"] is None or timezone.now() - moments["at"] > OFFERED_FOR:
        return None
    return {**kept, **moments}


def undo(request: HttpRequest, kept: dict[str, Any]) -> Move:
    """Take back what ``offered`` returned, and forget it.

    Raises:
        Http404: It is no longer there.
        PermissionDenied, ValidationError: As for ``schedule`` and ``cancel``.
    """
    request.session.pop(KEY, None)
    obj = object_of(kept["name"])
    if kept["before"] is None:
        return cancel(obj, request.user, expected=kept["after"])
    return schedule(obj, kept["before"], request.user, expected=kept["after"])
