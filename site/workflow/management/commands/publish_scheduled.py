"""Wagtail's command, done by our runner: the original publishes twice when two run at once."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from workflow.due import EXPIRE, due_items
from workflow.management.commands.run_schedule import Command as RunSchedule


class Command(RunSchedule):
    """`run_schedule --once`."""

    help = "Như run_schedule --once: đăng và gỡ những gì đã đến giờ."

    def add_arguments(self, parser: CommandParser) -> None:
        """Add Wagtail's option."""
        BaseCommand.add_arguments(self, parser)
        parser.add_argument("--dryrun", action="store_true", help="Chỉ kể ra, không làm gì.")

    def handle(self, *_args: Any, dryrun: bool = False, **_options: Any) -> None:
        """Do what is due, or only list it."""
        if not dryrun:
            self.run_once()
            return
        for item in due_items(timezone.now()):
            moment = timezone.localtime(item.due_at)
            self.stdout.write(
                f"{moment:%d/%m/%Y %H:%M:%S} {'gỡ' if item.action == EXPIRE else 'đăng'} "
                f"{item.content_type_id}:{item.object_id}"
            )
