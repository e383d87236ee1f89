"""Answers for whoever watches over the site."""

from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from workflow.heartbeat import pulse


@require_safe
@never_cache
def alive(request: HttpRequest) -> JsonResponse:
    """Answer 200 as long as the process can answer."""
    return JsonResponse({"status": "ok"})


@require_safe
@never_cache
def ready(request: HttpRequest) -> JsonResponse:
    """Answer 200 when the database answers and a schedule runner lives, else 503 with which failed."""
    checks = {"database": False, "runner": False}
    try:
        connection.ensure_connection()
        checks["runner"] = pulse().is_alive
        checks["database"] = True
    except DatabaseError:
        pass
    is_ready = all(checks.values())
    return JsonResponse(
        {"status": "ok" if is_ready else "unavailable", **checks}, status=200 if is_ready else 503
    )
