"""The site's menu: the pages below the front page that are marked "show in menus"."""

from __future__ import annotations

from typing import Any

from django.core.cache import cache
from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.http import HttpRequest
from wagtail.models import Page, Site

from core.querysets import public_only

CACHE_KEY = "navigation"
SECONDS = 600


def navigation(request: HttpRequest) -> list[dict[str, Any]]:
    """Return ``{title, url, is_current}`` of each entry, in the tree's order; no query when it is remembered."""
    site = Site.find_for_request(request)
    if site is None:
        return []
    entries = cache.get(CACHE_KEY)
    if entries is None:
        pages = public_only(site.root_page.get_children().live().in_menu())
        entries = [(page.title, page.get_url(request)) for page in pages]
        cache.set(CACHE_KEY, entries, SECONDS)
    return [
        {"title": title, "url": url, "is_current": request.path.startswith(url)}
        for title, url in entries
        if url
    ]


def forget_navigation(sender: type, **kwargs: Any) -> None:
    """A page was saved, moved or deleted: the menu may be another."""
    if issubclass(sender, Page | Site):
        cache.delete(CACHE_KEY)
        # Once more: a visitor may read the old titles until this transaction is done.
        transaction.on_commit(lambda: cache.delete(CACHE_KEY))


def connect() -> None:
    """Watch the pages; called once, when Django starts, in every process that may change one."""
    post_save.connect(forget_navigation, dispatch_uid="core.navigation.saved")
    post_delete.connect(forget_navigation, dispatch_uid="core.navigation.deleted")
