"""From the other side: to which tasks does this page, share or picture belong?"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from core.admin_screen import admin_screen
from core.listing import chosen
from ledger.evidence import EvidenceKind, attach, detach
from ledger.models import Evidence
from ledger.rules import attachable_tasks
from ledger.views.overview import WEEK
from ledger.views.task import thing_named
from week.models import PlanTask, WeekEdition


def thing_address(kind: EvidenceKind, key: int) -> str:
    """Return the address of a thing's screen."""
    return reverse("ledger:thing", args=[kind.name, key])


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def thing_screen(request: HttpRequest, name: str, key: int) -> HttpResponse:
    """Show a Week's tasks to tick, and keep what is ticked.

    Raises:
        Http404: There is no such thing, or none that the user may see.
        PermissionDenied: The user has no task to attach it to.
    """
    named = thing_named(request.user, f"{name}:{key}")
    if named is None:
        raise Http404
    kind, thing = named
    tasks = attachable_tasks(request.user)
    editions = list(WeekEdition.objects.filter(pk__in=tasks.order_by().values("edition")).order_by("-year"))
    if not editions:
        if not request.user.has_perm("week.change_plantask"):
            raise PermissionDenied
        messages.warning(request, _("Chưa có nhiệm vụ nào trong kế hoạch."))
        return redirect("wagtailadmin_home")
    edition = _edition(request, editions, thing)
    own = list(
        tasks.filter(edition=edition)
        .select_related("department")
        .order_by("department__sort_order", "department__name", "sort_order", "pk")
    )
    attached = set(
        Evidence.objects.filter(content_type=kind.content_type, object_id=thing.pk, task__in=own).values_list(
            "task_id", flat=True
        )
    )
    if request.method == "POST":
        number = _keep(request, kind, thing, own, attached)
        sentence = ngettext("Đã gắn vào %(n)d nhiệm vụ.", "Đã gắn vào %(n)d nhiệm vụ.", number)
        messages.success(request, sentence % {"n": number} if number else _("Không gắn vào nhiệm vụ nào."))
        return redirect(f"{thing_address(kind, thing.pk)}?{WEEK}={edition.year}")
    by_itself = (
        set(getattr(thing, kind.tasks_field).values_list("pk", flat=True)) if kind.tasks_field else set()
    )
    item = kind.describe([thing.pk]).get(thing.pk)
    groups: dict[str, list[dict[str, Any]]] = {}
    for task in own:
        row = {"task": task, "is_on": task.pk in attached, "is_by_itself": task.pk in by_itself}
        groups.setdefault(task.department.name, []).append(row)
    context = {
        "header_title": _("Việc này thuộc nhiệm vụ nào?"),
        "item": item,
        "name": item.title if item else str(thing),
        "edition": edition,
        "weeks": [
            (one.year, f"{thing_address(kind, thing.pk)}?{WEEK}={one.year}", one == edition)
            for one in editions
        ],
        "groups": list(groups.items()),
    }
    way = (item.edit_url_for(request.user) if item else "", context["name"])
    return admin_screen(request, "ledger/thing.html", _("Minh chứng"), context, icon="tasks", ways=(way,))


def _edition(request: HttpRequest, editions: list[WeekEdition], thing: Any) -> WeekEdition:
    """Return the chosen Week, that of the thing, or the newest."""
    asked = request.POST if request.method == "POST" else request.GET
    year = chosen(asked.get(WEEK), [(str(one.year), "") for one in editions])
    if year is None:
        own = getattr(thing, "edition_id", None)
        return next((one for one in editions if one.pk == own), editions[0])
    return next(one for one in editions if str(one.year) == year)


def _keep(
    request: HttpRequest, kind: EvidenceKind, thing: Any, tasks: list[PlanTask], attached: set[int]
) -> int:
    """Keep what is ticked of these tasks, and leave all others as they are; return how many are ticked."""
    ticked = set(request.POST.getlist("tasks"))
    with transaction.atomic():
        for task in tasks:
            if str(task.pk) in ticked:
                attach(task, thing, request.user)
            elif task.pk in attached:
                detach(task, kind, thing.pk)
    return sum(str(task.pk) in ticked for task in tasks)
