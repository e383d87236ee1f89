"""The first sheets of honour of a Week, for pages that show a few."""

from __future__ import annotations

from core.dependence import today
from core.remembered import remembered
from honors.models import Commendation, ProfilePage
from honors.models.commendations import APPROVAL_TABLES
from honors.sheets import Sheet, sheets_of
from week.models import WeekEdition

TABLES = (*APPROVAL_TABLES, ProfilePage._meta.db_table)


def first_sheets(edition: WeekEdition, number: int) -> list[Sheet]:
    """Return the sheets of the first people commended in a Week, by given name; remembered for the day."""

    def find() -> list[Sheet]:
        commended = Commendation.objects.approved().filter(round__edition=edition, person__isnull=False)
        return sheets_of(commended.by_name().for_cards()[:number])

    return remembered(f"first_sheets:{edition.pk}:{number}:{today()}", TABLES, find)
