"""The open library."""

from django.apps import AppConfig


class ResourcesConfig(AppConfig):
    """Resources, programmes, guides, reading models and book lists."""

    name = "resources"
    verbose_name = "Thư viện mở"

    def ready(self) -> None:
        """Let the library's pages be evidence for the plan."""
        from ledger.evidence import register_kind  # noqa: PLC0415  # models are not there before
        from ledger.page_kinds import page_kind  # noqa: PLC0415
        from resources import models  # noqa: PLC0415

        for name in ("ResourcePage", "OnlineProgrammePage", "GuidePage", "ReadingModelPage", "BookListPage"):
            register_kind(page_kind(getattr(models, name)))
