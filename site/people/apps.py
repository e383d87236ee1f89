"""People."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Who may be shown."""

    name = "people"
    verbose_name = "Con người"
