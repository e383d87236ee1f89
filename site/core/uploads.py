"""Media files: what the public may have, and originals for the staff."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.static import serve
from wagtail.utils.sendfile import sendfile

from core.images import SchoolImage

PUBLIC_FOLDERS = ("images/",)
"""Sizes of pictures, whose names nobody can guess. Originals and documents have no address in the media folder."""
MONTH = 30 * 24 * 3600


def media(request: HttpRequest, path: str) -> HttpResponseBase:
    """Return a size of a picture, where no proxy does it; documents go through Wagtail's view.

    Raises:
        Http404: No such picture.
    """
    if "\x00" in path or ".." in path or not path.startswith(PUBLIC_FOLDERS):
        raise Http404
    response = serve(request, path, document_root=str(settings.MEDIA_ROOT))
    response["Cache-Control"] = f"private, max-age={MONTH}"  # no proxy keeps what is taken down
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def original(request: HttpRequest, number: int) -> HttpResponseBase:
    """Return a picture as it is stored. Below the admin's address, so that only the staff comes here.

    Raises:
        Http404: No such picture, or its file is kept aside.
    """
    picture = get_object_or_404(SchoolImage, pk=number)
    if not picture.file:
        raise Http404
    return sendfile(request, picture.file.path, attachment_filename=picture.filename)
