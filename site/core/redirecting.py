"""Old addresses of pages that were renamed or moved."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect
from wagtail.contrib.redirects.middleware import get_redirect
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from core.querysets import public_only

NOT_FOUND = 404


class LeadToNewAddress:
    """Redirect a 404 to where the page is now, if the public may read it there.

    Wagtail notes an old address whenever a live page's slug or place changes, for the pages below it too. Its own
    middleware sends readers also to what is unpublished, and round in a circle to a page that has its first slug
    back; this one lets these be 404.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on; look at what comes back."""
        response = self.get_response(request)
        if response.status_code != NOT_FOUND or "\x00" in request.path:
            return response
        address = Redirect.normalise_path(request.get_full_path(), decode_unicode=False)
        found = get_redirect(request, address) or get_redirect(request, urlsplit(address).path)
        if found is None or (found.redirect_page_id and not _is_public(found.redirect_page_id)):
            return response
        link = found.link
        if not link or urlsplit(link).path == request.path:
            return response
        return HttpResponsePermanentRedirect(link) if found.is_permanent else HttpResponseRedirect(link)


def _is_public(number: int) -> bool:
    return public_only(Page.objects.live().filter(pk=number)).exists()
