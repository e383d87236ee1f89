"""The front page and whatever looks across the rooms."""

from django.apps import AppConfig


class HomeConfig(AppConfig):
    """Front page, the Week, activities, search, setup and demo."""

    name = "home"
    verbose_name = "Trang nhà"

    def ready(self) -> None:
        """Tell the writers of pages what happens to them; keep the addresses of departments."""
        from home import departments, page_notices  # noqa: PLC0415  # models are not there before

        page_notices.connect()
        departments.connect()
