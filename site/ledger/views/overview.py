"""The screen "Đôn đốc": where the tasks of a Week stand, by department, and changing a task's state in one click."""

from __future__ import annotations

from collections import Counter
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages
from wagtail.log_actions import log

from core.admin_screen import admin_screen
from core.listing import chosen
from ledger.rules import CHANGE, VIEW
from ledger.standing import FILTERS, rows_of, share_of, shares_by_department
from week.models import PlanTask, WeekEdition

OVERVIEW = "ledger:overview"
WEEK, FILTER = "tuan", "loc"
"""Parameters of the address."""


@never_cache
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Show one Week, the newest unless another is chosen.

    Raises:
        PermissionDenied: The user may not look at the plan.
    """
    if not request.user.has_perm(VIEW):
        raise PermissionDenied
    editions = list(WeekEdition.objects.order_by("-year"))
    year = chosen(request.GET.get(WEEK), [(str(one.year), "") for one in editions])
    edition = next((one for one in editions if str(one.year) == year), editions[0] if editions else None)
    wanted = chosen(request.GET.get(FILTER), FILTERS)
    today = timezone.localdate()
    rows = rows_of(edition, today) if edition else []
    context = {
        "edition": edition,
        "weeks": [(one.year, address(one), one == edition) for one in editions],
        "filters": _filters(edition, rows, wanted),
        "wanted": wanted or "",
        "school": share_of(rows),
        "shares": shares_by_department(rows, wanted),
        "statuses": PlanTask.Status.choices,
        "may_change": request.user.has_perm(CHANGE),
        "today": today,
    }
    return admin_screen(request, "ledger/overview.html", _("Đôn đốc"), context, icon="clipboard-list")


def address(edition: WeekEdition, wanted: str | None = None) -> str:
    """Return the address of a Week's screen, filtered or not."""
    query = {WEEK: edition.year} | ({FILTER: wanted} if wanted else {})
    return f"{reverse(OVERVIEW)}?{urlencode(query)}"


def _filters(edition: WeekEdition | None, rows: list[Any], wanted: str | None) -> list[dict[str, Any]]:
    """Return the choices that show something, each with its number; the first shows everything."""
    if edition is None:
        return []
    counts = Counter(str(choice) for row in rows for choice in row.is_in)
    found = [{"label": _("Tất cả"), "number": len(rows), "url": address(edition), "is_on": wanted is None}]
    found += [
        {"label": label, "number": counts[value], "url": address(edition, value), "is_on": value == wanted}
        for value, label in FILTERS
        if counts[value] or value == wanted
    ]
    return found


@require_POST
def set_status(request: HttpRequest, task: int) -> HttpResponse:
    """Change a task's state, and go back to where it was clicked.

    Raises:
        PermissionDenied: The user may not change the plan.
    """
    if not request.user.has_perm(CHANGE):
        raise PermissionDenied
    found = get_object_or_404(PlanTask.objects.select_related("edition"), pk=task)
    status = chosen(request.POST.get("status"), PlanTask.Status.choices)
    if status is None:
        messages.error(request, _("Chưa đổi gì: không có tình trạng ấy."))
    elif status != found.status:
        found.status = status
        found.save(update_fields=["status"])
        log(instance=found, action="wagtail.edit", user=request.user, content_changed=True)
        words = {"task": found.title, "status": found.get_status_display()}
        messages.success(request, _("“%(task)s”: %(status)s.") % words)
    if request.POST.get("back") == "task":
        return redirect("ledger:task", found.pk)
    wanted = chosen(request.POST.get(FILTER), FILTERS)
    return redirect(f"{address(found.edition, wanted)}#viec-{found.pk}")
