"""``manage.py load_demo``: the 2023 Week."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from home.demo_loading import load_demo
from home.setup import setup_school


class Command(BaseCommand):
    """Load the demo; what is there already stays as it is."""

    help = "Nạp dữ liệu mẫu: Tuần lễ 2023. Chạy lại thì chỉ thêm những gì còn thiếu."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the place of the accounts file."""
        parser.add_argument(
            "--accounts", type=Path, help="Tệp JSON ghi tài khoản mẫu (chỉ chủ tệp đọc được)."
        )

    def handle(self, *args: Any, accounts: Path | None = None, **options: Any) -> None:
        """Run."""
        setup_school()
        counts = load_demo(accounts)
        made = [f"{count} {name}" for name, count in counts.items() if count]
        self.stdout.write(f"Đã nạp: {', '.join(made)}." if made else "Dữ liệu mẫu đã có đủ.")
