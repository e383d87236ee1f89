"""The front page and whatever looks across the rooms."""

from django.apps import AppConfig


class HomeConfig(AppConfig):
    """Front page, the Week, activities, search, setup and demo."""

    name = "home"
    verbose_name = "Trang nhà"

    def ready(self) -> None:
        """Tell the writers of pages what happens to them; keep the addresses of departments."""
        from home import (  # noqa: PLC0415  # models are not there before
            board_sources,
            departments,
            evidence_kinds,
            page_notices,
        )

        page_notices.connect()
        departments.connect()
        self.register_papers()
        evidence_kinds.register_kinds()
        board_sources.register()
        self.say_which_week_is_shown()
        self.connect_signups()

    def say_which_week_is_shown(self) -> None:
        """Let rooms below know which Week the front page shows."""
        from django.db.models import Exists, OuterRef  # noqa: PLC0415

        from home.models import HomePage  # noqa: PLC0415
        from week import shown  # noqa: PLC0415

        shown.register(Exists(HomePage.objects.filter(edition=OuterRef("pk"), live=True).order_by()))

    def register_papers(self) -> None:
        """Let the office edit the template of the report; say which copies name somebody."""
        from home.report.archive import copies_naming  # noqa: PLC0415
        from home.report.paper import REPORT  # noqa: PLC0415  # Word files are not needed to load the app
        from papers.kinds import register  # noqa: PLC0415
        from people.signals import asked_of_archives  # noqa: PLC0415

        register(REPORT)
        asked_of_archives.connect(copies_naming, dispatch_uid="home.sent_reports")

    def connect_signups(self) -> None:
        """Let those who signed up hear of changes, and their data go in time."""
        from wagtail.signals import page_published, page_unpublished  # noqa: PLC0415

        from core.timed import came_due  # noqa: PLC0415
        from home.models import ActivityPage, SignUpList  # noqa: PLC0415
        from home.signup import keeping, telling  # noqa: PLC0415

        came_due.connect(keeping.forget_when_due, sender=SignUpList, dispatch_uid="home.forget_signups")
        page_published.connect(
            keeping.follow_the_activity, sender=ActivityPage, dispatch_uid="home.follow_the_activity"
        )
        for signal in (page_published, page_unpublished):
            signal.connect(telling.look_for_news, sender=ActivityPage, dispatch_uid="home.tell_who_comes")
