"""What the admin must not do to the tree."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.models import Page

from accounts.roles import SECTIONS


@hooks.register("before_delete_page")
def keep_sections(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Refuse to delete a section: roles, menus and feeds hang on it, also while it is empty."""
    if page.specific_class is None or page.specific_class._meta.label not in SECTIONS.values():
        return None
    messages.error(
        request, _("“%(title)s” là một chuyên mục của trang web nên không xoá được.") % {"title": page.title}
    )
    return redirect("wagtailadmin_explore", page.get_parent().pk)
