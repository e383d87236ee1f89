"""The papers of a round: the decision, the ceremony sheet, the certificates."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST
from wagtail.admin import messages

from honors import steps
from honors.papers.ceremony import ceremony_docx, ceremony_name
from honors.papers.decision import decision_docx, decision_name
from honors.round_papers import CERTIFICATES, ceremony_content, decision_content
from honors.rules import Action, refusal
from honors.views.rounds import visible_round
from papers.downloads import download
from papers.jobs import start_job
from papers.kinds import TemplateError

if TYPE_CHECKING:
    from accounts.models import User


class PrintForm(forms.Form):
    """What is printed, and on what."""

    form = forms.ChoiceField(
        choices=[
            ("pdf", gettext_lazy("Một tệp PDF cho cả đợt")),
            ("zip", gettext_lazy("Mỗi người một tệp, nén thành ZIP")),
        ]
    )
    blanks = forms.BooleanField(required=False)


def _paper(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    commendation_round = visible_round(request, pk)
    if why := refusal(request.user, Action.DOWNLOAD, commendation_round):
        messages.error(request, why)
        return redirect("honors_rounds:overview", pk)
    try:
        if commendation_round.is_decided:
            steps.must_hold(commendation_round)
        if kind == "decision":
            content = decision_content(commendation_round)
            return download(decision_docx(content), decision_name(content))
        read_out = ceremony_content(commendation_round)
        return download(ceremony_docx(read_out), ceremony_name(read_out))
    except (TemplateError, ValidationError) as error:
        messages.error(request, " ".join(getattr(error, "messages", None) or [str(error)]))
        return redirect("honors_rounds:overview", pk)


@require_GET
def decision(request: HttpRequest, pk: int) -> HttpResponse:
    """Send the decision with its attached list, as .docx."""
    return _paper(request, pk, "decision")


@require_GET
def ceremony(request: HttpRequest, pk: int) -> HttpResponse:
    """Send the sheets to read out, as .docx."""
    return _paper(request, pk, "ceremony")


@require_POST
def certificates(request: HttpRequest, pk: int) -> HttpResponse:
    """Have the certificates made, and show how far they are."""
    commendation_round = visible_round(request, pk)
    form = PrintForm(request.POST)
    try:
        steps.check(request.user, Action.PRINT, commendation_round)
        if commendation_round.is_decided:
            steps.must_hold(commendation_round)
        if not form.is_valid():
            raise ValidationError(_("Hãy chọn một tệp PDF hay ZIP."))  # noqa: TRY301  # one way back for both
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("honors_rounds:overview", pk)
    job = start_job(
        CERTIFICATES,
        {"round": pk, "form": form.cleaned_data["form"], "blanks": form.cleaned_data["blanks"]},
        cast("User", request.user),
        title=_("Giấy trao: %(round)s") % {"round": commendation_round},
        back_url=reverse("honors_rounds:overview", args=[pk]),
    )
    return redirect(job.get_absolute_url())


urls = [
    path("<int:pk>/quyet-dinh.docx", decision, name="decision"),
    path("<int:pk>/le-trao.docx", ceremony, name="ceremony"),
    path("<int:pk>/giay/", certificates, name="certificates"),
]
