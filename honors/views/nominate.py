"""The public form by which anybody tells the school about somebody who deserves praise."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from core.rate_limit import TOO_MANY_REQUESTS, RateLimit
from core.robot_traps import TrappedForm, stamp
from honors.nominating import NominationForm, was_just_sent
from honors.notices import tell_of_nominations

LIMIT = RateLimit("nominations", limit=20, seconds=3600)
"""A whole school may sit behind one address: enough for a class, too few for a flood."""
UNPROCESSABLE = 422


class PublicNominationForm(TrappedForm, NominationForm):
    """The same questions asked of a visitor, with the traps for robots."""

    class Meta(NominationForm.Meta):
        labels = NominationForm.Meta.labels | {
            "nominee_name": gettext_lazy("Bạn muốn đề cử ai?"),
            "nominator_name": gettext_lazy("Họ tên của bạn"),
        }
        help_texts = NominationForm.Meta.help_texts | {
            "nominator_name": gettext_lazy("Để trường biết hỏi lại ai. Tên bạn cũng không hiện trên trang."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, autocomplete in (
            ("nominee_name", "off"),
            ("unit", "off"),
            ("nominator_name", "name"),
            ("nominator_contact", "off"),
        ):
            self.fields[name].widget.attrs["autocomplete"] = autocomplete


@never_cache
@csrf_protect
@require_http_methods(["GET", "HEAD", "POST"])
def nominate(request: HttpRequest) -> HttpResponse:
    """Ask for a nomination; keep it for the editors, never for the public."""
    if request.method != "POST":
        return _ask(request, PublicNominationForm(initial={"opened": stamp()}))
    form = PublicNominationForm(request.POST)
    if not form.is_valid():
        return _ask(request, form)
    if not form.is_from_a_robot() and not was_just_sent(form.instance):
        if LIMIT.is_exceeded(request):
            return _ask(request, form, wait_seconds=LIMIT.retry_after(request))
        form.save()
        tell_of_nominations()
    return redirect("nominate_thanks")


def _ask(request: HttpRequest, form: PublicNominationForm, wait_seconds: int = 0) -> HttpResponse:
    form.renew_stamp(request.POST)
    context = {"form": form, "wait_minutes": -(-wait_seconds // 60)}
    response = render(request, "honors/nominate.html", context)
    if wait_seconds:
        response.status_code = TOO_MANY_REQUESTS
        response["Retry-After"] = str(wait_seconds)
    elif form.errors:
        response.status_code = UNPROCESSABLE
    return response


@never_cache
@require_safe
def thanks(request: HttpRequest) -> HttpResponse:
    """Say thank you, and what happens next."""
    return render(request, "honors/nominate_thanks.html")
