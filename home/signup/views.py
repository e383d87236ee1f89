"""What a visitor does at an activity: keep places, see that they are kept, give them back."""

from __future__ import annotations

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from core.rate_limit import TOO_MANY_REQUESTS, RateLimit
from core.robot_traps import stamp
from core.secret_links import private
from home.models import ActivityPage
from home.models.signups import SignUp
from home.models.taking_signups import Places
from home.signup.forms import SignUpForm
from home.signup.keeping import NotKeptError, give_back, keep_places
from home.signup.mails import send_the_link

LIMIT = RateLimit("signups", limit=60, seconds=3600)
"""A parents' evening may sit behind one address; a flood may not."""
CONFLICT, UNPROCESSABLE = 409, 422


@private
@csrf_protect
@require_http_methods(["GET", "HEAD", "POST"])
def sign_up(request: HttpRequest, activity: ActivityPage) -> HttpResponse:
    """Ask who comes, and keep their places if there are any."""
    places = activity.places
    if places is None:
        raise Http404
    if request.method == "POST":
        return _take(request, activity, places, SignUpForm(request.POST))
    if not places.may_sign_up:
        return _refuse(request, activity, places)
    return _ask(request, activity, SignUpForm(initial={"opened": stamp(), "people": 1}))


def _take(request: HttpRequest, activity: ActivityPage, places: Places, form: SignUpForm) -> HttpResponse:
    """Keep the places that a form asks for, or say why not."""
    if not form.is_valid():
        if places.may_sign_up:
            return _ask(request, activity, form)
        return _refuse(request, activity, places, status=CONFLICT)
    if LIMIT.is_exceeded(request):
        return _ask(request, activity, form, wait_seconds=LIMIT.retry_after(request))
    try:
        kept = _keep(request, activity, form)
    except NotKeptError as refused:
        if not refused.left:
            now = Places(is_open=not refused.is_closed, left=0)
            return _refuse(request, activity, now, status=CONFLICT)
        few = _("Chỉ còn %(left)d chỗ. Bạn bớt số người được không?") % {"left": refused.left}
        form.add_error("people", few)
        return _ask(request, activity, form)
    return redirect(f"{activity.sign_up_url}{kept.token}/")


def _keep(request: HttpRequest, activity: ActivityPage, form: SignUpForm) -> SignUp:
    wanted = form.wanted(activity)
    with transaction.atomic():
        kept = keep_places(wanted)
        if kept is wanted:
            send_the_link(kept, request.build_absolute_uri(kept.cancel_url))
    return kept


def _ask(
    request: HttpRequest, activity: ActivityPage, form: SignUpForm, wait_seconds: int = 0
) -> HttpResponse:
    form.renew_stamp(request.POST)
    context = {
        "activity": activity,
        "places": activity.places,
        "form": form,
        "wait_minutes": -(-wait_seconds // 60),
    }
    response = render(request, "home/signup/form.html", context)
    if wait_seconds:
        response.status_code = TOO_MANY_REQUESTS
        response["Retry-After"] = str(wait_seconds)
    elif form.errors:
        response.status_code = UNPROCESSABLE
    return response


def _refuse(request: HttpRequest, activity: ActivityPage, places: Places, status: int = 200) -> HttpResponse:
    """Say kindly that there is no place, or that it has begun."""
    context = {"activity": activity, "places": places, "was_sent": status == CONFLICT}
    return render(request, "home/signup/refused.html", context, status=status)


def _sign_up_of(activity: ActivityPage, token: str) -> SignUp:
    kept = SignUp.objects.filter(activity=activity, token=token).first()
    if kept is None:
        raise Http404
    return kept


@private
@require_safe
def signed_up(request: HttpRequest, activity: ActivityPage, token: str) -> HttpResponse:
    """Say that the places are kept, and how to give them back."""
    kept = _sign_up_of(activity, token)
    if kept.cancelled_at:
        return redirect(kept.cancel_url)
    cancel_url = kept.cancel_url
    context = {
        "activity": activity,
        "kept": kept,
        "cancel_url": cancel_url,
        "cancel_address": request.build_absolute_uri(cancel_url),
        "may_cancel": timezone.now() < activity.starts_at,
    }
    return render(request, "home/signup/done.html", context)


@private
@csrf_protect
@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: HttpRequest, activity: ActivityPage, token: str) -> HttpResponse:
    """Ask first, give the places back on a POST; afterwards say that they were given back."""
    kept = _sign_up_of(activity, token)
    has_begun = activity.starts_at <= timezone.now()
    if request.method == "POST" and not has_begun:
        give_back(kept)
        return redirect(kept.cancel_url)
    context = {"activity": activity, "kept": kept, "has_begun": has_begun}
    return render(request, "home/signup/cancel.html", context)
