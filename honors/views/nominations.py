"""The editors' queue of nominations: who was named, by whom, who else is named alike, and what becomes of it."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.admin import messages
from wagtail.admin.widgets.button import HeaderButton

from core.listing import chosen, facet, paginate
from honors.forms import ShortReasonForm
from honors.models import CommendationRound, HonorsSettings, Nomination
from honors.models.kinds import WRITABLE
from honors.nominating import Alike, NominationForm, accept, dismiss, find_alike
from honors.nominating_forms import AcceptForm
from honors.rules import Action, is_allowed

VIEW, ADD, CHANGE = (f"honors.{action}_nomination" for action in ("view", "add", "change"))
PER_PAGE = 20
UNPROCESSABLE = 422
STATE = "tinh-trang"


def _require(request: HttpRequest, permission: str) -> None:
    if not request.user.has_perm(permission):
        raise PermissionDenied


def _can_accept(request: HttpRequest) -> bool:
    return request.user.has_perm(CHANGE) and is_allowed(request.user, Action.ADD_ITEM)


def _context(title: str, url: str = "") -> dict[str, Any]:
    crumbs = [
        {"url": reverse("wagtailadmin_home"), "label": _("Trang chủ")},
        {"url": reverse("honors_nominations:list"), "label": _("Đề cử")},
    ]
    if url:
        crumbs.append({"url": url, "label": title})
    return {"header_title": title, "header_icon": "thumbtack", "breadcrumbs_items": crumbs}


@never_cache
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """List the nominations of one state; those that nobody has looked at unless another state is asked for."""
    _require(request, VIEW)
    state = chosen(request.GET.get(STATE), Nomination.State.choices) or Nomination.State.NEW.value
    counts = Counter(Nomination.objects.order_by().values_list("state", flat=True))
    nominations = Nomination.objects.filter(state=state).select_related(
        "commendation__round", "commendation__person", "entered_by"
    )
    listing = paginate(request, nominations, PER_PAGE, {STATE: state})
    alike = find_alike(listing.object_list)
    context = _context(_("Đề cử")) | {
        "listing": listing,
        "rows": [{"nomination": row, "alike": alike[row.pk]} for row in listing.object_list],
        "states": facet(STATE, _("Tình trạng"), Nomination.State.choices, counts, state, {STATE: state}),
        "may_decide": request.user.has_perm(CHANGE),
    }
    if request.user.has_perm(ADD):
        context["header_buttons"] = [
            HeaderButton(_("Nhập một đề cử"), url=reverse("honors_nominations:add"), icon_name="plus")
        ]
    return render(request, "honors/admin/nominations.html", context)


def _show(
    request: HttpRequest, nomination: Nomination, alike: Alike, **forms_with_errors: forms.Form
) -> HttpResponse:
    """Show one nomination with the two forms that decide on it."""
    is_open = nomination.state == Nomination.State.NEW
    context = _context(nomination.nominee_name, reverse("honors_nominations:one", args=[nomination.pk])) | {
        "nomination": nomination,
        "alike": alike,
        "has_rounds": CommendationRound.objects.filter(state__in=WRITABLE).exists(),
        "accept_form": AcceptForm(nomination, alike.people, _kinds(request))
        if is_open and _can_accept(request)
        else None,
        "dismiss_form": ShortReasonForm(prefix="dismiss")
        if is_open and request.user.has_perm(CHANGE)
        else None,
    }
    status = UNPROCESSABLE if forms_with_errors else 200
    return render(request, "honors/admin/nomination.html", context | forms_with_errors, status=status)


def _kinds(request: HttpRequest) -> list[tuple[str, str]]:
    return HonorsSettings.for_request(request).kinds()


def _nomination(pk: int) -> tuple[Nomination, Alike]:
    nomination = get_object_or_404(
        Nomination.objects.select_related("commendation__round", "commendation__person", "entered_by"), pk=pk
    )
    return nomination, find_alike([nomination])[nomination.pk]


@never_cache
@require_safe
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one nomination."""
    _require(request, VIEW)
    return _show(request, *_nomination(pk))


@require_POST
def take(request: HttpRequest, pk: int) -> HttpResponse:
    """Put it into a round."""
    _require(request, CHANGE)
    if not _can_accept(request):
        raise PermissionDenied
    nomination, alike = _nomination(pk)
    form = AcceptForm(nomination, alike.people, _kinds(request), request.POST)
    if not form.is_valid():
        return _show(request, nomination, alike, accept_form=form)
    try:
        item = accept(nomination, form.cleaned_data["round"], form.proposal(), request.user)
    except ValidationError as error:
        form.take_errors(error)
        return _show(request, nomination, alike, accept_form=form)
    messages.success(
        request,
        _("Đã đưa %(name)s vào “%(round)s”.") % {"name": item.recipient, "round": item.round},
    )
    return redirect("honors_nominations:list")


@require_POST
def put_aside(request: HttpRequest, pk: int) -> HttpResponse:
    """Leave it unused, with the reason."""
    _require(request, CHANGE)
    nomination, alike = _nomination(pk)
    form = ShortReasonForm(request.POST, prefix="dismiss")
    if not form.is_valid():
        return _show(request, nomination, alike, dismiss_form=form)
    try:
        dismiss(nomination, form.cleaned_data["reason"])
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("honors_nominations:one", pk)
    messages.success(request, _("Đã ghi: không dùng đề cử %(name)s.") % {"name": nomination.nominee_name})
    return redirect("honors_nominations:list")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """Enter a nomination that came on paper or by telephone."""
    _require(request, ADD)
    form = NominationForm()
    if request.method == "POST":
        form = NominationForm(request.POST)
        if form.is_valid():
            form.instance.entered_by = request.user
            nomination = form.save()
            messages.success(request, _("Đã ghi đề cử %(name)s.") % {"name": nomination.nominee_name})
            return redirect("honors_nominations:list")
    return render(
        request,
        "honors/admin/nomination_add.html",
        _context(_("Nhập một đề cử"), reverse("honors_nominations:add")) | {"form": form},
        status=UNPROCESSABLE if form.errors else 200,
    )


urls = [
    path("", queue, name="list"),
    path("nhap/", add, name="add"),
    path("<int:pk>/", one, name="one"),
    path("<int:pk>/dua-vao-dot/", take, name="accept"),
    path("<int:pk>/khong-dung/", put_aside, name="dismiss"),
]
