"""The site's menu: the pages below the front page that are marked "show in menus"."""

from __future__ import annotations

from typing import Any

from django.core.cache import cache
from django.db.models.signals import post_delete, post_save
from django.http import HttpRequest
from wagtail.models import Page, Site

CACHE_KEY = "navigation:{site}"
MINUTES = 10 * 60


def navigation(request: HttpRequest) -> list[dict[str, Any]]:
    """Return ``{title, url, is_current}`` of each entry, in the tree's order; no query when cached."""
    site = Site.find_for_request(request)
    if site is None:
        return []
    key = CACHE_KEY.format(site=site.pk)
    entries = cache.get(key)
    if entries is None:
        pages = site.root_page.get_children().live().public().in_menu()
        entries = [(page.title, page.get_url(request)) for page in pages]
        cache.set(key, entries, MINUTES)
    path = request.path
    return [{"title": title, "url": url, "is_current": path.startswith(url)} for title, url in entries if url]


def forget_navigation(sender: type, **kwargs: Any) -> None:
    """A page was saved, moved or deleted: the menu may be another."""
    if issubclass(sender, Page | Site):
        cache.delete_many([CACHE_KEY.format(site=pk) for pk in Site.objects.values_list("pk", flat=True)])


post_save.connect(forget_navigation, dispatch_uid="core.navigation.saved")
post_delete.connect(forget_navigation, dispatch_uid="core.navigation.deleted")
