"""An address as an anonymous visitor gets it, made in this process, with what it depends on."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from urllib.parse import urlsplit

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.http import HttpResponse
from django.http.response import HttpResponseBase

from core.dependence import noting
from pagestore import files

OK = 200
NEVER = ("private", "no-store")
OF_EVERY_ANSWER = {
    *("Content-Type", "Content-Length", "Vary", "Cache-Control", "ETag", "Last-Modified"),
    *("X-Frame-Options", "X-Content-Type-Options", "Referrer-Policy", "Cross-Origin-Opener-Policy"),
    "Strict-Transport-Security",
}
"""Headers that whoever sends a file says by himself; an answer with others would lose them."""


@dataclass(frozen=True)
class Answer:
    """What came back.

    Attributes:
        status: HTTP status.
        body: The content.
        content_type: Its type.
        is_storable: Whether any anonymous visitor may get the same.
        names: What it depends on.
        until: When it stops being true by itself.
        headers: All of the answer's headers.
    """

    status: int
    body: bytes
    content_type: str
    is_storable: bool
    names: frozenset[str]
    until: datetime | None
    headers: dict[str, str] = field(default_factory=dict)


@cache
def _handler() -> WSGIHandler:
    return WSGIHandler()


def render(address: str) -> Answer:
    """Answer the address; an error is a status, as it is for a visitor."""
    request = WSGIRequest(_environ(address))
    with noting() as notes:
        response = _handler().get_response(request)
        body = response.content if isinstance(response, HttpResponse) else b""
    return Answer(
        status=response.status_code,
        body=body,
        content_type=response.get("Content-Type", ""),
        is_storable=_is_storable(response, address),
        names=frozenset(notes.names),
        until=notes.until,
        headers=dict(response.items()),
    )


def _is_storable(response: HttpResponseBase, address: str) -> bool:
    control = response.get("Cache-Control", "").lower()
    return (
        response.status_code == OK
        and not response.streaming
        and not response.cookies
        and not any(word in control for word in NEVER)
        and _is_said_by_a_file(response, address)
    )


def _is_said_by_a_file(response: HttpResponseBase, address: str) -> bool:
    """Return whether a file with the body would be sent as the answer was."""
    content_type = response.get("Content-Type", "")
    name = files.file_name(address, content_type)
    further = {header: value for header, value in response.items() if header not in OF_EVERY_ANSWER}
    return (
        name is not None
        and files.TYPES.get(name.rpartition(".")[2]) == content_type
        and files.further_headers(name) == further
    )


def _environ(address: str) -> dict[str, object]:
    """Return a request for the address at the site's own host, without a cookie and without a query."""
    base = urlsplit(settings.WAGTAILADMIN_BASE_URL)
    environ: dict[str, object] = {
        "REQUEST_METHOD": "GET",
        "SCRIPT_NAME": "",
        "PATH_INFO": address,
        "QUERY_STRING": "",
        "SERVER_NAME": base.hostname or "localhost",
        "SERVER_PORT": str(base.port or (443 if base.scheme == "https" else 80)),
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": base.netloc,
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": base.scheme or "http",
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": io.StringIO(),
        "wsgi.multithread": False,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    if settings.SECURE_PROXY_SSL_HEADER:
        name, secure = settings.SECURE_PROXY_SSL_HEADER
        environ[name] = secure if base.scheme == "https" else "http"
    return environ
