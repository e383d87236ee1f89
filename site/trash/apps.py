"""The app of the bin."""

from django.apps import AppConfig


class TrashConfig(AppConfig):
    """Deleted pages."""

    name = "trash"
    verbose_name = "Thùng rác"

    def ready(self) -> None:
        """Hide the bin from lists of all pages, and empty it by the clock."""
        from core.timed import came_due  # noqa: PLC0415  # models need the app registry
        from trash import binning, policy  # noqa: PLC0415
        from trash.models import DeletedPage  # noqa: PLC0415

        policy.install()
        came_due.connect(binning.purge_when_due, sender=DeletedPage, dispatch_uid="trash.purge")
