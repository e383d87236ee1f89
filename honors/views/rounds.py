"""A round on one screen: where it stands, what is to do next, who is in it, what was done."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST, require_safe
from wagtail.admin import messages
from wagtail.models import ModelLogEntry, Site

from core.private_files import private_response
from honors import approval, publication, steps
from honors.cautions import item_cautions, round_cautions
from honors.forms import NumberForm, ReasonForm, ScheduleForm, SetAsideForm
from honors.models import CommendationRound, ItemState, RoundState
from honors.register import assign_number
from honors.rules import Action, allowed_actions, is_allowed

FILES = ("proposal", "minutes")
HISTORY_SHOWN = 30
STEPPER = [
    RoundState.DRAFT,
    RoundState.PROPOSED,
    RoundState.WITH_PRINCIPAL,
    RoundState.APPROVED,
    RoundState.NUMBERED,
    RoundState.LIVE,
]
STANDS_AT = {RoundState.RETURNED: RoundState.DRAFT, RoundState.SCHEDULED: RoundState.NUMBERED}


def visible_round(request: HttpRequest, pk: int) -> CommendationRound:
    """Return the round.

    Raises:
        PermissionDenied: The user may not see rounds.
        Http404: There is none.
    """
    if not is_allowed(request.user, Action.VIEW):
        raise PermissionDenied
    return get_object_or_404(CommendationRound.objects.select_related("edition"), pk=pk)


@require_safe
def overview(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the round."""
    return show(request, visible_round(request, pk))


def show(request: HttpRequest, commendation_round: CommendationRound, **forms: Form) -> HttpResponse:
    """Return the screen; a form with errors stands where it was filled in."""
    items = list(
        commendation_round.commendations.select_related("person", "profile", "round", "added_by")
        .prefetch_related("replaced_by")
        .order_by("position", "pk")
    )
    cautions = item_cautions([item for item in items if item.state != ItemState.DROPPED])
    stands_at = STEPPER.index(
        STANDS_AT.get(RoundState(commendation_round.state), RoundState(commendation_round.state))
    )
    context = {
        "round": commendation_round,
        "stepper": [
            {"label": state.label, "state": "done" if at < stands_at else "now" if at == stands_at else ""}
            for at, state in enumerate(STEPPER)
        ],
        "may": {action.value for action in allowed_actions(request.user, commendation_round)},
        "rows": [{"item": item, "cautions": cautions.get(item.pk, [])} for item in items],
        "standing": sum(item.state in {ItemState.PROPOSED, ItemState.AWARDED} for item in items),
        "cautions": round_cautions(commendation_round),
        "is_void": commendation_round.is_decided and not approval.holds(commendation_round),
        "changes": approval.changes(commendation_round),
        "gaps": publication.not_showable(commendation_round) if commendation_round.is_decided else [],
        "history": ModelLogEntry.objects.for_instance(commendation_round).select_related("user")[
            :HISTORY_SHOWN
        ],
        "number_form": NumberForm.proposing(),
        "schedule_form": ScheduleForm(),
        "publish_form": SetAsideForm(),
        "reason_form": ReasonForm(),
    }
    status = 422 if any(form.errors for form in forms.values()) else 200
    return render(request, "honors/admin/round.html", context | forms, status=status)


def _add_errors(form: Form, error: ValidationError) -> None:
    """Put each message at its field, and what belongs to no field above the form."""
    if hasattr(error, "error_dict"):
        for name, errors in error.error_dict.items():
            form.add_error(name if name in form.fields else None, errors)
    else:
        form.add_error(None, error)


def _take(
    request: HttpRequest, pk: int, form_name: str, form: Form, work: Callable[[CommendationRound], str]
) -> HttpResponse:
    """Do a step; show the screen anew with what was typed when it cannot be done."""
    commendation_round = visible_round(request, pk)
    if form.is_valid():
        try:
            messages.success(request, work(commendation_round))
        except ValidationError as error:
            _add_errors(form, error)
        else:
            return redirect("honors_rounds:overview", pk)
    if not form.fields:
        for message in form.non_field_errors():
            messages.error(request, message)
        return redirect("honors_rounds:overview", pk)
    commendation_round.refresh_from_db()
    return show(request, commendation_round, **{form_name: form})


PLAIN_STEPS: dict[str, tuple[Callable[[CommendationRound, Any], None], Any]] = {
    "propose": (
        steps.propose,
        gettext_lazy("Đã chốt danh sách. Bước sau: họp xét, ghi biên bản, rồi trình hiệu trưởng."),
    ),
    "submit": (steps.submit, gettext_lazy("Đã trình. Hiệu trưởng thấy đợt này ở “Chờ tôi duyệt”.")),
    "withdraw": (steps.withdraw, gettext_lazy("Đã rút về. Sửa xong thì đề nghị và trình lại.")),
    "unschedule": (publication.unschedule, gettext_lazy("Đã bỏ hẹn giờ.")),
    "unpublish": (publication.unpublish, gettext_lazy("Đã gỡ đợt này khỏi trang.")),
}


@require_POST
def plain_step(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Take a step that needs nothing but a button."""
    if name not in PLAIN_STEPS:
        raise Http404
    step, sentence = PLAIN_STEPS[name]

    def work(commendation_round: CommendationRound) -> str:
        step(commendation_round, request.user)
        return str(sentence)

    return _take(request, pk, "plain_form", Form(request.POST), work)


@require_POST
def give_reason(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Send the round back, with the reason."""
    step = {"send-back": steps.send_back, "return": steps.return_round}.get(name)
    if step is None:
        raise Http404
    form = ReasonForm(request.POST)

    def work(commendation_round: CommendationRound) -> str:
        step(commendation_round, request.user, form.cleaned_data["reason"])
        return _("Đã trả lại, kèm lý do.")

    return _take(request, pk, "reason_form", form, work)


@require_POST
def number(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter the decision in the register."""
    form = NumberForm(request.POST)

    def work(commendation_round: CommendationRound) -> str:
        assign_number(
            commendation_round, request.user, site=Site.find_for_request(request), **form.cleaned_data
        )
        return _("Đã vào sổ: quyết định số %(label)s.") % {"label": commendation_round.decision_label}

    return _take(request, pk, "number_form", form, work)


@require_POST
def schedule(request: HttpRequest, pk: int) -> HttpResponse:
    """Set the moment of publication."""
    form = ScheduleForm(request.POST)

    def work(commendation_round: CommendationRound) -> str:
        publication.schedule(
            commendation_round,
            request.user,
            form.cleaned_data["moment"],
            set_aside=form.cleaned_data["set_aside"],
        )
        return _("Đã hẹn giờ. Đến giờ, cả đợt tự lên trang.")

    return _take(request, pk, "schedule_form", form, work)


@require_POST
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Publish now."""
    form = SetAsideForm(request.POST)

    def work(commendation_round: CommendationRound) -> str:
        publication.publish(commendation_round, request.user, set_aside=form.cleaned_data["set_aside"])
        return _("Đã công bố cả đợt.")

    return _take(request, pk, "publish_form", form, work)


@require_GET
def file(request: HttpRequest, pk: int, name: str) -> HttpResponseBase:
    """Send the proposal or the minutes."""
    if name not in FILES:
        raise Http404
    return private_response(getattr(visible_round(request, pk), name))


urls = [
    path("<int:pk>/", overview, name="overview"),
    path("<int:pk>/buoc/<slug:name>/", plain_step, name="step"),
    path("<int:pk>/tra-lai/<slug:name>/", give_reason, name="reason"),
    path("<int:pk>/vao-so/", number, name="number"),
    path("<int:pk>/hen-gio/", schedule, name="schedule"),
    path("<int:pk>/cong-bo/", publish, name="publish"),
    path("<int:pk>/tep/<slug:name>/", file, name="file"),
]
