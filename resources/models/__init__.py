"""The tables of resources."""

from resources.models.library import LibraryPage
from resources.models.reading import ReadingLog, ReadingTimeSlot
from resources.models.resource import ResourcePage
from resources.models.rooms import BookListPage, GuidePage, OnlineProgrammePage, ReadingModelPage

__all__ = [
    "BookListPage",
    "GuidePage",
    "LibraryPage",
    "OnlineProgrammePage",
    "ReadingLog",
    "ReadingModelPage",
    "ReadingTimeSlot",
    "ResourcePage",
]
