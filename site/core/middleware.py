"""Requests that no view should have to think about."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.template.loader import render_to_string
from django.urls import reverse

from core.reading import answering


class RefuseBadAddress:
    """Answer 400 to an address or query with a NUL character, which no database can hold.

    A search box drops such characters by itself, so the search page is let through.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on, or refuse it."""
        if "\x00" in request.path_info:
            return HttpResponseBadRequest(render_to_string("400.html"))
        return self.get_response(request)


class ReadersMakeNothing:
    """Tell whether a request is a reader's or the admin's: only the latter may make sizes of pictures."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.admin = reverse("wagtailadmin_home")

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        with answering(reader=not request.path.startswith(self.admin)):
            return self.get_response(request)
