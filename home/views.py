"""Addresses that are no pages: search, pictures to share, robots.txt."""

from __future__ import annotations

from dataclasses import asdict

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.http import conditional_page, require_safe
from wagtail.models import Page

from core.base_page import BasePage
from core.school_settings import SchoolSettings
from home.search import search_pages, suggestions
from sharing.share_picture import picture_words

A_DAY = "private, max-age=86400"
"""A picture that bears a page's title goes with the page: no proxy keeps it."""


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Show the pages that answer ``?q=``; any text is a fair question."""
    return render(request, "search.html", search_pages(request))


@require_safe
@conditional_page
def search_suggestions(request: HttpRequest) -> HttpResponse:
    """Answer the search box with ``{"suggestions": [{"title", "url", "kind"}]}``.

    A browser may keep the answer and must ask whether it still holds: what is taken down is suggested no more.
    """
    found = [asdict(way) for way in suggestions(request)]
    return JsonResponse({"suggestions": found}, headers={"Cache-Control": "public, no-cache"})


@require_safe
def share_picture(request: HttpRequest, page: int, stamp: str) -> HttpResponse:
    """Return the drawn picture (1200 x 630 PNG) that networks show for a page.

    The stamp in the address is for networks alone: whatever it is, the answer is the picture of today.

    Raises:
        Http404: The page is not public.
    """
    found = get_object_or_404(Page.objects.live().public(), pk=page).specific
    if not isinstance(found, BasePage):
        raise Http404
    png = picture_words(found, SchoolSettings.for_request(request)).png()
    return HttpResponse(png, content_type="image/png", headers={"Cache-Control": A_DAY})


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Tell crawlers where the sitemap is and what is not for them."""
    lines = [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /tim-kiem/",
        f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """Send browsers that ask for the old address to the seal."""
    return redirect(static("img/logo.svg"), permanent=True)
