"""The tables of honors."""

from honors.models.commendations import AwardKind, Commendation, CommendationRound
from honors.models.pages import HonorsIndexPage, InitiativeAdoption, InitiativePage, ProfilePage

__all__ = [
    "AwardKind",
    "Commendation",
    "CommendationRound",
    "HonorsIndexPage",
    "InitiativeAdoption",
    "InitiativePage",
    "ProfilePage",
]
