"""In which sections of the site somebody writes."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from accounts.roles import SECTIONS

WRITTEN_IN = ("news", "activities", "honors", "library")
"""Keys of ``accounts.roles.SECTIONS``, in the order of the menu."""
REMEMBERED = "sections_written_by"


def sections_written_by(user: Any) -> dict[str, Page]:
    """Return the sections in which the user may add pages, by their key.

    No query beside Wagtail's own for the user's page permissions; one for a superuser. Remembered on the user, as
    Wagtail does with its permissions.
    """
    remembered = vars(user)
    if REMEMBERED not in remembered:
        remembered[REMEMBERED] = _sections(user)
    return remembered[REMEMBERED]


def _sections(user: Any) -> dict[str, Page]:
    types = {_content_type(key).pk: key for key in WRITTEN_IN}
    if user.is_superuser:
        pages = list(Page.objects.filter(content_type__in=types).order_by("path"))
    else:
        pages = [
            held.page
            for held in page_permission_policy.get_cached_permissions_for_user(user)
            if held.permission.codename == "add_page" and held.page.content_type_id in types
        ]
    found = {types[page.content_type_id]: page for page in pages}
    return {key: found[key] for key in WRITTEN_IN if key in found}


def _content_type(section: str) -> ContentType:
    return ContentType.objects.get_for_model(apps.get_model(SECTIONS[section]))
