"""The site and its front page, which every answer begins with, remembered: two queries less a page."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from functools import lru_cache

from django.http import HttpRequest, HttpResponse
from django.urls import get_script_prefix, reverse
from wagtail.models import Site

from core.dependence import depends_on
from core.remembered import remembered
from core.statements import row_name

_root: ContextVar[str | None] = ContextVar("root_of_the_only_site", default=None)
ADDRESSES = 4096


def address_of(url_path: str) -> str | None:
    """Return the address of a page of the only site while a reader is answered; None where Wagtail has to say.

    Args:
        url_path: The page's, such as ``/home/tin-bai/``.
    """
    root = _root.get()
    if root is None or not url_path.startswith(root):
        return None
    return _address(url_path[len(root) :], get_script_prefix())


@lru_cache(ADDRESSES)
def _address(path: str, prefix: str) -> str:
    """Return what ``reverse`` makes of a path below a prefix: nothing else decides it."""
    return reverse("wagtail_serve", args=(path,))


class KnowSite:
    """Tell a reader's request its site, where the school has one site, as schools do.

    ``_wagtail_site`` is where ``Site.find_for_request`` keeps what it found, for the rest of the request: private to
    Wagtail, and there is no other way to give it. tests/integration/test_remembered.py guards it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.siteless = (reverse("wagtailadmin_home"), reverse("alive"))
        """The admin lets Wagtail say; whether the process is alive is no question to the database."""

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        if not request.path.startswith(self.siteless):
            site = remembered("site", (Site._meta.db_table,), _only_site)
            if site is not None:
                depends_on(row_name(type(site.root_page), site.root_page.pk))
                request._wagtail_site = site  # type: ignore[attr-defined]  # noqa: SLF001  # see above
                token = _root.set(site.root_page.url_path)
                try:
                    return self.get_response(request)
                finally:
                    _root.reset(token)
        return self.get_response(request)


def _only_site() -> Site | None:
    """Return the site with its front page as its own type; None where there are several."""
    sites = list(Site.objects.select_related("root_page")[:2])
    if len(sites) != 1 or not sites[0].is_default_site:
        return None
    site = sites[0]
    site.root_page = site.root_page.specific
    return site
