"""Deleting in the admin puts a page into the bin."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import include, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.log_actions import LogActionRegistry
from wagtail.models import Page
from wagtail.utils.urlpatterns import decorate_urlpatterns

from core.bin import is_binned, outside_bin
from core.publishing import OBSTACLES_HOOK, Obstacle
from core.refusing import answer_forbidden
from trash import views
from trash.access import may_enter
from trash.binning import DELETED, RESTORED, put_in_bin, refusal
from trash.bulk_actions import BinBulkAction
from trash.models import KEPT_FOR

LAST = 1_000
"""After every other hook that may refuse."""

hooks.register("register_bulk_action", BinBulkAction, order=LAST)  # in the place of Wagtail's bulk deletion


class BinMenuItem(MenuItem):
    """Shown to those who have something to look for there."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Return whether the user edits pages or looks after the bin."""
        return may_enter(request.user)


@hooks.register("register_admin_urls")
def register_admin_urls() -> list[Any]:
    """Add the screens of the bin."""
    patterns = [path("thung-rac/", include((views.urls, "trash")))]
    return decorate_urlpatterns(patterns, answer_forbidden)


@hooks.register("insert_global_admin_css")
def add_styles() -> str:
    """Add the styles of the bin and of the window that asks to log in again."""
    return format_html('<link rel="stylesheet" href="{}">', static("css/admin-safety.css"))


@hooks.register("insert_global_admin_js")
def keep_the_session() -> str:
    """Let no form go into a session that has ended (``static/js/session_keeper.js``)."""
    return render_to_string("accounts/session_window.html")


@hooks.register("register_admin_menu_item")
def register_menu_item() -> MenuItem:
    """Put the bin at the end of the menu."""
    return BinMenuItem(
        gettext_lazy("Thùng rác"), reverse("trash:list"), name="trash", icon_name="bin", order=9_500
    )


@hooks.register("register_log_actions")
def register_log_actions(actions: LogActionRegistry) -> None:
    """Name the ways into the bin and out of it in a page's history."""
    for action, label, words in (
        (DELETED, gettext_lazy("Bỏ vào Thùng rác"), gettext_lazy("Đã bỏ vào Thùng rác")),
        (RESTORED, gettext_lazy("Lấy lại từ Thùng rác"), gettext_lazy("Đã lấy lại từ Thùng rác")),
    ):
        actions.register_action(action, label, words)


@hooks.register("before_delete_page", order=LAST)
def put_in_bin_instead(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Let Wagtail ask whether to delete, and put the page into the bin when the answer is yes."""
    parent = page.get_parent()
    if reason := refusal(page, request.user):
        messages.error(request, reason)
        return redirect("wagtailadmin_explore", parent.pk)
    if request.method != "POST":
        return None
    row = put_in_bin(page, request.user)
    undo = messages.button(views.address_of("restore", [row]), _("Hoàn tác"))
    words = _("Đã bỏ “%(title)s” vào Thùng rác, giữ %(days)d ngày.")
    messages.success(request, words % {"title": row, "days": KEPT_FOR.days}, buttons=[undo])
    for tell in hooks.get_hooks("after_delete_page"):  # Wagtail's own deletion, which would, comes no more
        answer = tell(request, row.page)
        if hasattr(answer, "status_code"):
            return answer
    return redirect(
        get_valid_next_url_from_request(request) or reverse("wagtailadmin_explore", args=[parent.pk])
    )


@hooks.register("before_edit_page", order=-LAST)
@hooks.register("before_copy_page", order=-LAST)
@hooks.register("before_move_page", order=-LAST)
@hooks.register("before_delete_page", order=-LAST)
@hooks.register("before_convert_alias_page", order=-LAST)
def send_to_bin(request: HttpRequest, page: Page, *args: Any) -> HttpResponse | None:
    """Send who opens a deleted page (an old link, the audit log) to the bin: it is restored first."""
    if not is_binned(page):
        return None
    messages.warning(
        request,
        _("“%(title)s” đang ở trong Thùng rác. Hãy lấy lại trước đã.")
        % {"title": page.get_admin_display_title()},
    )
    return redirect("trash:list")


@hooks.register(OBSTACLES_HOOK)
def publish_nothing_in_the_bin(page: Page, form: Any) -> list[Obstacle]:
    """Say that a deleted page cannot go public, whoever asks."""
    return [Obstacle("", _("Trang đang ở trong Thùng rác."))] if page.pk and is_binned(page) else []


@hooks.register("construct_explorer_page_queryset")
def hide_from_explorer(parent: Page, pages: Any, request: HttpRequest) -> Any:
    """List neither the bin nor what is in it; Wagtail's copies and API use this hook too."""
    # What lies below a page outside the bin is outside as well; to ask for each takes long in a long list.
    return pages if parent.depth > 1 and not is_binned(parent) else outside_bin(pages)


@hooks.register("construct_page_chooser_queryset")
def hide_from_choosers(pages: Any, request: HttpRequest) -> Any:
    """Offer no deleted page as a link, and the bin as no place to move to."""
    return outside_bin(pages)
