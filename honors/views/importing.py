"""Commendations from a spreadsheet: choose a file, look through what it would do, save it."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from wagtail.admin import messages

from honors.importing.headings import Column
from honors.importing.plan import Plan, make_plan
from honors.importing.reading import read_upload
from honors.importing.rows import Row
from honors.importing.sample import sample_workbook
from honors.importing.saving import PlanChangedError, Shown, save_import, sign, unsign
from honors.importing.table import MOST_ROWS
from honors.models import CommendationRound, HonorsSettings
from honors.rules import Action, is_allowed, refusal

WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
UNPROCESSABLE = 422


class UploadForm(forms.Form):
    """The file with the list; ``rows`` holds what was read in it."""

    file = forms.FileField(
        label=gettext_lazy("Tệp danh sách"),
        help_text=gettext_lazy("Tệp Excel (.xlsx) hoặc .csv, tới 5 MB và 500 dòng."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
        error_messages={
            "required": gettext_lazy("Hãy chọn một tệp."),
            "empty": gettext_lazy("Tệp trống. Hãy chọn tệp khác."),
        },
    )
    rows: list[Row]

    def clean_file(self) -> Any:
        """Read the list.

        Raises:
            ValidationError: Why the whole file is refused.
        """
        self.rows = read_upload(self.cleaned_data["file"])
        return self.cleaned_data["file"]


class ConfirmForm(forms.Form):
    """What was shown, and whether to leave out the rows with errors."""

    shown = forms.CharField(widget=forms.HiddenInput)
    skip_errors = forms.BooleanField(required=False)


def _round_for_import(request: HttpRequest, round_id: int) -> CommendationRound | HttpResponseRedirect:
    """Return the round, or the way to its screen when it takes no more items."""
    if not is_allowed(request.user, Action.ADD_ITEM):
        raise PermissionDenied
    commendation_round = get_object_or_404(CommendationRound.objects.select_related("edition"), pk=round_id)
    if why := refusal(request.user, Action.ADD_ITEM, commendation_round):
        messages.error(request, why)
        return _to_round(commendation_round)
    return commendation_round


def _to_round(commendation_round: CommendationRound) -> HttpResponseRedirect:
    return redirect("honors_rounds:overview", commendation_round.pk)


def _kinds(request: HttpRequest) -> dict[str, str]:
    return dict(HonorsSettings.for_request(request).kinds())


def _context(commendation_round: CommendationRound, title: str) -> dict[str, Any]:
    upload_url = reverse("honors_import:upload", args=[commendation_round.pk])
    return {
        "round": commendation_round,
        "header_title": title,
        "header_icon": "upload",
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": _("Trang chủ")},
            {
                "url": reverse("honors_rounds:overview", args=[commendation_round.pk]),
                "label": str(commendation_round),
            },
            {"url": upload_url, "label": title},
        ],
        "upload_url": upload_url,
    }


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest, round_id: int) -> HttpResponse:
    """Ask for the file; show what it would do. Nothing is saved here."""
    commendation_round = _round_for_import(request, round_id)
    if isinstance(commendation_round, HttpResponseRedirect):
        return commendation_round
    form = UploadForm()
    if request.method == "POST":
        form = UploadForm(request.POST, request.FILES)
        if form.is_valid():
            plan = make_plan(form.rows, commendation_round, _kinds(request))
            return _preview(request, commendation_round, plan)
    return _ask_for_file(request, commendation_round, form)


def _ask_for_file(
    request: HttpRequest, commendation_round: CommendationRound, form: UploadForm
) -> HttpResponse:
    context = {
        "form": form,
        "kinds": list(_kinds(request).values()),
        "needed": (Column.NAME, Column.AWARD, Column.CITATION),
        "most_rows": MOST_ROWS,
    }
    return render(
        request,
        "honors/admin/import_upload.html",
        _context(commendation_round, _("Nhập từ bảng tính")) | context,
        status=UNPROCESSABLE if form.errors else 200,
    )


def _preview(
    request: HttpRequest, commendation_round: CommendationRound, plan: Plan, error: str = ""
) -> HttpResponse:
    context = {
        "plan": plan,
        "shown": sign(plan, commendation_round, request.user),
        "error": error,
        "cautioned": sum(bool(line.cautions) for line in plan.good),
    }
    return render(
        request,
        "honors/admin/import_preview.html",
        _context(commendation_round, _("Xem trước khi nhập")) | context,
        status=UNPROCESSABLE if error else 200,
    )


@never_cache
@require_POST
def confirm(request: HttpRequest, round_id: int) -> HttpResponse:
    """Save what was shown: all of it, or nothing and the reason."""
    commendation_round = _round_for_import(request, round_id)
    if isinstance(commendation_round, HttpResponseRedirect):
        return commendation_round
    form, kinds = ConfirmForm(request.POST), _kinds(request)
    form.is_valid()
    try:
        shown = unsign(form.cleaned_data.get("shown", ""), commendation_round, request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("honors_import:upload", commendation_round.pk)
    if not shown.good:
        sentence = _("Không có dòng nào nhập được.")
    elif len(shown.good) < len(shown.rows) and not form.cleaned_data["skip_errors"]:
        sentence = _("Hãy chọn “Bỏ qua các dòng lỗi”, hoặc sửa tệp và tải lại.")
    else:
        return _save(request, commendation_round, shown, kinds)
    return _preview(request, commendation_round, make_plan(shown.rows, commendation_round, kinds), sentence)


def _save(
    request: HttpRequest, commendation_round: CommendationRound, shown: Shown, kinds: Collection[str]
) -> HttpResponse:
    try:
        items = save_import(shown, commendation_round, request.user, kinds)
    except PlanChangedError as changed:
        if not changed.is_done:
            sentence = _("Từ lúc xem trước đã có thay đổi, nên chưa nhập gì. Hãy xem lại rồi nhập.")
            return _preview(request, commendation_round, changed.plan, sentence)
        messages.warning(request, _("Danh sách này đã được nhập rồi, nên không nhập lần nữa."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Đã nhập %(count)d đề nghị vào đợt.") % {"count": len(items)})
    return _to_round(commendation_round)


@require_GET
def sample(request: HttpRequest) -> HttpResponse:
    """Give the sample list."""
    if not is_allowed(request.user, Action.ADD_ITEM):
        raise PermissionDenied
    response = HttpResponse(sample_workbook(list(_kinds(request).values())), content_type=WORKBOOK_TYPE)
    response["Content-Disposition"] = 'attachment; filename="danh-sach-de-nghi-khen-mau.xlsx"'
    return response


urls = [
    path("tep-mau/", sample, name="sample"),
    path("<int:round_id>/", upload, name="upload"),
    path("<int:round_id>/xac-nhan/", confirm, name="confirm"),
]
