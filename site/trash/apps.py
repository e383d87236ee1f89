"""The app of the bin."""

from django.apps import AppConfig


class TrashConfig(AppConfig):
    """Deleted pages."""

    name = "trash"
    verbose_name = "Thùng rác"
