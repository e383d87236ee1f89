"""The entry of the admin's menu that leads a writer to the desk."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.menu_items import PermissionMenuItem


class MyArticlesMenuItem(PermissionMenuItem):
    """The entry "Bài của tôi"."""

    permission = "news.send_article"

    def __init__(self) -> None:
        super().__init__(
            _("Bài của tôi"), reverse("writers:desk"), name="my-articles", icon_name="edit", order=80
        )

    def is_shown(self, request: HttpRequest) -> bool:
        """Show it to writers; a superuser may do everything and writes nothing."""
        return super().is_shown(request) and not request.user.is_superuser
