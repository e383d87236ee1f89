"""Honour sheets: the printed pictures that hang on a line, one for each commendation or profile."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from drawing.motifs import motif_for, plates_for

LESSONS_SHOWN = 3


@dataclass
class Sheet:
    """What a sheet shows.

    Attributes:
        name: The public name.
        role: What the person is to the school.
        award: The award's name, or empty.
        motif: Name of the motif's drawing.
        plate: Colour of the ground: red, turmeric, leaf, indigo or pink.
        url: Address of the story, or empty.
        is_collective: Whether a collective is honoured.
        citation: What it is for.
        is_illustration: Whether the person is an illustration.
    """

    name: str
    role: str
    award: str
    motif: str
    plate: str
    url: str
    is_collective: bool = False
    citation: str = ""
    is_illustration: bool = False


@dataclass
class LearnerStory:
    """A profile in a list: its sheet, and what to take from it.

    Attributes:
        sheet: The person's sheet, with the story's address.
        title: The story's title.
        lead: Its opening sentences.
        lessons: What everybody can copy, the first few.
    """

    sheet: Sheet
    title: str
    lead: str
    lessons: list[str]


def sheets_of(commendations: Iterable[Any]) -> list[Sheet]:
    """Return the sheets of commendations, neighbours on different grounds."""
    rows = list(commendations)
    plates = plates_for([row.recipient for row in rows])
    return [
        Sheet(
            name=row.public_name,
            role=row.public_unit,
            award=row.get_award_kind_display(),
            motif=(
                row.profile.motif
                if row.profile and row.profile.motif
                else motif_for(row.motif_kind, row.recipient)
            ),
            plate=plate,
            url=row.profile.url or "" if row.profile and row.profile.live else "",
            is_collective=row.person is None,
            citation=row.citation,
            is_illustration=bool(row.person and row.person.is_illustration),
        )
        for row, plate in zip(rows, plates, strict=True)
    ]


def sheets_of_profiles(profiles: Iterable[Any]) -> list[Sheet]:
    """Return the sheets of profiles."""
    rows = list(profiles)
    plates = plates_for([row.person.full_name for row in rows])
    return [
        Sheet(
            name=row.person.display_name,
            role=row.role,
            award="",
            motif=row.motif_name,
            plate=plate,
            url=row.url or "",
            is_illustration=row.person.is_illustration,
        )
        for row, plate in zip(rows, plates, strict=True)
    ]


def stories_of(profiles: Iterable[Any]) -> list[LearnerStory]:
    """Return the profiles as a list shows them; their ``lessons`` have to be read."""
    rows = list(profiles)
    return [
        LearnerStory(
            sheet=sheet,
            title=row.title,
            lead=row.lead,
            lessons=[lesson.value["title"] for lesson in row.lessons][:LESSONS_SHOWN],
        )
        for row, sheet in zip(rows, sheets_of_profiles(rows), strict=True)
    ]
