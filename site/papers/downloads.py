"""Sending a paper that was made for this one request."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from papers.kinds import DOCX_TYPE


def download(content: bytes, name: str, content_type: str = DOCX_TYPE) -> HttpResponse:
    """Return the content as a download that no cache keeps."""
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = (
        content_disposition_header(as_attachment=True, filename=name) or "attachment"
    )
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response
