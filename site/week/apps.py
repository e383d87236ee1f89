"""The plan as data."""

from django.apps import AppConfig


class WeekConfig(AppConfig):
    """Editions, departments, tasks, legal bases and slogans."""

    name = "week"
    verbose_name = "Tuần lễ"
