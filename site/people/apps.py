"""People."""

from django.apps import AppConfig
from django.db.models.signals import post_delete
from wagtail.signals import page_published


class PeopleConfig(AppConfig):
    """Who may be shown."""

    name = "people"
    verbose_name = "Con người"

    def ready(self) -> None:
        """Make the consent form known to the office's templates; delete what a withheld picture leaves."""
        from core.timed import came_due  # noqa: PLC0415
        from papers.kinds import register  # noqa: PLC0415
        from people.consent_form import CONSENT  # noqa: PLC0415
        from people.models import Consent, WithheldPicture  # noqa: PLC0415
        from people.takedown import end_when_due, look_again  # noqa: PLC0415
        from people.withheld import forget_file  # noqa: PLC0415

        register(CONSENT)
        came_due.connect(end_when_due, sender=Consent, dispatch_uid="people.consent")
        page_published.connect(look_again, dispatch_uid="people.published")
        post_delete.connect(forget_file, sender=WithheldPicture, dispatch_uid="people.withheld")
