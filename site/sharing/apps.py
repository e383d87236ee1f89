"""The app of sharing."""

from django.apps import AppConfig
from django.db.models.signals import post_delete, post_save


class SharingConfig(AppConfig):
    """The share kit and its records."""

    name = "sharing"
    verbose_name = "Chia sẻ"

    def ready(self) -> None:
        """Forget the remembered Week when one changes or the front page shows another; look at what was shared when a consent does."""
        from wagtail.signals import page_published  # noqa: PLC0415

        from people.models import Consent  # noqa: PLC0415  # needs the app registry
        from sharing.consents import look_at_shared  # noqa: PLC0415
        from sharing.pages import forget_current_week  # noqa: PLC0415
        from week.models import WeekEdition  # noqa: PLC0415

        post_save.connect(forget_current_week, sender=WeekEdition, dispatch_uid="sharing.week_saved")
        page_published.connect(forget_current_week, dispatch_uid="sharing.front_page_published")
        post_delete.connect(forget_current_week, sender=WeekEdition, dispatch_uid="sharing.week_deleted")
        post_save.connect(look_at_shared, sender=Consent, dispatch_uid="sharing.consent")
