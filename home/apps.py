"""The front page and whatever looks across the rooms."""

from django.apps import AppConfig


class HomeConfig(AppConfig):
    """Front page, the Week, activities, search, setup and demo."""

    name = "home"
    verbose_name = "Trang nhà"
