"""A task's evidence: what shows it, what might, and taking on and off in one click."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages

from core.admin_screen import admin_screen
from ledger.evidence import EvidenceItem, EvidenceKind, attach, detach, evidence_of_task, kind_named, kinds
from ledger.forms import CHOICES, EvidenceForm
from ledger.rules import CHANGE, VIEW, may_attach, may_see
from ledger.standing import standing_of
from ledger.views.overview import address
from week.models import PlanTask

SUGGESTED = 4
LONGEST_KEY = 18
"""Digits of the largest key."""
LOOKED_AT = 20
"""How many of a kind are looked at for those that may be suggested."""
TAKEN_OFF = "ledger_taken_off"
"""Where the session keeps what the user took off last, to put back."""


def _task(number: int) -> PlanTask:
    return get_object_or_404(PlanTask.objects.select_related("department", "edition", "owner"), pk=number)


@never_cache
@require_safe
def task_screen(request: HttpRequest, task: int) -> HttpResponse:
    """Show the task.

    Raises:
        PermissionDenied: The user may not look at it.
    """
    return _show(request, _task(task))


def _show(request: HttpRequest, task: PlanTask, form: EvidenceForm | None = None) -> HttpResponse:
    if not may_see(request.user, task):
        raise PermissionDenied
    items = evidence_of_task(task)
    may = may_attach(request.user, task)
    context = {
        "header_title": task.title,
        "page_subtitle": _("Minh chứng"),
        "task": task,
        "co_owners": list(task.co_owners.all()),
        "standing": standing_of(task, timezone.localdate()),
        "items": [_shown_to(request.user, item) for item in items],
        "may_attach": may,
        "may_change": request.user.has_perm(CHANGE),
        "statuses": PlanTask.Status.choices,
        "suggestions": _suggestions(request.user, task, items) if may else [],
        "taken_off": _taken_off(request, task) if may else None,
        "form": (form or EvidenceForm(user=request.user)) if may else None,
    }
    return admin_screen(
        request,
        "ledger/task.html",
        _("Minh chứng"),
        context,
        icon="tasks",
        ways=((address(task.edition), _("Đôn đốc")),) if request.user.has_perm(VIEW) else (),
        is_refused=form is not None,
    )


def _shown_to(user: Any, item: EvidenceItem) -> EvidenceItem:
    """Return the item with the user's way to it, its title hidden from who may not read it.

    It names a child, or is another's draft.
    """
    may_read = user.has_perm(item.permission) if item.permission else True
    if item.is_draft and not user.has_perm(CHANGE):
        may_read = False
    if may_read:
        item.edit_url = item.edit_url_for(user)
    else:
        item.title = _("(bạn không xem được tên)")
    return item


def _suggestions(user: Any, task: PlanTask, items: list[EvidenceItem]) -> list[EvidenceItem]:
    """Return what is likely to show the task and is not attached: two queries for each kind."""
    there = {(item.model, item.pk) for item in items}
    found: list[EvidenceItem] = []
    for kind in kinds():
        rows = kind.suggested(task)
        if rows is None:
            continue
        new = [
            row for row in rows[:LOOKED_AT] if (kind.name, row.pk) not in there and kind.may_attach(user, row)
        ]
        keys = [row.pk for row in new[:SUGGESTED]]
        described = kind.describe(keys) if keys else {}
        found += [_shown_to(user, described[key]) for key in keys if key in described]
    return found


def _taken_off(request: HttpRequest, task: PlanTask) -> dict[str, Any] | None:
    """Return what the user has just taken off this task."""
    kept = request.session.get(TAKEN_OFF)
    if not isinstance(kept, dict) or kept.get("task") != task.pk:
        return None
    kind = kind_named(kept["model"])
    item = kind.describe([kept["pk"]]).get(kept["pk"]) if kind else None
    return {"item": _shown_to(request.user, item), "note": kept["note"]} if item else None


def is_key(text: str) -> bool:
    """Return whether a text may be the key of a row."""
    return text.isdecimal() and len(text) <= LONGEST_KEY


def _numbers(sent: Any) -> dict[str, str]:
    """Return what was sent of the form; a chooser cannot show again what is no number."""
    chosen = {name: sent.get(name, "") for name in CHOICES}
    return {name: key for name, key in chosen.items() if is_key(key)} | {"note": sent.get("note", "")}


def thing_named(user: Any, name: str) -> tuple[EvidenceKind, Any] | None:
    """Return the thing that a form calls "app_label.model:key", if there is one that the user may attach."""
    model, _colon, key = name.partition(":")
    kind = kind_named(model)
    if kind is None or not is_key(key):
        return None
    thing = kind.model._default_manager.filter(pk=int(key)).first()
    return (kind, thing) if thing is not None and kind.may_attach(user, thing) else None


@require_POST
def attach_to_task(request: HttpRequest, task: int) -> HttpResponse:
    """Attach a suggestion, or what was chosen; what is there already stays as it is.

    Raises:
        PermissionDenied: The task is not the user's.
    """
    found = _task(task)
    if not may_attach(request.user, found):
        raise PermissionDenied
    if "thing" in request.POST:
        named = thing_named(request.user, request.POST["thing"])
        things = [named[1]] if named else []
        note = request.POST.get("note", "").replace("\x00", "")
    else:
        form = EvidenceForm(_numbers(request.POST), user=request.user)
        if not form.is_valid():
            return _show(request, found, form)
        things, note = form.things(), form.cleaned_data["note"]
    for thing in things:
        attach(found, thing, request.user, note)
    if things:
        request.session.pop(TAKEN_OFF, None)
        messages.success(request, _("Đã gắn minh chứng."))
    else:
        messages.error(request, _("Chưa gắn: không còn thấy mục ấy."))
    return redirect("ledger:task", found.pk)


@require_POST
def detach_from_task(request: HttpRequest, task: int) -> HttpResponse:
    """Take a thing off the task; the screen offers to put it back.

    Raises:
        PermissionDenied: The task is not the user's.
    """
    found = _task(task)
    if not may_attach(request.user, found):
        raise PermissionDenied
    model, _colon, key = request.POST.get("thing", "").partition(":")
    kind = kind_named(model)
    row = detach(found, kind, int(key)) if kind and is_key(key) else None
    if row is not None:
        request.session[TAKEN_OFF] = {"task": found.pk, "model": model, "pk": row.object_id, "note": row.note}
    return redirect("ledger:task", found.pk)
