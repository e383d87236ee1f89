"""The app of sharing."""

from django.apps import AppConfig


class SharingConfig(AppConfig):
    """The share kit and its records."""

    name = "sharing"
    verbose_name = "Chia sẻ"
