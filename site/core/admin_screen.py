"""A screen of our own in the admin: its title, the way to it, and what it answers to a form with errors."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

UNPROCESSABLE = 422
"""The status of a form that comes back with errors."""

Way = tuple[str, Any]
"""Address and label of a screen on the way; no address for one that the user may not open."""


def admin_screen(
    request: HttpRequest,
    template: str,
    title: Any,
    context: dict[str, Any],
    *,
    icon: str,
    ways: tuple[Way, ...] = (),
    is_refused: bool = False,
) -> HttpResponse:
    """Return a screen whose template extends ``wagtailadmin/generic/base.html``.

    Args:
        request: The request.
        template: The template.
        title: At its head, and the last of the breadcrumbs.
        context: For the template; may give a ``header_title`` other than the title.
        icon: Name of Wagtail's icon beside the title.
        ways: The screens between the dashboard and this one.
        is_refused: Whether a form came back with errors.
    """
    crumbs: tuple[Way, ...] = ((reverse("wagtailadmin_home"), _("Bàn làm việc")), *ways, ("", title))
    shared = {
        "header_title": title,
        "header_icon": icon,
        "breadcrumbs_items": [{"url": url, "label": str(label)} for url, label in crumbs],
    }
    return render(request, template, shared | context, status=UNPROCESSABLE if is_refused else 200)
