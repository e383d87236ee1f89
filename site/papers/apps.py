"""Official papers."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PapersConfig(AppConfig):
    """Templates of the office, and what is printed in the background."""

    name = "papers"
    verbose_name = _("Văn bản")
