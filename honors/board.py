"""The board of honour: who hangs on it, and the three ways to look for somebody.

One query counts who is commended, by Week, kind of person and class or unit; every choice, its number and the
length of the list come from those few rows, however many people there are.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from core.dependence import today
from core.listing import CountedRows, Facet, ListingPage, chosen, facet, paginate, query_url
from core.remembered import remembered, remembered_keys
from core.vietnamese import slugify
from honors.models.commendations import APPROVAL_TABLES, Commendation, CommendationQuerySet
from honors.models.rounds import CommendationRound
from honors.sheets import Sheet, sheets_of
from people.models import Kind

SHEETS_PER_PAGE = 24
EVERYBODY = 500
"""On the page that is made for printing."""
COLLECTIVE = "collective"
YEAR, KIND, UNIT, ALL = "nam", "la", "don-vi", "tat-ca"


@dataclass(frozen=True)
class Cell:
    """How many commendations one kind of person of one unit has in one Week."""

    year: str
    kind: str
    unit: str
    raw_unit: str
    number: int

    def value(self, name: str) -> str:
        """Return what the facet of this name sees of the cell."""
        return {YEAR: self.year, KIND: self.kind, UNIT: self.unit}[name]


@dataclass
class Group:
    """Those of one round on this page, under the decision that commended them."""

    round: CommendationRound
    people: list[Sheet] = field(default_factory=list)
    collectives: list[Sheet] = field(default_factory=list)


@dataclass
class Board:
    """One page of the board.

    Attributes:
        listing: The page of commendations.
        groups: Its sheets, by round.
        facets: Week, kind and unit; a question with one answer is left out.
        selected: The choices by name, None for an open one.
        units: The units as they are written that the chosen one stands for.
        everybody_url: Address of the page with all of them, for printing; empty when this is it.
    """

    listing: ListingPage
    groups: list[Group]
    facets: list[Facet]
    selected: dict[str, str | None]
    units: list[str]
    everybody_url: str

    @property
    def is_filtered(self) -> bool:
        """Whether the page is a choice of the whole board."""
        return any(self.selected.values())


def board(request: HttpRequest) -> Board:
    """Return the page of the board that the address asks for. One query, and one for what is not remembered; unknown values mean no choice."""
    cells = _cells()
    choices: dict[str, list[tuple[str, Any]]] = {
        YEAR: [(year, year) for year in sorted({cell.year for cell in cells}, reverse=True)],
        KIND: [
            choice
            for choice in [*Kind.choices, (COLLECTIVE, _("Tập thể"))]
            if any(cell.kind == choice[0] for cell in cells)
        ],
        UNIT: sorted(_unit_labels(cells).items(), key=_natural),
    }
    selected = {name: chosen(request.GET.get(name), options) for name, options in choices.items()}
    params = selected | {ALL: chosen(request.GET.get(ALL), [("1", "")])}
    titles = {YEAR: _("Tuần lễ"), KIND: _("Ai"), UNIT: _("Lớp, đơn vị")}
    facets = [
        facet(name, titles[name], options, _counts(cells, name, selected), selected[name], params)
        for name, options in choices.items()
        if len(options) > 1
    ]
    units = sorted({cell.raw_unit for cell in cells if cell.unit and cell.unit == selected[UNIT]})
    total = sum(cell.number for cell in cells if _matches(cell, selected))
    per_page = EVERYBODY if params[ALL] else SHEETS_PER_PAGE
    listing = paginate(request, _Rows(selected, units, total), per_page, params)
    everybody_url = query_url(params, **{ALL: "1"}) if listing.is_paginated else ""
    return Board(listing, _groups(listing.object_list), facets, selected, units, everybody_url)


def _cells() -> list[Cell]:
    """Return how many are commended, by Week, kind and unit; remembered for the day."""
    return remembered(f"board.cells:{today()}", APPROVAL_TABLES, _counted)


def _counted() -> list[Cell]:
    counted = (
        Commendation.objects.approved()
        .order_by()
        .values_list("round__edition__year", "person__kind", "person__unit")
        .annotate(number=models.Count("pk"))
    )
    return [
        Cell(str(year), kind or COLLECTIVE, slugify(unit or ""), unit or "", number)
        for year, kind, unit, number in counted
    ]


def _unit_labels(cells: Sequence[Cell]) -> dict[str, str]:
    """Return the name of each unit; “Lớp 3/2” and “lớp 3/2” are one."""
    return {
        cell.unit: cell.raw_unit[:1].upper() + cell.raw_unit[1:]
        for cell in sorted(cells, key=lambda cell: cell.raw_unit)
        if cell.unit
    }


def _natural(choice: tuple[str, Any]) -> list[str | int]:
    """Sort ``lop-3-2`` before ``lop-10-1``: words and numbers take turns."""
    return [int(part) if part.isdigit() else part for part in re.split(r"([0-9]+)", choice[0])]


def _matches(cell: Cell, selected: dict[str, str | None]) -> bool:
    return all(value is None or cell.value(name) == value for name, value in selected.items())


def _counts(cells: Sequence[Cell], name: str, selected: dict[str, str | None]) -> Counter[str]:
    """Return how many each value of a facet has among those that the other facets leave."""
    counts: Counter[str] = Counter()
    for cell in cells:
        if _matches(cell, selected | {name: None}):
            counts[cell.value(name)] += cell.number
    return counts


class _Rows(CountedRows):
    """The commendations of a choice; in which order all of them hang there is remembered for the day."""

    def __init__(self, selected: dict[str, str | None], units: list[str], number: int) -> None:
        super().__init__(_rows(selected, units), number)
        self.name = "-".join(str(value) for value in (*selected.values(), today()))

    def __getitem__(self, part: slice) -> Any:
        keys = remembered_keys(f"board:{self.name}", APPROVAL_TABLES, self.rows)
        shown = self.rows.for_cards().select_related("round__edition").filter(pk__in=keys[part])
        return shown.defer("profile__body", "profile__lessons")


def _rows(selected: dict[str, str | None], units: list[str]) -> CommendationQuerySet:
    rows: CommendationQuerySet = Commendation.objects.approved()
    if year := selected[YEAR]:
        rows = rows.filter(round__edition__year=int(year))
    if selected[KIND] == COLLECTIVE:
        rows = rows.filter(person__isnull=True)
    elif selected[KIND]:
        rows = rows.filter(person__kind=selected[KIND])
    if selected[UNIT]:
        rows = rows.filter(person__unit__in=units)
    return rows.order_by(
        "-round__edition__year",
        models.F("round__decision_date").desc(nulls_last=True),
        "-round_id",
        models.F("person__sort_key").asc(nulls_last=True),
        "collective_name",
        "pk",
    )


def _groups(rows: list[Commendation]) -> list[Group]:
    groups = []
    for _round, pairs in groupby(zip(rows, sheets_of(rows), strict=True), key=lambda pair: pair[0].round_id):
        members = list(pairs)
        sheets = [sheet for _row, sheet in members]
        groups.append(
            Group(
                members[0][0].round,
                people=[sheet for sheet in sheets if not sheet.is_collective],
                collectives=[sheet for sheet in sheets if sheet.is_collective],
            )
        )
    return groups
