"""The app of the bin."""

from django.apps import AppConfig


class TrashConfig(AppConfig):
    """Deleted pages."""

    name = "trash"
    verbose_name = "Thùng rác"

    def ready(self) -> None:
        """Hide the bin from lists of all pages and from the public, and empty it by the clock."""
        from wagtail.signals import page_published  # noqa: PLC0415  # models need the app registry

        from core.timed import came_due  # noqa: PLC0415
        from trash import binning, policy  # noqa: PLC0415
        from trash.models import DeletedPage  # noqa: PLC0415

        policy.install()
        came_due.connect(binning.purge_when_due, sender=DeletedPage, dispatch_uid="trash.purge")
        page_published.connect(binning.keep_from_public, dispatch_uid="trash.keep_from_public")
