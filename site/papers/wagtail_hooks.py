"""Papers in the admin: their addresses, and the office's templates in the settings menu."""

from typing import Any

from django.http import HttpRequest
from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.utils.urlpatterns import decorate_urlpatterns

from core.refusing import answer_forbidden
from papers import urls
from papers.views.templates import INDEX, PERMISSION


class TemplatesMenuItem(MenuItem):
    """Shown to those who may change templates."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Return whether the user may."""
        return request.user.has_perm(PERMISSION)


@hooks.register("register_admin_urls")
def add_addresses() -> list[Any]:
    """Put our pages below the admin's address."""
    return decorate_urlpatterns([path("van-ban/", include(urls))], answer_forbidden)


@hooks.register("register_settings_menu_item")
def add_menu_item() -> MenuItem:
    """Add "Mẫu văn bản" to the settings."""
    return TemplatesMenuItem(
        _("Mẫu văn bản"), reverse(INDEX), name="office-templates", icon_name="doc-full", order=700
    )
