"""The open library."""

from django.apps import AppConfig


class ResourcesConfig(AppConfig):
    """Resources, programmes, guides, reading models and book lists."""

    name = "resources"
    verbose_name = "Thư viện mở"
