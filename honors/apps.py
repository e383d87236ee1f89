"""Honours."""

from django.apps import AppConfig


class HonorsConfig(AppConfig):
    """Profiles, initiatives and commendations."""

    name = "honors"
    verbose_name = "Tôn vinh"
