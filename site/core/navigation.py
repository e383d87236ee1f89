"""What leads on from every page: the menu at its head and the plain pages at its foot.

Both are the pages below the front page: those marked "show in menus", and of the rest those that say something of
the site itself (``BasePage.is_about_site``).
"""

from __future__ import annotations

from typing import Any, NamedTuple

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import transaction
from django.db.models import Q
from django.db.models.signals import post_delete, post_save
from django.http import HttpRequest
from wagtail.models import Page, Site

from core.dependence import MENU, narrowed
from core.querysets import public_only

CACHE_KEY = "navigation"
SECONDS = 600
MOST_AT_FOOT = 8
"""Further plain pages are reached from these, or by search."""


class Entry(NamedTuple):
    """A page to go to."""

    title: str
    url: str
    is_in_menu: bool


def navigation(request: HttpRequest) -> list[dict[str, Any]]:
    """Return ``{title, url, is_current}`` of the menu, in the tree's order; no query when it is remembered."""
    return [
        {"title": entry.title, "url": entry.url, "is_current": request.path.startswith(entry.url)}
        for entry in _entries(request)
        if entry.is_in_menu
    ]


def pages_at_foot(request: HttpRequest) -> list[dict[str, str]]:
    """Return ``{title, url}`` of the pages about the site that are not in the menu; no query, as above."""
    others = [entry for entry in _entries(request) if not entry.is_in_menu]
    return [{"title": entry.title, "url": entry.url} for entry in others[:MOST_AT_FOOT]]


def _entries(request: HttpRequest) -> list[Entry]:
    site = Site.find_for_request(request)
    if site is None:
        return []
    entries = cache.get(CACHE_KEY)
    if entries is None:
        about = [model for model in apps.get_models() if getattr(model, "is_about_site", False)]
        kinds = ContentType.objects.get_for_models(*about).values()
        pages = public_only(site.root_page.get_children().live()).filter(
            Q(show_in_menus=True) | Q(content_type__in=kinds)
        )
        with narrowed(MENU):  # else every answer would depend on every place in the tree
            found = [(page, page.get_url(request)) for page in pages]
        entries = [Entry(page.title, url, page.show_in_menus) for page, url in found if url]
        cache.set(CACHE_KEY, entries, SECONDS)
    return entries


def leads_on(page: Page) -> bool:
    """Return whether the page may stand in the menu or at the foot, if it is public and in the right place."""
    return page.show_in_menus or getattr(page.specific_class, "is_about_site", False)


def forget_navigation(sender: type, **kwargs: Any) -> None:
    """A page was saved, moved or deleted: the menu may be another."""
    if issubclass(sender, Page | Site):
        forget()
        # Once more: a visitor may read the old titles until this transaction is done.
        transaction.on_commit(forget)


def forget() -> None:
    """Have the menu read anew."""
    cache.delete(CACHE_KEY)


def connect() -> None:
    """Watch the pages; called once, when Django starts, in every process that may change one."""
    post_save.connect(forget_navigation, dispatch_uid="core.navigation.saved")
    post_delete.connect(forget_navigation, dispatch_uid="core.navigation.deleted")
