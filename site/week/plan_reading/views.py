"""A plan from its Word file: choose it, look through the duties, make them tasks."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST
from wagtail.admin import messages
from wagtail.admin.viewsets.base import ViewSet

from core.admin_screen import admin_screen
from core.menu_items import shown_with
from week.models import WeekEdition
from week.plan_reading.forms import DutyFormSet, PlanFileForm, proposals, save_tasks

PERMISSION = "week.add_plantask"


class PlanReadingViewSet(ViewSet):
    """Reading a plan, in the menu of the plan."""

    name = "plan_reading"
    url_prefix = "ke-hoach/doc"
    icon = "upload"
    menu_label = gettext_lazy("Đọc kế hoạch từ Word")
    menu_item_class = shown_with(PERMISSION)
    model = None  # a group asks its parts for one

    @property
    def menu_url(self) -> str:
        """Where the menu leads."""
        return reverse(self.get_url_name("upload"))

    def get_urlpatterns(self) -> list[Any]:
        """Return the addresses."""
        return [
            path("", upload, name="upload"),
            path("<int:edition_id>/", confirm, name="confirm"),
        ]


def _screen(
    request: HttpRequest, template: str, context: dict[str, Any], *, is_refused: bool = False
) -> HttpResponse:
    context["upload_url"] = reverse("plan_reading:upload")
    title = _("Đọc kế hoạch từ Word")
    return admin_screen(request, template, title, context, icon="upload", is_refused=is_refused)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Ask for the plan, and show the duties found in it. Nothing is saved here."""
    if not request.user.has_perm(PERMISSION):
        raise PermissionDenied
    if request.method != "POST":
        return _screen(request, "week/plan_upload.html", {"form": PlanFileForm()})
    form = PlanFileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _screen(request, "week/plan_upload.html", {"form": form}, is_refused=True)
    edition = form.cleaned_data["edition"]
    formset = DutyFormSet(initial=proposals(form.reading, edition), form_kwargs={"edition": edition})
    return _review(request, edition, formset, is_numbered=form.reading.is_numbered)


@never_cache
@require_POST
def confirm(request: HttpRequest, edition_id: int) -> HttpResponse:
    """Make the ticked duties tasks: all of them, or none and the reasons."""
    if not request.user.has_perm(PERMISSION):
        raise PermissionDenied
    edition = get_object_or_404(WeekEdition, pk=edition_id)
    formset = DutyFormSet(request.POST, form_kwargs={"edition": edition})
    if not formset.is_valid():
        return _review(request, edition, formset, is_numbered=True, is_refused=True)
    with transaction.atomic():
        number = save_tasks(formset, edition)
    if number:
        sentence = ngettext(
            "Đã thêm %(n)d nhiệm vụ vào %(week)s.", "Đã thêm %(n)d nhiệm vụ vào %(week)s.", number
        )
        messages.success(request, sentence % {"n": number, "week": _("Tuần lễ %d") % edition.year})
    else:
        messages.warning(request, _("Bạn chưa chọn việc nào, nên chưa thêm gì."))
    return redirect(f"{reverse('wagtailsnippets_week_plantask:list')}?edition={edition.pk}")


def _review(
    request: HttpRequest,
    edition: WeekEdition,
    formset: Any,
    *,
    is_numbered: bool,
    is_refused: bool = False,
) -> HttpResponse:
    groups = [
        (section, heading, list(forms))
        for (section, heading), forms in groupby(
            formset, key=lambda form: (form["section"].value() or "", form["heading"].value() or "")
        )
    ]
    context = {
        "edition": edition,
        "formset": formset,
        "groups": groups,
        "is_numbered": is_numbered,
        "is_refused": is_refused,
    }
    return _screen(request, "week/plan_review.html", context, is_refused=is_refused)
