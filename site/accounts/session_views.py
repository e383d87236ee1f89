"""Whether the session still stands, and a login that leaves the open form where it is.

``static/js/session_keeper.js`` asks before it lets a form go: a session that has ended would send what was typed to the
login page instead.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth import login
from django.core.exceptions import NON_FIELD_ERRORS
from django.http import HttpRequest, JsonResponse
from django.middleware.csrf import get_token
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from wagtail.admin.forms.auth import LoginForm
from wagtail.admin.views.account import get_user_login_form

from accounts.forms import TOO_MANY
from core.rate_limit import TOO_MANY_REQUESTS

UNPROCESSABLE = 422
ADMIN = "wagtailadmin.access_admin"


def _state(request: HttpRequest) -> dict[str, Any]:
    """Return who is signed in, and the token that their forms need from now on."""
    signed_in = request.user.has_perm(ADMIN)
    return {
        "user": request.user.pk if signed_in else None,
        "username": request.user.get_username() if signed_in else "",
        "token": get_token(request),
    }


def _refused(message: str, status: int = UNPROCESSABLE) -> JsonResponse:
    return JsonResponse({"error": message}, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def session(request: HttpRequest) -> JsonResponse:
    """Say who is signed in; on POST sign in whose form it is (``owner``), and nobody else.

    Answers 422 with the ``error`` when it cannot be done, 429 after too many wrong attempts.
    """
    if request.method != "POST":
        return JsonResponse(_state(request))
    form: LoginForm = get_user_login_form()(request, data=request.POST)
    if not form.is_valid():
        status = TOO_MANY_REQUESTS if form.has_error(NON_FIELD_ERRORS, TOO_MANY) else UNPROCESSABLE
        return _refused(
            " ".join(message for messages in form.errors.values() for message in messages), status
        )
    user = form.get_user()
    owner = request.POST.get("owner", "")
    if owner and owner != str(user.pk):
        return _refused(_("Trang này do tài khoản khác mở. Hãy đăng nhập bằng đúng tài khoản đó."))
    if not user.has_perm(ADMIN):
        return _refused(_("Tài khoản này không vào được trang quản trị."))
    login(request, user)
    request.session.set_expiry(0 if not request.POST.get("remember") else settings.SESSION_COOKIE_AGE)
    return JsonResponse(_state(request))
