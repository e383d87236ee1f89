"""The public search: a question, its results with facets, suggestions while one types, and ways on.

It is built on `core.finding`, which keeps what can be found.
"""

from home.search.results import search_pages
from home.search.suggestions import suggestions

__all__ = ["search_pages", "suggestions"]
