"""Forms of the account screens."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.auth import LoginForm as WagtailLoginForm


class LoginForm(WagtailLoginForm):
    """Wagtail's login form; its password field carries no label that a catalogue could translate."""

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
    }

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].widget.attrs["placeholder"] = _("Nhập tên đăng nhập")
