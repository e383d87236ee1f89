"""The form by which anybody keeps places at an activity."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.robot_traps import TrappedForm
from core.visible_text import NameField, VisibleTextField
from home.models.signups import MOST_PEOPLE, SignUp


class SignUpForm(TrappedForm, forms.ModelForm):
    """Who speaks for how many, and how the school reaches them."""

    fields: dict[str, Any]

    people = forms.IntegerField(
        label=gettext_lazy("Bao nhiêu người đến?"),
        help_text=gettext_lazy("Tính cả bạn, nhiều nhất 10 người."),
        min_value=1,
        max_value=MOST_PEOPLE,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "required": gettext_lazy("Hãy ghi số người."),
            "invalid": gettext_lazy("Hãy ghi một số từ 1 đến 10."),
            "min_value": gettext_lazy("Hãy ghi một số từ 1 đến 10."),
            "max_value": gettext_lazy("Mỗi lượt nhiều nhất 10 người. Đông hơn xin gọi cho trường."),
        },
    )
    agrees = forms.BooleanField(
        label=gettext_lazy("Tôi đồng ý để trường dùng thông tin này như trên."),
        error_messages={"required": gettext_lazy("Trường chỉ giữ chỗ được khi bạn đánh dấu ô này.")},
    )

    class Meta:
        model = SignUp
        fields = ["name", "people", "phone", "email"]
        labels = {
            "name": gettext_lazy("Họ tên của bạn"),
            "phone": gettext_lazy("Số điện thoại"),
            "email": gettext_lazy("Địa chỉ thư điện tử"),
        }
        help_texts = {
            "phone": gettext_lazy(
                "Để trường báo khi buổi này thay đổi. Không có thì ghi địa chỉ thư ở ô dưới."
            ),
        }
        field_classes = {"name": NameField, "phone": VisibleTextField}
        widgets = {
            "name": forms.TextInput(attrs={"autocomplete": "name"}),
            "phone": forms.TelInput(attrs={"autocomplete": "tel"}),
            "email": forms.EmailInput(attrs={"autocomplete": "email"}),
        }
        error_messages = {
            "name": {"required": gettext_lazy("Hãy ghi họ tên của bạn.")},
            "email": {"invalid": gettext_lazy("Địa chỉ thư chưa đúng, ví dụ lan@example.vn.")},
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].help_text = (
            _("Để nhận đường dẫn huỷ chỗ và tin khi buổi này thay đổi.")
            if settings.MAIL_IS_SET
            else _("Nếu bạn không dùng điện thoại.")
        )

    @property
    def open_questions(self) -> list[forms.BoundField]:
        """The boxes to fill in, without the one to tick."""
        return [field for field in self.visible_questions if field.name != "agrees"]

    def clean(self) -> dict[str, Any]:
        """Ask for one way to reach them, and for another press from whoever may be a robot."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not {"phone", "email"} & set(self.errors) and not (cleaned.get("phone") or cleaned.get("email")):
            self.add_error("phone", _("Hãy ghi số điện thoại hoặc địa chỉ thư."))
        if not self.errors and self.is_from_a_robot():
            # Or somebody quick, whose next press is slow enough: nobody believes in places that are not kept.
            self.add_error(None, _("Xin bấm “Giữ chỗ” một lần nữa."))
        return cleaned

    def wanted(self, activity: Any) -> SignUp:
        """Return the sign-up, not saved; ask it of a valid form."""
        sign_up: SignUp = self.instance
        said = [self.cleaned_data[name] for name in ("opened", "name", "people", "phone", "email")]
        sign_up.activity = activity
        sign_up.form_key = sha256("\n".join(map(str, said)).encode()).hexdigest()
        return sign_up
