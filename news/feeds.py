"""The newest stories for feed readers. A feed is given its news index; it imports none."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.syndication.views import Feed
from django.http import HttpRequest
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from core.school_settings import SchoolSettings

FEED_STORIES = 20


class RssFeed(Feed):
    """RSS 2.0 of a news index."""

    language = "vi"

    def get_object(self, request: HttpRequest, page: Any) -> Any:
        """Return the index; remember the request, which page addresses need."""
        self.request = request
        return page

    def title(self, page: Any) -> str:
        """Return the feed's name."""
        school = SchoolSettings.for_request(self.request)
        return f"{page.title} – {school.short_name}"

    def description(self, page: Any) -> str:
        """Return the index's lead."""
        return page.lead or _("Tin bài mới nhất")

    def link(self, page: Any) -> str:
        """Return the index's address."""
        return page.get_full_url(self.request)

    def items(self, page: Any) -> list[Any]:
        """Return the newest stories."""
        return list(page.stories().defer("body")[:FEED_STORIES])

    def item_title(self, item: Any) -> str:
        """Return the story's title."""
        return item.title

    def item_description(self, item: Any) -> str:
        """Return the story's lead."""
        return item.lead or item.description

    def item_link(self, item: Any) -> str:
        """Return the story's address."""
        return item.get_full_url(self.request)

    def item_pubdate(self, item: Any) -> datetime | None:
        """Return the moment the story went live."""
        return item.first_published_at

    def item_updateddate(self, item: Any) -> datetime | None:
        """Return the moment of the last published change."""
        return item.last_published_at

    def item_categories(self, item: Any) -> list[Any]:
        """Return the story's category."""
        return [item.get_category_display()]


class AtomFeed(RssFeed):
    """Atom 1.0 of a news index."""

    feed_type = Atom1Feed
    subtitle = RssFeed.description
