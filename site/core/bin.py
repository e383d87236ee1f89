"""Where deleted pages wait, told by their place in the tree, so that no room needs a query to leave them out.

The bin (``trash``) is a plain page below the root and outside every site: nothing in it has an address.
"""

from __future__ import annotations

from typing import Any

from wagtail.models import Page

BIN_SLUG = "thung-rac"
BIN_URL_PATH = f"/{BIN_SLUG}/"
"""What the ``url_path`` of the bin and of all below it begins with; beside it stands only the front page."""


def is_binned(page: Page) -> bool:
    """Return whether the page is the bin itself or lies in it."""
    return page.url_path.startswith(BIN_URL_PATH)


def outside_bin(rows: Any, page: str = "pk") -> Any:
    """Return the rows of the queryset whose page does not lie in the bin.

    A subquery of numbers, because a search takes no other filter on pages than by number.

    Args:
        rows: A queryset of pages, or of rows that refer to one.
        page: The name of a row's page, such as ``"page"``; left out for pages themselves.
    """
    binned = Page.objects.order_by().filter(url_path__startswith=BIN_URL_PATH).values("pk")
    return rows.exclude(**{f"{page}__in": binned})
