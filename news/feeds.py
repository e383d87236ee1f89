"""The newest stories for feed readers. A feed is given its news index; it imports none."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.contrib.syndication.views import Feed
from django.http import HttpRequest
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed
from django.utils.translation import gettext as _

from core.school_settings import SchoolSettings

FEED_STORIES = 20
SCHOOLS_BEGINNING = datetime(2023, 1, 1, tzinfo=UTC)
"""The date of an empty feed of an index that was never published by anybody."""


@dataclass(frozen=True)
class Source:
    """What a feed is of.

    Attributes:
        page: The news index.
        category: The category (of ``TextChoices``) that its stories have; None for all.
    """

    page: Any
    category: Any = None

    @property
    def title(self) -> str:
        """The index's title, with the category."""
        return f"{self.page.title}: {self.category.label}" if self.category else self.page.title


class SteadyDate(SyndicationFeed):
    """A feed that says the same whenever it is asked: Django dates one without items to the present moment."""

    def latest_post_date(self) -> datetime:
        """Return the date of the newest item; without one, when the index was opened."""
        return super().latest_post_date() if self.items else self.feed["opened_at"]


class RssWriter(SteadyDate, Rss201rev2Feed):
    """RSS 2.0."""


class AtomWriter(SteadyDate, Atom1Feed):
    """Atom 1.0."""


class RssFeed(Feed):
    """RSS 2.0 of a news index."""

    feed_type: type[SyndicationFeed] = RssWriter
    language = "vi"

    def get_object(self, request: HttpRequest, page: Any, category: Any = None) -> Source:
        """Return the index and the category; remember the request, which page addresses need."""
        self.request = request
        return Source(page, category)

    def feed_extra_kwargs(self, source: Source) -> dict[str, Any]:
        """Return the date of an empty feed."""
        return {"opened_at": source.page.first_published_at or SCHOOLS_BEGINNING}

    def title(self, source: Source) -> str:
        """Return the feed's name."""
        school = SchoolSettings.for_request(self.request)
        return f"{source.title} – {school.short_name}"

    def author_name(self, source: Source) -> str:
        """Return the school: Atom (RFC 4287, 4.1.1) asks for somebody where a story names nobody."""
        return SchoolSettings.for_request(self.request).name

    def description(self, source: Source) -> str:
        """Return the index's lead."""
        return source.page.lead or _("Tin bài mới nhất")

    def link(self, source: Source) -> str:
        """Return the index's address; a category's is that of the filtered list."""
        address = source.page.get_full_url(self.request)
        return f"{address}?chuyen-muc={source.category.value}" if source.category else address

    def items(self, source: Source) -> list[Any]:
        """Return the newest stories."""
        if source.category:
            return source.page.stories().newest_of(FEED_STORIES, category=source.category)
        return list(source.page.stories().select_related("department").defer("body")[:FEED_STORIES])

    def item_title(self, item: Any) -> str:
        """Return the story's title."""
        return item.title

    def item_description(self, item: Any) -> str:
        """Return the story's lead."""
        return item.lead or item.description

    def item_link(self, item: Any) -> str:
        """Return the story's address."""
        return item.get_full_url(self.request)

    def item_author_name(self, item: Any) -> str | None:
        """Return who wrote the story, with the department; None where nobody is named."""
        if not item.byline:
            return None
        return f"{item.byline}, {item.department.name}" if item.department else item.byline

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

    feed_type = AtomWriter
    subtitle = RssFeed.description


class JsonFeedWriter(SyndicationFeed):
    """Writes a JSON Feed 1.1 (jsonfeed.org/version/1.1)."""

    content_type = "application/feed+json; charset=utf-8"

    def write(self, outfile: Any, encoding: str) -> None:
        """Write the feed; every item has its lead as its text."""
        items = [
            {
                "id": item["link"],
                "url": item["link"],
                "title": item["title"],
                "content_text": item["description"],
                "date_published": _moment(item["pubdate"]),
                "date_modified": _moment(item["updateddate"]),
                "authors": [{"name": item["author_name"]}] if item["author_name"] else [],
                "tags": [str(name) for name in item["categories"]],
            }
            for item in self.items
        ]
        feed = {
            "version": "https://jsonfeed.org/version/1.1",
            "title": self.feed["title"],
            "home_page_url": self.feed["link"],
            "feed_url": self.feed["feed_url"],
            "description": self.feed["description"],
            "authors": [{"name": self.feed["author_name"]}],
            "language": self.feed["language"],
            "items": [{name: value for name, value in item.items() if value} for item in items],
        }
        outfile.write(json.dumps(feed, ensure_ascii=False).encode(encoding))


def _moment(value: datetime | None) -> str:
    return timezone.localtime(value).isoformat(timespec="seconds") if value else ""


class JsonFeed(RssFeed):
    """JSON Feed 1.1 of a news index."""

    feed_type = JsonFeedWriter
