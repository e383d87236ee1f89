"""The library's catalogue: facets, free text and pages, in a fixed number of queries."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from core.choices import Audience, Grade
from core.fields import includes
from core.listing import chosen, facet, paginate
from core.vietnamese import fold_words
from resources.choices import Language, Licence, ResourceType, Subject

RESOURCES_PER_PAGE = 12
LONGEST_QUERY = 200

FACETS = [
    # address, title, field, choices, whether the field holds a set
    ("cho", _("Dành cho"), "audiences", Audience, True),
    ("lop", _("Lớp"), "grades", Grade, True),
    ("loai", _("Loại"), "resource_type", ResourceType, False),
    ("mon", _("Môn"), "subjects", Subject, True),
    ("giay-phep", _("Giấy phép"), "licence", Licence, False),
    ("tieng", _("Ngôn ngữ"), "language", Language, False),
]


def _condition(field: str, value: str, is_set: bool) -> Q:  # noqa: FBT001  # a column of FACETS
    return includes(field, value) if is_set else Q(**{field: value})


def _alias(name: str, value: str) -> str:
    return f"{name}_{value}".replace("-", "_")


def _found(model: Any, words: str) -> list[int]:
    """Return the keys of what the words find. Search goes first: its backends refuse our filters."""
    if not fold_words(words):
        return []
    return [
        resource.pk for resource in model.objects.order_by().live().search(words, order_by_relevance=False)
    ]


def catalogue(request: HttpRequest, resources: Any) -> dict[str, Any]:
    """Return the listing, the facets with their counts and the words searched for.

    A facet's counts are those of the resources that the other facets leave, so that no choice leads to an
    empty page. All counts come from one aggregate query.

    Args:
        request: Its known parameters filter; others are ignored.
        resources: The resources to choose from, ordered.
    """
    words = request.GET.get("q", "").replace("\x00", " ").strip()[:LONGEST_QUERY]
    selected = {
        name: chosen(request.GET.get(name), choices.choices) for name, _title, _field, choices, _set in FACETS
    }
    params = selected | {"q": words or None}
    if words:
        resources = resources.filter(pk__in=_found(resources.model, words))

    conditions = {
        name: _condition(field, value, is_set)
        for name, _title, field, _choices, is_set in FACETS
        if (value := selected[name])
    }
    aggregates = {}
    for name, _title, field, choices, is_set in FACETS:
        others = Q()
        for other, condition in conditions.items():
            if other != name:
                others &= condition
        for value in choices.values:
            aggregates[_alias(name, value)] = Count("pk", filter=others & _condition(field, value, is_set))
    counts = resources.order_by().aggregate(**aggregates)
    facets = [
        facet(
            name,
            title,
            [
                (value, label)
                for value, label in choices.choices
                if counts[_alias(name, value)] or value == selected[name]
            ],
            {value: counts[_alias(name, value)] for value in choices.values},
            selected[name],
            params,
        )
        for name, title, _field, choices, _set in FACETS
    ]
    for condition in conditions.values():
        resources = resources.filter(condition)
    return {
        "listing": paginate(request, resources.defer("body"), RESOURCES_PER_PAGE, params),
        "facets": facets,
        "words": words,
        "is_filtered": any(params.values()),
        "chosen_options": [option for group in facets for option in group.options if option.is_selected],
    }
