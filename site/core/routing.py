"""From an address to its page in two queries, however deep it lies."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q
from django.http import Http404, HttpRequest
from wagtail.models import Page
from wagtail.url_routing import RouteResult

from core.dependence import narrowed

DEEPEST = 10
"""Longer addresses are nobody's: they would only make a long query."""


class FlatRouteMixin:
    """For the page at the root: find the page of an address at once.

    Wagtail walks down page by page, two queries a level. Here one query finds every page on the way and one
    reads the last with the relations it shows (``serving_relations``); ``above`` keeps the way for breadcrumbs.
    """

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Return the page for the components, or let it route what is left of them.

        Raises:
            Http404: No such page.
        """
        if not path_components:
            return super().route(request, path_components)  # type: ignore[misc]
        if len(path_components) > DEEPEST:
            raise Http404
        way = self._pages_on_the_way(path_components)
        if not way:
            raise Http404
        page = specific_for_serving(way[-1])
        page.above = [self, *way[:-1]]
        return page.route(request, path_components[len(way) :])

    def _pages_on_the_way(self, components: list[str]) -> list[Page]:
        depth, path = self.depth, self.path  # type: ignore[attr-defined]
        steps = (Q(slug=slug, depth=depth + level) for level, slug in enumerate(components, start=1))
        with narrowed():  # an answer depends on the pages on its way, not on all others
            found = list(Page.objects.filter(reduce(or_, steps), path__startswith=path).order_by("depth"))
        way: list[Page] = []
        for level, slug in enumerate(components, start=1):
            above = way[-1].path if way else path
            step = next(
                (
                    page
                    for page in found
                    if page.depth == depth + level and page.slug == slug and page.path.startswith(above)
                ),
                None,
            )
            if step is None:
                break
            way.append(step)
        return way


def specific_for_serving(page: Page) -> Any:
    """Return the page as its own type, read together with the relations that its template shows."""
    model = page.specific_class
    relations = getattr(model, "serving_relations", ())
    if model is None or not relations:
        return page.specific
    return model._default_manager.select_related(*relations).get(pk=page.pk)
