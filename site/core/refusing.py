"""Saying no in the admin with a 403: Wagtail itself sends whoever may not back to the dashboard."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render

FORBIDDEN = 403


def answer_forbidden(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Let a view's ``PermissionDenied`` be a 403 page; for ``decorate_urlpatterns`` in an admin hook."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except PermissionDenied:
            return render(request, "403.html", status=FORBIDDEN)

    return guarded
