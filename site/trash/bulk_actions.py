"""Deleting several pages at once: into the bin, like one."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.views.pages.bulk_actions.delete import DeleteBulkAction
from wagtail.models import Page

from core.bin import is_binned
from trash.binning import put_in_bin, refusal
from trash.models import KEPT_FOR


class BinBulkAction(DeleteBulkAction):
    """Wagtail's bulk deletion, with the bin at its end.

    It takes the place of Wagtail's own by its ``action_type`` and by being registered after it.
    """

    display_name = gettext_lazy("Xoá")
    aria_label = gettext_lazy("Bỏ các trang đã chọn vào Thùng rác")
    template_name = "trash/confirm_bulk_delete.html"

    def check_perm(self, page: Page) -> bool:
        """Return whether the user may delete the page."""
        return super().check_perm(page) and not refusal(page, self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Say how long the bin keeps them."""
        return super().get_context_data(**kwargs) | {"days": KEPT_FOR.days}

    @classmethod
    def execute_action(cls, objects: list[Page], user: Any = None, **_kwargs: Any) -> tuple[int, int]:
        """Put the pages into the bin; one that went there with the page above it is not counted again."""
        parents = children = 0
        for chosen in objects:
            page = Page.objects.get(pk=chosen.pk)
            if is_binned(page):
                continue
            parents += 1
            children += page.get_descendant_count()
            put_in_bin(page, user)
        return parents, children

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str:
        """Say how many, and where they are."""
        return _("Đã bỏ %(count)d trang vào Thùng rác, giữ %(days)d ngày. Mở “Thùng rác” để lấy lại.") % {
            "count": num_parent_objects + num_child_objects,
            "days": KEPT_FOR.days,
        }
