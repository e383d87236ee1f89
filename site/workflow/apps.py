"""Signing off and the schedule."""

from django.apps import AppConfig


class WorkflowConfig(AppConfig):
    """The sign-off task and the schedule runner."""

    name = "workflow"
    verbose_name = "Duyệt và hẹn giờ"
