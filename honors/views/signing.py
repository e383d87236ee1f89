"""“Chờ tôi duyệt”: the principal reads a round on a telephone and decides, with the password, in one step."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from honors import approval, steps
from honors.cautions import round_cautions
from honors.models import CommendationRound, RoundState
from honors.rules import Action, is_allowed, may, refusal
from honors.signing import (
    DecisionsForm,
    PasswordForm,
    ReturnForm,
    rows_of,
    stamps_of,
    standing_items,
    waiting_rounds,
)

DECIDED_SHOWN = 5
FORBIDDEN = 403


def signers_only(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Answer 403 to whoever does not hold the office; Wagtail would send them to its front page instead."""

    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not is_allowed(request.user, Action.APPROVE):
            return render(request, "403.html", status=FORBIDDEN)
        try:
            return view(request, *args, **kwargs)
        except PermissionDenied:  # the office was taken away in this very moment
            return render(request, "403.html", status=FORBIDDEN)

    return checked


def _round(pk: int) -> CommendationRound:
    rounds = CommendationRound.objects.select_related(
        "edition", "proposed_by", "submitted_by", "approved_by", "follows"
    )
    return get_object_or_404(rounds, pk=pk)


@signers_only
@require_safe
def list_rounds(request: HttpRequest) -> HttpResponse:
    """Show what waits, and what was decided lately."""
    rounds = [
        {"round": waiting, "refusal": refusal(request.user, Action.APPROVE, waiting)}
        for waiting in waiting_rounds()
    ]
    decided = CommendationRound.objects.filter(approved_by=request.user.pk).order_by("-approved_at")
    return render(request, "honors/signing/list.html", {"rounds": rounds, "decided": decided[:DECIDED_SHOWN]})


@signers_only
@require_http_methods(["GET", "HEAD", "POST"])
def read_round(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the round to decide on, or what became of it. A POST brings marks along; it writes nothing."""
    commendation_round = _round(pk)
    if commendation_round.state != RoundState.WITH_PRINCIPAL:
        return _outcome(request, commendation_round)
    return _reading(request, commendation_round)


@signers_only
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Show once, in plain words, what is about to be decided, and ask for the password."""
    commendation_round = _round(pk)
    form, answer = _complete_form(request, commendation_round)
    if answer is not None:
        return answer
    return _confirmation(request, commendation_round, form, PasswordForm(request))


@signers_only
@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Decide, or say what keeps it."""
    commendation_round = _round(pk)
    form, answer = _complete_form(request, commendation_round)
    if answer is not None:
        return answer
    password = PasswordForm(request, request.POST)
    if not password.is_valid():
        return _confirmation(request, commendation_round, form, password)
    try:
        steps.decide(
            commendation_round,
            request.user,
            shown=form.cleaned_data["shown"],
            approved=form.approved,
            returned=form.returned,
        )
    except ValidationError as error:
        return _refused(request, pk, error)
    return redirect("honors_signing:round", pk)


@signers_only
@require_http_methods(["GET", "HEAD", "POST"])
def return_round(request: HttpRequest, pk: int) -> HttpResponse:
    """Return the whole round: the reason and the password, in one step."""
    commendation_round = _round(pk)
    if why := refusal(request.user, Action.RETURN, commendation_round):
        return _outcome(request, commendation_round, message=why)
    form = ReturnForm(request, request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            steps.return_round(commendation_round, request.user, form.cleaned_data["reason"])
        except ValidationError as error:
            return _refused(request, pk, error)
        return redirect("honors_signing:round", pk)
    return render(
        request,
        "honors/signing/return.html",
        {
            "round": commendation_round,
            "form": form,
            "size": commendation_round.commendations.standing().count(),
        },
    )


def _complete_form(
    request: HttpRequest, commendation_round: CommendationRound
) -> tuple[DecisionsForm, HttpResponse | None]:
    """Return the decisions; when they cannot be confirmed, also the answer that says why."""
    form = DecisionsForm(standing_items(commendation_round), request.POST)
    if request.method != "POST":
        return form, redirect("honors_signing:round", commendation_round.pk)
    if commendation_round.state != RoundState.WITH_PRINCIPAL:
        return form, _outcome(request, commendation_round, message=_("Quyết định của bạn chưa được ghi."))
    if why := refusal(request.user, Action.APPROVE, commendation_round):
        return form, _reading(request, commendation_round, message=why, status=FORBIDDEN)
    if form["shown"].value() != approval.shown_hash(commendation_round):
        changed = _(
            "Nội dung vừa được sửa trong lúc bạn đọc. Chỗ nào đã sửa thì xin đọc lại; các dấu khác còn giữ."
        )
        return form, _reading(request, commendation_round, message=changed)
    if not form.is_valid():
        message = " ".join(str(sentence) for sentence in form.non_field_errors()) or _(
            "Còn đề nghị chưa xong: xem chỗ có chữ đỏ."
        )
        return form, _reading(request, commendation_round, message=message, with_errors=True)
    return form, None


def _refused(request: HttpRequest, pk: int, error: ValidationError) -> HttpResponse:
    """Show the round as it is now, with the sentence of the step that refused."""
    commendation_round = _round(pk)
    message = " ".join(error.messages)
    if commendation_round.state != RoundState.WITH_PRINCIPAL:
        return _outcome(request, commendation_round, message=message)
    return _reading(request, commendation_round, message=message)


def _reading(
    request: HttpRequest,
    commendation_round: CommendationRound,
    *,
    message: str = "",
    with_errors: bool = False,
    status: int = 200,
) -> HttpResponse:
    # The hash first: what changes between the two readings is then refused, never approved unread.
    content = approval.content_of(commendation_round)
    form = DecisionsForm(
        standing_items(commendation_round), request.POST if request.method == "POST" else None
    )
    changes = approval.changes(commendation_round)
    on_page = {item.recipient for item in form.items}
    return render(
        request,
        "honors/signing/round.html",
        {
            "round": commendation_round,
            "rows": rows_of(
                form,
                stamps_of(content),
                changes,
                with_errors=with_errors,
                mark_rest="mark-rest" in request.POST,
            ),
            "shown": approval.hash_of(content),
            "cautions": round_cautions(commendation_round),
            "changes": changes,
            "other_changes": [change for change in changes if change.subject not in on_page],
            "refusal": refusal(request.user, Action.APPROVE, commendation_round),
            "may_return": may(request.user, Action.RETURN, commendation_round),
            "message": message,
        },
        status=status,
    )


def _confirmation(
    request: HttpRequest, commendation_round: CommendationRound, form: DecisionsForm, password: PasswordForm
) -> HttpResponse:
    returned = form.returned
    return render(
        request,
        "honors/signing/confirm.html",
        {
            "round": commendation_round,
            "carried": form.carried(),
            "shown": form.cleaned_data["shown"],
            "approved": [item for item in form.items if item.pk not in returned],
            "returned": [
                {"item": item, "reason": returned[item.pk]} for item in form.items if item.pk in returned
            ],
            "password": password,
        },
    )


def _outcome(
    request: HttpRequest, commendation_round: CommendationRound, *, message: str = ""
) -> HttpResponse:
    follow_ups = commendation_round.followed_by.prefetch_related("commendations__person").order_by("pk")
    return render(
        request,
        "honors/signing/outcome.html",
        {
            "round": commendation_round,
            "approved": (
                commendation_round.commendations.standing()
                .select_related("person")
                .order_by("position", "pk")
                if commendation_round.approved_at
                else []
            ),
            "follow_ups": follow_ups,
            "changes": approval.changes(commendation_round) if commendation_round.is_decided else [],
            "may_return": may(request.user, Action.RETURN, commendation_round),
            "waiting": waiting_rounds().exclude(pk=commendation_round.pk).count(),
            "message": message,
        },
    )


urls = [
    path("", list_rounds, name="list"),
    path("<int:pk>/", read_round, name="round"),
    path("<int:pk>/xac-nhan/", confirm, name="confirm"),
    path("<int:pk>/quyet-dinh/", decide, name="decide"),
    path("<int:pk>/tra-ca-dot/", return_round, name="return"),
]
