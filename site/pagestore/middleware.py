"""Stored pages where no proxy serves them."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qsl

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date

from core.dependence import is_noted
from pagestore import files
from pagestore.addresses import STORABLE

TRACKING = re.compile(r"fbclid|gclid|zarsrc|utm_[a-z]+")
"""What networks and newsletters add to a link: the page is the same."""
ASKS_GZIP = re.compile(r"(?:^|,)\s*gzip\s*(?:;\s*q=(?!0(?:\.0*)?\s*(?:,|$))[0-9.]+\s*)?(?:,|$)")


class ServeStored:
    """Answer an anonymous GET of a stored address from its file; whatever else comes goes on."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, or pass the request on."""
        if settings.PAGE_STORE is None or is_noted() or not _is_plain(request):
            return self.get_response(request)
        return _stored(request) or self.get_response(request)


def _is_plain(request: HttpRequest) -> bool:
    """Return whether the request could be anybody's, for the plain address of a page."""
    query = request.META.get("QUERY_STRING", "")
    return (
        request.method in {"GET", "HEAD"}
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
        and "HTTP_AUTHORIZATION" not in request.META
        and STORABLE.fullmatch(request.path_info) is not None
        and (
            not query
            or all(TRACKING.fullmatch(name) for name, _v in parse_qsl(query, keep_blank_values=True))
        )
    )


def _stored(request: HttpRequest) -> HttpResponse | None:
    for path in files.lying(files.OPEN, request.path_info):
        answer = _answer(request, path)
        if answer is not None:
            return answer
    return None


def _answer(request: HttpRequest, path: Path) -> HttpResponse | None:
    zipped = ASKS_GZIP.search(request.META.get("HTTP_ACCEPT_ENCODING", "").lower()) is not None
    try:
        status = path.stat()
        body = Path(f"{path}.gz" if zipped else path).read_bytes()
    except OSError:
        return None  # just taken away
    name = path.relative_to(files.root() / files.OPEN).as_posix()
    response = HttpResponse(
        body, content_type=files.TYPES[path.suffix[1:]], headers=files.further_headers(name)
    )
    if zipped:
        response["Content-Encoding"] = "gzip"
    response["Content-Length"] = str(len(body))
    response["Vary"] = "Cookie, Accept-Encoding"
    response["Cache-Control"] = "no-cache"
    response["ETag"] = f'"{status.st_mtime_ns:x}-{status.st_size:x}{"-gz" if zipped else ""}"'
    response["Last-Modified"] = http_date(status.st_mtime)
    return get_conditional_response(
        request, etag=response["ETag"], last_modified=int(status.st_mtime), response=response
    )
