"""Pages that are lists: every page of the unfiltered list has a clean address of its own."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect
from wagtail.contrib.routable_page.models import RoutablePageMixin, path, re_path

from core.list_address import HasOtherAddress, ListAddress, answering_at


class ListPageMixin(RoutablePageMixin):
    """For a page that shows a list by ``core.listing.paginate``.

    ``/tin-bai/`` is page 1, ``/tin-bai/trang-2/`` page 2; a page beyond the end is no page (404). ``?trang=2``
    without a filter and ``trang-1/`` lead to the clean address. A filtered list keeps all in the query
    (``?chuyen-muc=reading&trang=2``) and asks search engines not to list it.

    A page type writes this mixin first among its bases, gives ``list_length`` and ``list_step``, and either its
    ``get_context`` or ``answer_list`` calls ``paginate``; links of facets and pages are then right by themselves.
    The first page's view is ``first_page``: a type has no ``@path("")`` of its own.
    """

    list_step: int
    """Things on a page."""

    def list_length(self) -> int:
        """Return how many things the unfiltered list has."""
        raise NotImplementedError

    def answer_list(self, request: HttpRequest) -> HttpResponse:
        """Answer the page of the list that the address asks for."""
        return self.render(request)

    @path("")
    def first_page(self, request: HttpRequest) -> HttpResponse:
        """Answer the first page, or a filtered list."""
        return self._at(request, 1)

    @re_path(r"^trang-([1-9][0-9]{0,5})/$", name="numbered_page")
    def numbered_page(self, request: HttpRequest, number: str) -> HttpResponse:
        """Answer page 2 or a later one."""
        if int(number) == 1:
            return HttpResponsePermanentRedirect(self._path())
        return self._at(request, int(number))

    def _path(self) -> str:
        parts = self.get_url_parts()  # type: ignore[attr-defined]
        return parts[2] if parts and parts[2] else "/"

    def _at(self, request: HttpRequest, number: int) -> HttpResponse:
        address = ListAddress(self._path(), number)
        try:
            with answering_at(address):
                return self.answer_list(request)
        except HasOtherAddress as other:
            if not other.permanent:
                return HttpResponseRedirect(other.url)
            # Browsers ask again: the list may become shorter than the page that was asked for.
            return HttpResponsePermanentRedirect(other.url, headers={"Cache-Control": "no-cache"})

    def list_addresses(self) -> list[str]:
        """Return the paths of page 2 and the later ones."""
        pages = Paginator(range(self.list_length()), self.list_step).num_pages
        address = ListAddress(self._path())
        return [address.page(number) for number in range(2, pages + 1)]

    def stored_addresses(self) -> list[str]:
        """Return what the page store keeps beside the page itself; see ``core.base_page``."""
        return [*super().stored_addresses(), *self.list_addresses()]  # type: ignore[misc]

    def serve_preview(self, request: HttpRequest, mode_name: str) -> Any:
        """Show the first page, whatever its address will be."""
        return self.first_page(request)
