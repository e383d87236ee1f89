"""The app of the ledger."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """What shows that the plan was carried out, and who is reminded of what is not."""

    name = "ledger"
    verbose_name = "Minh chứng"

    def ready(self) -> None:
        """Let pictures and documents be evidence; remind by the clock. Rooms above add their own kinds."""
        from core.clock import went_on  # noqa: PLC0415
        from ledger import reminders  # noqa: PLC0415  # models need the app registry
        from ledger.library_kinds import register_kinds  # noqa: PLC0415

        register_kinds()
        went_on.connect(reminders.remind_each_morning, dispatch_uid="ledger.reminders")
