"""What a search can be narrowed by: where, in which year, by whom. Each choice stands in the address."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import and_
from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from core.finding.candidates import Candidate, Marks
from core.finding.entries import mark
from core.listing import Facet, Parameters, chosen, facet
from home.search.groups import GROUPS, group_of, kinds_of, marks_of
from week.models import Department

KIND, YEAR, DOER = "noi", "nam", "bo-phan"
YEAR_DIGITS = 4


@dataclass(frozen=True)
class Filters:
    """What was chosen; None is no choice."""

    kind: str | None
    year: str | None
    doer: str | None

    @classmethod
    def of(cls, request: HttpRequest) -> Filters:
        """Return the choices in the address; an odd one is none."""
        groups = [(name, label) for name, (label, _kinds) in GROUPS.items()]
        year, doer = request.GET.get(YEAR, ""), request.GET.get(DOER, "")
        return cls(
            kind=chosen(request.GET.get(KIND), groups),
            year=year if len(year) == YEAR_DIGITS and year.isascii() and year.isdigit() else None,
            doer=doer if 0 < len(doer) <= 9 and doer.isascii() and doer.isdigit() else None,  # noqa: PLR2004  # a key
        )

    @property
    def parameters(self) -> dict[str, str | None]:
        """The choices as the address has them."""
        return {KIND: self.kind, YEAR: self.year, DOER: self.doer}

    def __bool__(self) -> bool:
        return any(self.parameters.values())

    @property
    def marks(self) -> Marks:
        """What the index has for the choices."""
        groups = []
        if self.kind:
            groups.append(marks_of(self.kind))
        groups += [
            (mark(name, int(value)),) for name, value in (("year", self.year), ("doer", self.doer)) if value
        ]
        return tuple(groups)

    @property
    def condition(self) -> Q:
        """The same, asked of the entries."""
        conditions = [Q()]
        if self.kind:
            conditions.append(Q(kind__in=kinds_of(self.kind)))
        conditions += [
            Q(**{name: int(value)}) for name, value in (("year", self.year), ("doer", self.doer)) if value
        ]
        return reduce(and_, conditions)

    def left(self, rows: Iterable[Candidate], beside: str = "") -> list[Candidate]:
        """Return the rows that the choices leave, but for the one named ``beside``."""
        wanted = {name: value for name, value in self.parameters.items() if value and name != beside}
        return [row for row in rows if all(_values(row)[name] == value for name, value in wanted.items())]

    def facets(self, rows: list[Candidate], parameters: Parameters) -> list[Facet]:
        """Return the facets, each counting what the other choices leave: one query, for names of departments.

        A facet with a single value that is not chosen says nothing and is left out.
        """
        counts = {name: _count(self.left(rows, beside=name), name) for name in self.parameters}
        doers = [key for key in {*counts[DOER], self.doer} if key]
        departments = Department.objects.filter(pk__in=doers).order_by("sort_order", "name", "pk")
        names = dict(departments.values_list("pk", "short_name")) if doers else {}
        choices: dict[str, list[tuple[str, Any]]] = {
            KIND: [(name, label) for name, (label, _kinds) in GROUPS.items()],
            YEAR: [
                (year, year) for year in sorted({*counts[YEAR], *filter(None, [self.year])}, reverse=True)
            ],
            DOER: [(str(key), name) for key, name in names.items()],
        }
        titles = {KIND: _("Mục"), YEAR: _("Năm"), DOER: _("Bộ phận")}
        return [
            facet(name, titles[name], choices[name], counts[name], value, parameters)
            for name, value in self.parameters.items()
            if value or len(counts[name]) > 1
        ]


def _values(row: Candidate) -> dict[str, str]:
    return {KIND: group_of(row.kind), YEAR: str(row.year), DOER: str(row.doer or "")}


def _count(rows: Iterable[Candidate], name: str) -> Counter[str]:
    return Counter(value for row in rows if (value := _values(row)[name]))
