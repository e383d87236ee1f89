"""The scholarships that the board of honour names: of one Week, in sums."""

from __future__ import annotations

from dataclasses import dataclass

from honors.models.scholarships import Scholarship
from week.models import WeekEdition


@dataclass(frozen=True)
class Given:
    """The scholarships of one Week.

    Attributes:
        edition: The Week.
        rows: One for each kind and giver.
        number: How many scholarships there were.
        amount: What they came to, in đồng.
    """

    edition: WeekEdition
    rows: list[Scholarship]
    number: int
    amount: int


def given_in(year: str | None) -> Given | None:
    """Return what was given in a Week, or None: one query, for the few rows of one Week.

    Args:
        year: The Week's; None for the newest that has any.
    """
    rows = Scholarship.objects.given()
    if year is None:
        newest = rows.order_by("-edition__year").values("edition__year")[:1]
        rows = rows.filter(edition__year__in=newest)
    else:
        rows = rows.filter(edition__year=int(year))
    found = list(rows.select_related("edition").order_by("given_on", "giver", "pk"))
    if not found:
        return None
    return Given(
        found[0].edition,
        found,
        sum(row.number for row in found),
        sum(row.number * row.amount_each for row in found),
    )
