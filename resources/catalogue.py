"""The library's catalogue: facets with several choices each, words, an order and pages, in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import TextChoices
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.choices import Audience, Grade
from core.finding.candidates import MOST, candidates
from core.finding.entries import mark
from core.finding.question import Question
from core.listing import Facet, FacetOption, Parameters, chosen, paginate, query_url
from resources.choices import Language, Licence, ResourceType, Subject
from resources.stock import Stock, stock

RESOURCES_PER_PAGE = 12
SEVERAL = "."
"""Stands between the choices of a facet: ``?mon=mathematics.science``."""

FACETS: list[tuple[str, Any, str, type[TextChoices], bool]] = [
    # address, title, field, choices, whether the field holds a set
    ("mon", _("Môn"), "subjects", Subject, True),
    ("lop", _("Lớp"), "grades", Grade, True),
    ("loai", _("Loại"), "resource_type", ResourceType, False),
    ("cho", _("Dành cho"), "audiences", Audience, True),
    ("giay-phep", _("Giấy phép"), "licence", Licence, False),
    ("tieng", _("Ngôn ngữ"), "language", Language, False),
]
FIELDS = {name: is_set for _address, _title, name, _choices, is_set in FACETS}

BY_TITLE, NEWEST, BEST = "ten", "moi", "hop"
ORDERS = {
    BY_TITLE: (_("Theo tên, A–Z"), ("title", "pk")),
    NEWEST: (_("Mới đăng trước"), ("-first_published_at", "-pk")),
}


@dataclass(frozen=True)
class ManyFacet(Facet):
    """A facet of which several values may be chosen; ``selected`` stands for all of them together."""

    @property
    def selected(self) -> FacetOption | None:
        """All choices as one: its link lets go of them all."""
        picked = [option for option in self.options if option.is_selected]
        if not picked:
            return None
        return FacetOption(
            value=SEVERAL.join(option.value for option in picked),
            label=", ".join(option.label for option in picked),
            count=sum(option.count for option in picked),
            url=self.clear_url,
            is_selected=True,
        )


@dataclass(frozen=True)
class Order:
    """A way to sort, with its link."""

    label: str
    url: str
    is_current: bool


@dataclass(frozen=True)
class Rows:
    """The resources that were found, page by page: one query each, of nothing but their keys."""

    resources: Any
    keys: Sequence[int] | tuple[Stock, int]
    number: int

    def count(self) -> int:
        """Return how many there are; nothing is asked."""
        return self.number

    def __len__(self) -> int:
        return self.number

    def __getitem__(self, part: slice) -> list[Any]:
        start, stop = part.start or 0, self.number if part.stop is None else part.stop
        if isinstance(self.keys, tuple):
            held, bits = self.keys
            keys: Sequence[int] = held.part(bits, start, stop)
        else:
            keys = self.keys[start:stop]
        # Without an order: SQLite would go through the index that has it, past all the others.
        found = self.resources.order_by().defer("body").in_bulk(keys)
        return [found[key] for key in keys if key in found]


def everything(resources: Any) -> Stock:
    """Return all resources by title."""
    return stock(BY_TITLE, resources.order_by(*ORDERS[BY_TITLE][1]), FIELDS)


def catalogue(request: HttpRequest, resources: Any) -> dict[str, Any]:
    """Return the listing, the facets with their counts, the orders and the words searched for.

    A value's count says how many resources it would bring beside the other facets' choices; values of one facet add
    up. Queries: the words (two, as `core.finding` has it), the resources shown.

    Args:
        request: Its known parameters filter; others are ignored.
        resources: What the public may see of the library.
    """
    question = Question.of(request)
    picked = {name: _picked(request.GET.get(name), choices) for name, _t, _f, choices, _s in FACETS}
    order = chosen(request.GET.get("xep"), ORDERS.items())
    params: dict[str, str | None] = {
        **{name: SEVERAL.join(values) or None for name, values in picked.items()},
        "q": question.typed or None,
        "dung": "1" if question.is_exact else None,
    }
    is_filtered = any(params.values())
    params["xep"] = order if order != BY_TITLE or question.typed else None

    order_used = order or BY_TITLE
    held = stock(order_used, resources.order_by(*ORDERS[order_used][1]), FIELDS)
    bits, best, is_cut = held.all, None, False
    if question.typed:
        marks = ((mark("kind", "resourcepage"),),)
        found = candidates(question.words, question.commonness, question.titled, marks)
        best, is_cut = [row.page for row in found.rows], found.is_cut
        bits = held.among(best)
    left = {
        name: held.having(field, picked[name]) if picked[name] else held.all
        for name, _t, field, _c, _s in FACETS
    }
    facets = [_facet(held, row, picked[row[0]], _all_but(row[0], left, bits), params) for row in FACETS]
    bits = _all_but("", left, bits)
    keys: Sequence[int] | tuple[Stock, int] = (held, bits)
    if best is not None and order is None:
        there = set(held.part(bits, 0, bits.bit_count()))
        keys = [key for key in best if key in there]
    context = {
        "listing": paginate(request, Rows(resources, keys, bits.bit_count()), RESOURCES_PER_PAGE, params),
        "facets": facets,
        "orders": _orders(order, params, has_words=bool(question.typed)),
        "words": question.typed,
        "is_cut": is_cut,
        "cut_note": _("Đếm trong %(number)d học liệu đầu.") % {"number": MOST} if is_cut else "",
        "most": MOST,
        "is_filtered": is_filtered,
        "has_choices": any(params.values()),
        "without_words": query_url({**params, "q": None, "dung": None}),
        "everywhere_url": f"{reverse('search')}?{urlencode({'q': question.typed}, errors='replace')}",
    }
    if question.is_corrected:
        exact = {**params, "q": question.typed, "dung": "1"}
        context |= {"meant": question.spelled, "exact_url": query_url(exact)}
    return context


def _picked(raw: str | None, choices: type[TextChoices]) -> list[str]:
    """Return the known values in a parameter, in the order of the choices."""
    asked = set((raw or "").split(SEVERAL))
    return [value for value in choices.values if value in asked]


def _all_but(name: str, left: dict[str, int], bits: int) -> int:
    for other, what in left.items():
        if other != name:
            bits &= what
    return bits


def _facet(held: Stock, row: tuple[Any, ...], picked: list[str], bits: int, params: Parameters) -> ManyFacet:
    name, title, field, choices, _is_set = row
    others = {other: value for other, value in params.items() if other != name}
    options = []
    for value, label in choices.choices:
        count = (held.having(field, [value]) & bits).bit_count()
        if not count and value not in picked:
            continue
        # One more or one less of the values, in the order of the choices: each set has one address only.
        after = [one for one in choices.values if (one in picked) != (one == value)]
        url = query_url(others, **{name: SEVERAL.join(after) or None})
        options.append(FacetOption(value, str(label), count, url, is_selected=value in picked))
    return ManyFacet(name=name, title=str(title), options=options, clear_url=query_url(others))


def _orders(order: str | None, params: Parameters, *, has_words: bool) -> list[Order]:
    orders = [
        Order(
            str(label), query_url(params, xep=name if has_words or name != BY_TITLE else None), order == name
        )
        for name, (label, _fields) in ORDERS.items()
    ]
    if has_words:
        return [Order(str(_("Hợp nhất trước")), query_url(params, xep=None), order is None), *orders]
    first, *others = orders
    return [Order(first.label, first.url, order in {None, BY_TITLE}), *others]
