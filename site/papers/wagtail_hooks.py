"""Papers in the admin: their addresses, and the office's templates in the settings menu."""

from typing import Any

from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.utils.urlpatterns import decorate_urlpatterns

from core.menu_items import PermissionMenuItem
from core.refusing import answer_forbidden
from papers import urls
from papers.views.templates import INDEX, PERMISSION


@hooks.register("register_admin_urls")
def add_addresses() -> list[Any]:
    """Put our pages below the admin's address."""
    return decorate_urlpatterns([path("van-ban/", include(urls))], answer_forbidden)


@hooks.register("register_settings_menu_item")
def add_menu_item() -> MenuItem:
    """Add "Mẫu văn bản" to the settings."""
    return PermissionMenuItem(
        _("Mẫu văn bản"),
        reverse(INDEX),
        name="office-templates",
        icon_name="doc-full",
        order=700,
        permission=PERMISSION,
    )
