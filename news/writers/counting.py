"""How many articles each department sent for a Week, and how many of them readers find."""

from __future__ import annotations

from typing import NamedTuple

from django.db.models import Count, Q

from news.models.story import StoryPage
from news.models.writers import Article
from week.models import WeekEdition


class DepartmentArticles(NamedTuple):
    """What one department sent.

    Attributes:
        name: Of the department that the writers belong to.
        sent: How many articles, whatever became of them.
        published: How many of them the public reads now.
        department: Key of the department.
    """

    name: str
    sent: int
    published: int
    department: int


def by_department(edition: WeekEdition | None) -> list[DepartmentArticles]:
    """Return the numbers of each department that sent something for the Week, in the school's order. One query."""
    readable = StoryPage.objects.published().order_by().values("pk")
    rows = (
        Article.objects.filter(edition=edition)
        .order_by("writer__department__sort_order", "writer__department__name", "writer__department")
        .values_list("writer__department__name", "writer__department")
        .annotate(sent=Count("pk"), published=Count("pk", filter=Q(story__in=readable)))
    )
    return [DepartmentArticles(name, sent, published, key) for name, key, sent, published in rows]
