"""Which pages the public may see, decided inside the query."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, F, OuterRef
from django.db.models.functions import Left, Length
from wagtail.models import PageManager, PageViewRestriction
from wagtail.query import PageQuerySet


def public_only(pages: Any, path: str = "path") -> Any:
    """Return the pages that stand under no view restriction.

    The same as Wagtail's ``public()``, which reads all restrictions first: a query more on each use.

    Args:
        pages: A queryset of pages, or of what belongs to a page.
        path: Where its rows have the page's path.
    """
    return pages.filter(~Exists(_restrictions_above(path)))


@cache
def _restrictions_above(path: str) -> Any:
    """Return the question itself, which is put together once; it is asked within other questions alone."""
    return PageViewRestriction.objects.annotate(
        own=F("page__path"), start=Left(OuterRef(path), Length("page__path"))
    ).filter(own=F("start"))


class SchoolPageQuerySet(PageQuerySet):
    """The pages of this site."""

    def of_own_type(self) -> Any:
        """Return the pages of the model itself, said so that an index of pages by type can be used.

        Wagtail's ``exact_type`` says the same as a set of one, by which SQLite would sort all of them.
        """
        kind = ContentType.objects.get_for_model(self.model)
        return self.filter(content_type=kind)

    def public(self) -> SchoolPageQuerySet:
        """Return the pages that stand under no view restriction."""
        return public_only(self)


SchoolPageManager = PageManager.from_queryset(SchoolPageQuerySet)
