"""Honours."""

from django.apps import AppConfig


class HonorsConfig(AppConfig):
    """Profiles, initiatives and commendations."""

    name = "honors"
    verbose_name = "Tôn vinh"

    def ready(self) -> None:
        """Name the papers that the office may edit and what the worker can print; hear who is shown no more."""
        from core.timed import came_due  # noqa: PLC0415
        from honors import evidence_kinds  # noqa: PLC0415
        from honors.models import CommendationRound  # noqa: PLC0415
        from honors.papers import register_kinds  # noqa: PLC0415
        from honors.publication import publish_when_due, take_off_board  # noqa: PLC0415
        from honors.round_papers import CERTIFICATES, produce_certificates  # noqa: PLC0415
        from papers.jobs import register_producer  # noqa: PLC0415
        from people.signals import shown_no_more  # noqa: PLC0415

        register_kinds()
        evidence_kinds.register_kinds()
        came_due.connect(publish_when_due, sender=CommendationRound, dispatch_uid="honors.publication")
        shown_no_more.connect(take_off_board, dispatch_uid="honors.board")
        register_producer(CERTIFICATES, produce_certificates)
