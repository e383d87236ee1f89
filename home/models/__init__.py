"""The tables of home."""

from home.models.activities import ActivityIndexPage, ActivityPage
from home.models.pages import HomePage, StandardPage, WeekPage

__all__ = ["ActivityIndexPage", "ActivityPage", "HomePage", "StandardPage", "WeekPage"]
