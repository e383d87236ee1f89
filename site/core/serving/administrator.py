"""The first administrator of a school that starts empty."""

import getpass
import os
import sys
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils import translation

from core.serving.refusal import CannotStartError
from core.serving.terminal import complain, say


def new_administrator(username: str, full_name: str) -> Any:
    """Return an unsaved administrator; the last word of a Vietnamese name is the given name."""
    family, _, given = full_name.strip().rpartition(" ")
    return get_user_model()(
        username=username, last_name=family.strip(), first_name=given, is_staff=True, is_superuser=True
    )


def check_username(username: str) -> None:
    """Check a username.

    Raises:
        ValidationError: It is empty, has characters that are not allowed, or is taken.
    """
    field = get_user_model()._meta.get_field("username")
    field.clean(username, None)
    if get_user_model().objects.filter(username=username).exists():
        raise ValidationError("Tên đăng nhập này đã có người dùng.")


def create(username: str, full_name: str, password: str) -> None:
    """Make the administrator.

    Raises:
        ValidationError: The username or the password will not do.
    """
    check_username(username)
    user = new_administrator(username, full_name)
    validate_password(password, user)
    user.set_password(password)
    user.save()


def _ask_username() -> str:
    while True:
        username = input("Tên đăng nhập (chữ không dấu, số, ví dụ: quantri): ").strip()
        try:
            check_username(username)
        except ValidationError as error:
            complain(" ".join(error.messages))
        else:
            return username


def _ask_password(user: Any) -> str:
    while True:
        password = getpass.getpass("Mật khẩu (ít nhất 10 ký tự, không hiện khi gõ): ")
        try:
            validate_password(password, user)
        except ValidationError as error:
            complain(" ".join(error.messages))
            continue
        if getpass.getpass("Gõ lại mật khẩu: ") == password:
            return password
        complain("Hai lần gõ không giống nhau, xin gõ lại.")


def ask() -> None:
    """Ask at the terminal, as often as it takes, and make the administrator."""
    with translation.override("vi"):
        say("Hãy tạo tài khoản quản trị đầu tiên.")
        username = _ask_username()
        full_name = input("Họ và tên: ").strip()
        create(username, full_name, _ask_password(new_administrator(username, full_name)))
    say(f"Đã tạo tài khoản quản trị “{username}”.")


def from_environment() -> bool:
    """Make the administrator that ADMIN_USERNAME, ADMIN_PASSWORD and ADMIN_NAME name; return whether they do.

    Raises:
        CannotStartError: The username or the password will not do.
    """
    username, password = os.environ.get("ADMIN_USERNAME", ""), os.environ.get("ADMIN_PASSWORD", "")
    if not username or not password:
        return False
    with translation.override("vi"):
        try:
            create(username, os.environ.get("ADMIN_NAME", ""), password)
        except ValidationError as error:
            raise CannotStartError(
                f"Chưa tạo được tài khoản quản trị “{username}”: {' '.join(error.messages)}"
            ) from error
    say(f"Đã tạo tài khoản quản trị “{username}”.")
    return True


def make_first() -> None:
    """Make the first administrator from the environment or at the terminal; without either, say how."""
    if from_environment():
        return
    if sys.stdin.isatty():
        ask()
        return
    say(
        "Chưa có tài khoản quản trị. Tạo bằng lệnh:\n"
        "  DJANGO_SETTINGS_MODULE=config.settings.dev .venv/bin/python manage.py create_administrator"
    )
