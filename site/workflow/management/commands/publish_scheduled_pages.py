"""The older name of Wagtail's command."""

from workflow.management.commands.publish_scheduled import Command

__all__ = ["Command"]
