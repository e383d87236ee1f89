"""The front page and whatever looks across the rooms."""

from django.apps import AppConfig


class HomeConfig(AppConfig):
    """Front page, the Week, activities, search, setup and demo."""

    name = "home"
    verbose_name = "Trang nhà"

    def ready(self) -> None:
        """Tell the writers of pages what happens to them."""
        from home import page_notices  # noqa: PLC0415  # models are not there before

        page_notices.connect()
