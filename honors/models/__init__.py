"""The tables of honors."""

from honors.models.commendations import Commendation
from honors.models.kinds import AwardKind, ItemState, RoundState
from honors.models.nominations import Nomination, NomineeKind
from honors.models.pages import HonorsIndexPage, InitiativeAdoption, InitiativePage, ProfilePage
from honors.models.rounds import CommendationRound, DecisionNumber
from honors.models.scholarships import Scholarship
from honors.models.settings import HonorsSettings

__all__ = [
    "AwardKind",
    "Commendation",
    "CommendationRound",
    "DecisionNumber",
    "HonorsIndexPage",
    "HonorsSettings",
    "InitiativeAdoption",
    "InitiativePage",
    "ItemState",
    "Nomination",
    "NomineeKind",
    "ProfilePage",
    "RoundState",
    "Scholarship",
]
