"""Whose desk an address is: that of a personal link, or of the account that is signed in."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from core.secret_links import private
from news.models.writers import Writer

NOT_FOUND, GONE = 404, 410
_TOKEN = re.compile(r"[\w-]{1,32}", re.ASCII)


@dataclass(frozen=True)
class Desk:
    """A writer at work.

    Attributes:
        token: Of the link that they came by; empty for an account.
    """

    writer: Writer
    token: str = ""

    def url(self, name: str, *arguments: Any) -> str:
        """Return the address of one of the views, reached in the same way."""
        if self.token:
            return reverse(f"writers_link:{name}", args=[self.token, *arguments])
        return reverse(f"writers:{name}", args=arguments)

    @property
    def address(self) -> str:
        """The address of the desk itself."""
        return self.url("desk")

    @property
    def new_address(self) -> str:
        """The address of an empty form."""
        return self.url("new")


def at_desk(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Call a view with the ``Desk`` in place of the token; without one, say whom to ask."""

    @wraps(view)
    def seated(request: HttpRequest, *arguments: Any, token: str = "", **more: Any) -> HttpResponseBase:
        writer = _writer_of(request, token)
        if writer is None or not writer.is_active:
            return _no_desk(request, token, writer)
        return view(request, Desk(writer, token), *arguments, **more)

    return private(seated)


def _writer_of(request: HttpRequest, token: str) -> Writer | None:
    writers = Writer.objects.select_related("department")
    if token:
        return writers.filter(token=token).first() if _TOKEN.fullmatch(token) else None
    return writers.filter(user=request.user.pk).first() if request.user.is_authenticated else None


def _no_desk(request: HttpRequest, token: str, writer: Writer | None) -> HttpResponse:
    """Say why there is none, and how to get one."""
    if writer is not None:
        reason, status = "revoked", GONE
    elif token:
        reason, status = "unknown", NOT_FOUND
    else:
        reason, status = "account" if request.user.is_authenticated else "visitor", 200
    sign_in = f"{reverse('wagtailadmin_login')}?next={reverse('writers:desk')}"
    context = {"reason": reason, "sign_in_url": sign_in}
    return render(request, "news/writers/no_desk.html", context, status=status)
