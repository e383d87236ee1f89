"""How a file reaches who asked for it: Wagtail's ``SENDFILE_BACKEND``.

Behind our proxy the application only names the file (``X-Accel-Redirect``) and the proxy sends it from a place
that has no address of its own (docker/proxy/site.conf); elsewhere the application sends it itself.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from wagtail.utils import sendfile_streaming_backend

PLACE = "/internal-media/"
"""The proxy's location, marked internal: no visitor's address reaches it."""


def sendfile(request: HttpRequest, filename: str, mimetype: str = "", **_options: Any) -> HttpResponseBase:
    """Return the answer with the file; Wagtail adds its kind, name and length.

    Args:
        request: Who asks; the caller has checked that they may.
        filename: The file's place on disk.
        mimetype: Its kind.
    """
    if settings.PROXY_SENDS_FILES:
        inside = Path(filename).resolve().relative_to(Path(settings.MEDIA_ROOT).resolve())
        response: HttpResponseBase = HttpResponse(headers={"X-Accel-Redirect": quote(f"{PLACE}{inside}")})
    else:
        response = sendfile_streaming_backend.sendfile(request, filename)
    response["Cache-Control"] = "private, no-cache"  # asked for again each time: it may be closed meanwhile
    response["X-Content-Type-Options"] = "nosniff"
    # A browser's own reader of PDF refuses a sandbox; without it, nothing in the file may load or run either.
    sandbox = "" if mimetype == "application/pdf" else "; sandbox"
    response["Content-Security-Policy"] = f"default-src 'none'{sandbox}"
    return response
