"""News."""

from django.apps import AppConfig


class NewsConfig(AppConfig):
    """Stories and their feeds."""

    name = "news"
    verbose_name = "Tin bài"
