"""What helps where a search has nothing to show: smaller questions, popular tags, what is new."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest

from core.finding.candidates import candidates
from core.finding.models import SearchEntry
from core.finding.spelling import Word
from core.listing import query_url
from core.querysets import public_only
from core.remembered import remembered
from home.search.groups import kind_label
from news.models import Category, NewsIndexPage, StoryPage, TaggedStory
from resources.choices import Subject
from resources.models import LibraryPage

LOOKED_AT = 500
"""The newest stories that say which tags are popular now."""
POPULAR_TABLES = ("news_storypage", "news_storytag", "news_taggedstory", "wagtailcore_page")
MOST_TAGS = 10
MOST_PARTS = 8
MOST_NEW, NEW_LOOKED_AT = 6, 60
NEW_KINDS = ("storypage", "activitypage", "profilepage", "initiativepage", "resourcepage", "guidepage")


@dataclass(frozen=True)
class Way:
    """A link with its words."""

    title: str
    url: str
    kind: str = ""


@dataclass(frozen=True)
class Part:
    """A smaller question, and how many pages answer it."""

    words: str
    url: str
    count: int


@dataclass(frozen=True)
class Popular:
    """What changes only when a page does.

    Attributes:
        tags: The popular ones, as links to their stories.
        topics: Categories that have stories, and the library's subjects.
    """

    tags: list[Way] = field(default_factory=list)
    topics: list[Way] = field(default_factory=list)


def popular() -> Popular:
    """Return the tags and topics; no query until something public is written."""
    return remembered("home.search.popular", POPULAR_TABLES, _looked_up)


def _looked_up() -> Popular:
    news, library = (model.objects.live().public().first() for model in (NewsIndexPage, LibraryPage))
    tags: list[Way] = []
    topics: list[Way] = []
    if news is not None:
        stories = dict(StoryPage.objects.published().values_list("pk", "category")[:LOOKED_AT])
        tagged = TaggedStory.objects.filter(content_object__in=list(stories)).values_list(
            "tag__name", "tag__slug"
        )
        often = Counter(tagged).most_common(MOST_TAGS)
        tags = [Way(name, f"{news.url}{query_url({'the': slug})}") for (name, slug), _count in often]
        used = set(stories.values())
        topics += [
            Way(str(label), f"{news.url}?chuyen-muc={value}", str(news.title))
            for value, label in Category.choices
            if value in used
        ]
    if library is not None:
        topics += [
            Way(str(label), f"{library.url}?mon={value}", str(library.title))
            for value, label in Subject.choices
        ]
    return Popular(tags, topics)


def newest(request: HttpRequest) -> list[Way]:
    """Return the newest pages worth reading: one query.

    Few are hidden before they leave the index: some more than are shown are enough, and no database goes through all.
    """
    latest = SearchEntry.objects.filter(kind__in=NEW_KINDS).order_by("-moment").values("pk")[:NEW_LOOKED_AT]
    found = SearchEntry.objects.filter(pk__in=latest, page__live=True)
    entries = public_only(found, "page__path").select_related("page").order_by("-moment")
    shown = entries.only("title", "page")[:MOST_NEW]
    return [
        Way(entry.title, entry.page.get_url(request) or "/", kind_label(entry.page.content_type_id))
        for entry in shown
    ]


def parts_found(together: list[str], words: list[Word]) -> list[Part]:
    """Return questions that do find something.

    Args:
        together: Folded words to try at once: one query. None is tried when there are less than two.
        words: Known words, each a question by itself.
    """
    parts = []
    if len(together) > 1:
        spelled = {word.folded: word.spelled for word in words}
        asked = [word for word in words if word.folded in together]
        found = candidates(together, min(word.pages for word in asked), min(word.titles for word in asked))
        if found.rows:
            parts.append(_part(" ".join(spelled[word] for word in together), len(found.rows)))
    parts += [_part(word.spelled, word.pages) for word in words if word.pages]
    return parts[:MOST_PARTS]


def _part(words: str, count: int) -> Part:
    parameters: dict[str, Any] = {"q": words}
    return Part(words, query_url(parameters), count)
