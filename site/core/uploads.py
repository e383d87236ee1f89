"""Media files, served by the application where no proxy does."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.static import serve

PUBLIC_FOLDERS = ("images/", "original_images/")
MONTH = 30 * 24 * 3600


def media(request: HttpRequest, path: str) -> HttpResponseBase:
    """Return a picture; documents go through Wagtail's view, which knows who may read them.

    Raises:
        Http404: No such picture.
    """
    if "\x00" in path or not path.startswith(PUBLIC_FOLDERS):
        raise Http404
    response = serve(request, path, document_root=str(settings.MEDIA_ROOT))
    response["Cache-Control"] = f"private, max-age={MONTH}"  # no proxy keeps what is taken down
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
