"""The public page at which anybody checks a certificate."""

from __future__ import annotations

from math import ceil

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from core.rate_limit import TOO_MANY_REQUESTS, RateLimit, client_address, too_many_requests
from honors.verification import is_name_of, is_token, verdict_on

UNKNOWN_TOKENS = RateLimit("verify-unknown", limit=60, seconds=60 * 60)
NAMES_TYPED = RateLimit("verify-name", limit=10, seconds=15 * 60)
NOT_FOUND = 404


class NameForm(forms.Form):
    """The name as it stands on the paper."""

    full_name = forms.CharField(
        label=_("Họ và tên ghi trên giấy"),
        max_length=200,
        error_messages={"required": _("Hãy gõ họ và tên ghi trên giấy.")},
    )


def _closed(response: HttpResponse) -> HttpResponse:
    """Keep the answer out of search engines, caches and the addresses that other sites are told."""
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Cache-Control"] = "private, no-store"
    # Not "no-referrer": browsers would then send "Origin: null" with the form, which the CSRF check refuses.
    response["Referrer-Policy"] = "same-origin"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest, token: str) -> HttpResponse:
    """Say whether the certificate holds; a posted name is compared, nothing is stored."""
    if not is_token(token):
        return _unknown(request)
    # Asked of every token: else the answer itself would tell a guesser which one exists.
    if UNKNOWN_TOKENS.is_reached(request):
        return _closed(too_many_requests(request, UNKNOWN_TOKENS))
    verdict = verdict_on(token)
    if verdict is None:
        UNKNOWN_TOKENS.is_exceeded(request)
        return _unknown(request)
    context = {
        "verdict": verdict,
        "award": verdict.commendation,
        "true_address": settings.WAGTAILADMIN_BASE_URL,
        "form": NameForm(),
        "is_match": None,
    }
    seconds = 0
    if request.method == "POST" and verdict.asks_for_name:
        context["form"] = form = NameForm(request.POST)
        whose = f"{token} {client_address(request)}"
        seconds = NAMES_TYPED.retry_after(request, whose)
        if seconds:
            form.add_error(
                "full_name",
                forms.ValidationError(
                    _("Đã thử nhiều lần. Xin chờ %(minutes)d phút rồi thử lại."),
                    params={"minutes": ceil(seconds / 60)},
                ),
            )
        elif form.is_valid():
            NAMES_TYPED.is_exceeded(request, whose)
            context["is_match"] = is_name_of(verdict.commendation, form.cleaned_data["full_name"])
    response = render(request, "honors/verify.html", context, status=TOO_MANY_REQUESTS if seconds else 200)
    if seconds:
        response["Retry-After"] = str(seconds)
    return _closed(response)


def _unknown(request: HttpRequest) -> HttpResponse:
    context = {"true_address": settings.WAGTAILADMIN_BASE_URL}
    return _closed(render(request, "honors/verify_unknown.html", context, status=NOT_FOUND))
