"""The menu of the admin: what each role uses, in the order of a working day, in a teacher's words."""

from __future__ import annotations

from copy import copy
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.menu import MenuItem, SubmenuMenuItem
from wagtail.permissions import page_permission_policy

from home.desk.sections import sections_written_by

ORDER = (
    "desk",
    "notices",
    "my-articles",
    "waiting",
    "news",
    "articles",
    "activities",
    "honors",
    "library",
    "explorer",
    "reading",
    "schedule-calendar",
    "images",
    "documents",
    "share-records",
    "khen-thuong",
    "people",
    "week",
    "boards",
    "trash",
    "reports",
    "settings",
    "guide",
    "help",
)
"""Names of the entries from the first to the last; one that is not named stands before the bin."""
UNNAMED = ORDER.index("trash") * 10 - 5
LABELS = {
    "explorer": gettext_lazy("Cây trang"),
    "images": gettext_lazy("Ảnh"),
    "documents": gettext_lazy("Tệp"),
    "settings": gettext_lazy("Cài đặt"),
}
"""Shorter or plainer than Wagtail's own."""
USED_WITH = {
    "people": ("people.change_person", "people.view_consent"),
    "week": ("week.change_plantask", "honors.approve_commendationround", "home.send_report"),
}
"""Entries that all may look at, and the permissions of which one makes somebody need them."""
LEFT_OUT = {"snippets"}
"""Wagtail's list of all that is no page: whatever stands in it has a way of its own."""
SECTION_ICONS = {"news": "edit", "activities": "date", "honors": "openquote", "library": "glasses"}
REPORTS_OF_WRITERS = {"aging-pages", "site-history"}
REPORTS_OF_ADMINISTRATORS = {*REPORTS_OF_WRITERS, "locked-pages", "workflows"}
REPORTS_LEFT_OUT = {
    "locked-pages",
    "workflows",
    "workflow-tasks",
    "site-history",
    "aging-pages",
    "page-types-usage",
}
"""Wagtail's own; shown only to whom the sets above name. Reports of other rooms stay."""
SETTINGS_FIRST = ("thong-tin-nha-truong", "users", "khen-thuong", "office-templates", "redirects")
"""Names of what a school changes; what Wagtail needs (sites, groups, workflows...) follows."""
HELP_LEFT_OUT = ("whats-new-in-wagtail", "editor-guide", "keyboard-shortcuts")
"""How the names of English pages elsewhere begin; the shortcuts open with the question mark key."""


def arrange_main(request: HttpRequest, items: list[MenuItem]) -> None:
    """Add the dashboard and the user's sections, put all in order, and open submenus of one entry."""
    sections = sections_written_by(request.user)
    own = [MenuItem(_("Bàn làm việc"), reverse("wagtailadmin_home"), name="desk", icon_name="home")]
    if not request.user.is_superuser:
        own += [_section(key, page) for key, page in sections.items()]
        held = page_permission_policy.get_cached_permissions_for_user(request.user)
        if {permission.page_id for permission in held} <= {page.pk for page in sections.values()}:
            # The sections are the whole of what they see; the tree says nothing more.
            items[:] = [item for item in items if item.name != "explorer"]
    items[:] = [_arranged(request, item) for item in (*own, *items) if _is_used(request, item.name)]


def arrange_reports(request: HttpRequest, items: list[MenuItem]) -> None:
    """Leave Wagtail's reports to those who look after pages or the site."""
    if request.user.has_perm("accounts.change_user"):
        shown = REPORTS_OF_ADMINISTRATORS
    else:
        shown = REPORTS_OF_WRITERS if sections_written_by(request.user) else set()
    items[:] = [item for item in items if item.name in shown or item.name not in REPORTS_LEFT_OUT]


def arrange_settings(items: list[MenuItem]) -> None:
    """Put what a school changes first."""
    items[:] = [_reordered(item, _place(item.name, SETTINGS_FIRST, item.order + 1000)) for item in items]


def arrange_help(items: list[MenuItem]) -> None:
    """Leave out what is English, so that the entry shows only when there is a guide of ours."""
    items[:] = [item for item in items if not str(item.name).startswith(HELP_LEFT_OUT)]


def _is_used(request: HttpRequest, name: str) -> bool:
    if name in LEFT_OUT:
        return False
    return name not in USED_WITH or any(request.user.has_perm(held) for held in USED_WITH[name])


def _section(key: str, page: Any) -> MenuItem:
    address = reverse("wagtailadmin_explore", args=[page.pk])
    return MenuItem(page.title, address, name=key, icon_name=SECTION_ICONS[key])


def _arranged(request: HttpRequest, item: MenuItem) -> MenuItem:
    """Return the item with its label and place; a copy, since Wagtail keeps one item for all requests."""
    arranged = _reordered(item, _place(item.name, ORDER, UNNAMED))
    if item.name in LABELS:
        arranged.label = LABELS[item.name]
    if isinstance(item, SubmenuMenuItem):
        entries = item.menu.menu_items_for_request(request)
        if len(entries) == 1 and not isinstance(entries[0], SubmenuMenuItem):
            return _reordered(entries[0], arranged.order)
    return arranged


def _reordered(item: MenuItem, order: int) -> MenuItem:
    arranged = copy(item)
    arranged.order = order
    return arranged


def _place(name: str, order: tuple[str, ...], otherwise: int) -> int:
    return order.index(name) * 10 if name in order else otherwise
