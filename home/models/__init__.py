"""The tables of home."""

from home.models.activities import ActivityPage
from home.models.activity_index import ActivityIndexPage
from home.models.pages import HomePage, StandardPage, WeekPage

__all__ = ["ActivityIndexPage", "ActivityPage", "HomePage", "StandardPage", "WeekPage"]
