"""The site and its front page, which every answer begins with, remembered: two queries less a page."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from wagtail.models import Site

from core.dependence import depends_on
from core.remembered import remembered
from core.statements import row_name


class KnowSite:
    """Tell a reader's request its site, where the school has one site, as schools do.

    ``_wagtail_site`` is where ``Site.find_for_request`` keeps what it found, for the rest of the request: private to
    Wagtail, and there is no other way to give it. tests/integration/test_remembered.py guards it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.admin = reverse("wagtailadmin_home")

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        if not request.path.startswith(self.admin):
            site = remembered("site", (Site._meta.db_table,), _only_site)
            if site is not None:
                depends_on(row_name(type(site.root_page), site.root_page.pk))
                request._wagtail_site = site  # type: ignore[attr-defined]  # noqa: SLF001  # see above
        return self.get_response(request)


def _only_site() -> Site | None:
    """Return the site with its front page as its own type; None where there are several."""
    sites = list(Site.objects.select_related("root_page")[:2])
    if len(sites) != 1 or not sites[0].is_default_site:
        return None
    site = sites[0]
    site.root_page = site.root_page.specific
    return site
