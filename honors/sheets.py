"""Honour sheets: the printed pictures that hang on a line, one for each commendation or profile."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from drawing.motifs import motif_for, plates_for


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


def sheet_of(commendation: Any) -> Sheet:
    """Return the sheet of one commendation."""
    return sheets_of([commendation])[0]


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
            motif=row.motif or motif_for(row.person.kind, row.person.full_name),
            plate=plate,
            url=row.url or "",
            is_illustration=row.person.is_illustration,
        )
        for row, plate in zip(rows, plates, strict=True)
    ]
