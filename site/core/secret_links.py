"""Pages that are one person's own: an address nobody guesses, and answers that nobody else keeps."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http.response import HttpResponseBase
from django.views.decorators.cache import never_cache

TOKEN_BYTES = 16


def new_token() -> str:
    """Return 128 bits that nobody guesses, as 22 letters for an address."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def private(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Let a view's answers be nobody else's: in no cache, in no search engine, in no other site's log."""

    @wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(*args, **kwargs)
        response["X-Robots-Tag"] = "noindex, nofollow"
        response["Referrer-Policy"] = "same-origin"
        return response

    return never_cache(guarded)
