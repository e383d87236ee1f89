"""Old addresses of pages that were renamed or moved."""

from __future__ import annotations

from collections.abc import Callable
from unicodedata import normalize
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.utils.encoding import iri_to_uri, uri_to_iri
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
        found = _redirect(request)
        if found is None or (found.redirect_page_id and not _is_public(found.redirect_page_id)):
            return response
        link = found.link
        if not link or _same_place(link, request):
            return response
        if not found.is_permanent:
            return HttpResponseRedirect(link)
        # Browsers ask again: a page may get its old name back, and one that goes by memory would run in a circle.
        return HttpResponsePermanentRedirect(link, headers={"Cache-Control": "no-cache"})


def _redirect(request: HttpRequest) -> Redirect | None:
    """Return the redirect of the address with its query, or without, or in the other form of Unicode."""
    address = Redirect.normalise_path(request.get_full_path(), decode_unicode=False)
    path = urlsplit(address).path
    words = uri_to_iri(path)
    # A Mac writes "ế" as three characters, in addresses too; all others as one.
    forms = [iri_to_uri(normalize(form, words)) for form in ("NFC", "NFD")]
    for one in dict.fromkeys([address, path, *forms]):
        if found := get_redirect(request, one):
            return found
    return None


def _same_place(link: str, request: HttpRequest) -> bool:
    parts = urlsplit(link)
    here = normalize("NFC", Redirect.normalise_path(request.path))
    is_here = not parts.netloc or parts.netloc == request.get_host()
    return is_here and normalize("NFC", Redirect.normalise_path(parts.path)) == here


def _is_public(number: int) -> bool:
    return public_only(Page.objects.live().filter(pk=number)).exists()
