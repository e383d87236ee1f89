"""The short address of a page: for a message that people type, and for a printed code."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from sharing.pages import full_address, public_page


@require_safe
def short_address(request: HttpRequest, page: int) -> HttpResponse:
    """Lead to the page. Not for good: it may get another address.

    Raises:
        Http404: The public cannot read it.
    """
    found = public_page(page)
    if found is None:
        raise Http404
    return redirect(found.get_url(request) or full_address(found))
