"""Addresses that are no pages: search, the poster's measures, pictures to share, robots.txt."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.http import require_safe
from wagtail.models import Page

from core.base_page import BasePage
from core.school_settings import SchoolSettings
from drawing.typesetting import poster_lines
from home.search import search_pages
from sharing.share_picture import picture_words
from week.models import WeekEdition

YEAR = 365 * 24 * 3600
FOREVER = f"public, max-age={YEAR}, immutable"
A_DAY = "private, max-age=86400"
"""A picture that bears a page's title goes with the page: no proxy keeps it."""


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Show the pages that answer ``?q=``; any text is a fair question."""
    return render(request, "search.html", search_pages(request))


@require_safe
def poster_stylesheet(request: HttpRequest, edition: int, stamp: str) -> HttpResponse:
    """Return the measured widths of a theme's lines as custom properties.

    A strict content security policy allows no style attribute, so that the numbers come as a file. The stamp
    in the address changes with the theme; the file itself never does.
    """
    week = get_object_or_404(WeekEdition, pk=edition)
    lines = poster_lines(week.theme, week.theme_highlight)
    rules = [f".poster-line-{number}{{--em:{line.em}}}" for number, line in enumerate(lines, start=1)]
    return HttpResponse("\n".join(rules), content_type="text/css", headers={"Cache-Control": FOREVER})


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
