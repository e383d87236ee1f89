"""Who is commended: the name that a new person is shown by, and whether a round has the recipient already."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Max

from core.vietnamese import fold_words
from honors.models import CommendationRound
from people.models import Kind, Person

SHOWN_WORDS = 2
"""Of a pupil's name the public reads at most so many words, and never all of them when there are more than one."""


def shown_name(full_name: str, kind: str) -> str:
    """Return the name to show of a new person: a pupil's given name ("Bảo Ngọc"), anybody else's whole name."""
    words = full_name.split()
    if kind == Kind.STUDENT and len(words) > 1:
        words = words[-min(SHOWN_WORDS, len(words) - 1) :]
    return " ".join(words)[: Person._meta.get_field("display_name").max_length]


def people_in(commendation_round: CommendationRound) -> set[int]:
    """Return the keys of the people whom the round commends."""
    items = commendation_round.commendations.standing().filter(person__isnull=False)
    return set(items.values_list("person_id", flat=True))


def collectives_in(commendation_round: CommendationRound) -> Collection[str]:
    """Return the folded names of the collectives that the round commends."""
    names = commendation_round.commendations.standing().filter(person__isnull=True)
    return {fold_words(name) for name in names.values_list("collective_name", flat=True)}


def next_position(commendation_round: CommendationRound) -> int:
    """Return the place after the last item of the round; the first is 1."""
    return (commendation_round.commendations.aggregate(last=Max("position"))["last"] or 0) + 1
