"""Forms of the account screens."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.auth import LoginForm as WagtailLoginForm

from core.rate_limit import RateLimit, client_address

WRONG_PASSWORDS = RateLimit("wrong-password", limit=10, seconds=15 * 60)
"""For one name from one address: a whole school comes in behind one address."""
TOO_MANY = "too_many_wrong_passwords"


class LoginForm(WagtailLoginForm):
    """Wagtail's login form with a limit on guessing; its password field carries no label for a catalogue."""

    username = forms.CharField(label=_("Tên đăng nhập"), max_length=254, widget=forms.TextInput())
    password = forms.CharField(
        label=_("Mật khẩu"),
        strip=False,
        widget=forms.PasswordInput(
            attrs={"placeholder": _("Nhập mật khẩu"), "autocomplete": "current-password"}
        ),
    )
    error_messages = {
        **WagtailLoginForm.error_messages,
        "invalid_login": _("Tên đăng nhập hoặc mật khẩu chưa đúng. Xin thử lại."),
        TOO_MANY: _("Bạn đã thử quá nhiều lần. Hãy đợi %(minutes)d phút rồi thử lại."),
    }

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].widget.attrs["placeholder"] = _("Nhập tên đăng nhập")

    def clean(self) -> dict[str, Any]:
        """Ask for the password, and count the wrong ones.

        Raises:
            ValidationError: It is wrong, or too many were.
        """
        whose = f"{client_address(self.request)} {self.cleaned_data.get('username', '').lower()}"
        if WRONG_PASSWORDS.is_reached(self.request, whose):
            minutes = WRONG_PASSWORDS.retry_after(self.request, whose) // 60 + 1
            raise ValidationError(self.error_messages[TOO_MANY], code=TOO_MANY, params={"minutes": minutes})
        try:
            return super().clean()
        except ValidationError:
            WRONG_PASSWORDS.is_exceeded(self.request, whose)
            raise
