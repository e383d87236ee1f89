"""News."""

from django.apps import AppConfig


class NewsConfig(AppConfig):
    """Stories and their feeds."""

    name = "news"
    verbose_name = "Tin bài"

    def ready(self) -> None:
        """Let stories be evidence for the plan, tell who should hear of articles, and let these go in time."""
        from wagtail.signals import page_published  # noqa: PLC0415  # models are not there before

        from core.timed import came_due  # noqa: PLC0415
        from ledger.evidence import register_kind  # noqa: PLC0415
        from ledger.page_kinds import page_kind  # noqa: PLC0415
        from news.models import Article, StoryPage  # noqa: PLC0415
        from news.writers import forgetting, notices  # noqa: PLC0415
        from news.writers.states import article_turned  # noqa: PLC0415

        register_kind(page_kind(StoryPage, tasks_field="tasks", doers=("department",)))
        article_turned.connect(notices.tell_of_step, dispatch_uid="news.article_turned")
        came_due.connect(forgetting.forget_when_due, sender=Article, dispatch_uid="news.forget_article")
        page_published.connect(
            notices.tell_of_publishing, sender=StoryPage, dispatch_uid="news.article_published"
        )
