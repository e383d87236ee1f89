"""Honours."""

from django.apps import AppConfig


class HonorsConfig(AppConfig):
    """Profiles, initiatives and commendations."""

    name = "honors"
    verbose_name = "Tôn vinh"

    def ready(self) -> None:
        """Name the papers that the office may edit and what the worker can print; hear who is shown no more."""
        from honors.papers import register_kinds  # noqa: PLC0415
        from honors.publication import take_off_board  # noqa: PLC0415
        from honors.round_papers import CERTIFICATES, produce_certificates  # noqa: PLC0415
        from papers.jobs import register_producer  # noqa: PLC0415
        from people.signals import shown_no_more  # noqa: PLC0415

        register_kinds()
        shown_no_more.connect(take_off_board, dispatch_uid="honors.board")
        register_producer(CERTIFICATES, produce_certificates)
