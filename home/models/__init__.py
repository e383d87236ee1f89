"""The tables of home."""

from home.models.activities import ActivityPage
from home.models.activity_index import ActivityIndexPage
from home.models.pages import HomePage, StandardPage, WeekPage
from home.models.reports import Report, SentReport
from home.models.signups import SignUp, SignUpList
from home.models.story_profiles import StoryProfile

__all__ = [
    "ActivityIndexPage",
    "ActivityPage",
    "HomePage",
    "Report",
    "SentReport",
    "SignUp",
    "SignUpList",
    "StandardPage",
    "StoryProfile",
    "WeekPage",
]
