"""``manage.py create_administrator``: one more administrator, asked for in Vietnamese."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from core.serving import administrator
from core.serving.refusal import CannotStartError


class Command(BaseCommand):
    """Ask for an administrator at the terminal, or take ADMIN_USERNAME and ADMIN_PASSWORD."""

    help = (
        "Tạo một tài khoản quản trị: hỏi tại màn hình, hoặc lấy ADMIN_USERNAME, ADMIN_PASSWORD, ADMIN_NAME."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """Run."""
        try:
            if administrator.from_environment():
                return
        except CannotStartError as error:
            raise CommandError(str(error)) from error
        if not sys.stdin.isatty():
            raise CommandError("Hãy chạy lệnh này tại màn hình, hoặc đặt ADMIN_USERNAME và ADMIN_PASSWORD.")
        administrator.ask()
