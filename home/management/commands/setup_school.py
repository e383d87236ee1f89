"""``manage.py setup_school``: the empty school."""

from typing import Any

from django.core.management.base import BaseCommand

from home.setup import setup_school


class Command(BaseCommand):
    """Make the pages, roles and workflow of an empty school; safe to run again."""

    help = "Dựng trường trống: các trang, vai trò và quy trình duyệt. Chạy lại bao nhiêu lần cũng được."

    def handle(self, *args: Any, **options: Any) -> None:
        """Run."""
        setup_school()
        self.stdout.write("Đã dựng xong trường trống.")
