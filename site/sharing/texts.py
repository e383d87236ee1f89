"""The words for each network, fitted to what it takes. Plain text in, plain text out; no page, no database.

They are Vietnamese whatever language the editor's screen speaks: parents read them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from core.vietnamese import nfc
from sharing.networks import LIMITS, Limit, Network

MOST_TAGS = 5
ELLIPSIS = "…"
READ_ON = "Đọc cả bài"

_NOT_IN_TAG = re.compile(r"[\W_]+")
_ANGLES = str.maketrans("<>", "‹›")


@dataclass(frozen=True)
class Story:
    """What the texts are made of.

    Attributes:
        title: The page's title.
        lead: Its opening sentences; may be empty.
        details: A line that says when and where, for an activity; may be empty.
        address: The page's full address.
        short_address: The short one, for places where people read or type it.
        school: The school's name.
        tags: Words for hashtags, the most telling first.
    """

    title: str
    lead: str
    details: str
    address: str
    short_address: str
    school: str
    tags: tuple[str, ...] = ()


@dataclass(frozen=True)
class Text:
    """A box to copy from.

    Attributes:
        name: What the box is, for the form's field.
        text: The words.
        limit: The most characters it takes; 0 for none worth naming.
    """

    name: str
    text: str
    limit: int = 0


def hashtag(words: str) -> str:
    """Return the words as one hashtag with a capital for each: "khuyến đọc" gives "#KhuyếnĐọc"; "" for none."""
    parts = [part for part in _NOT_IN_TAG.split(nfc(words)) if part]
    tag = "".join(part[0].upper() + part[1:] for part in parts)
    # A hashtag of digits alone is a number to every network.
    return f"#{tag}" if any(character.isalpha() for character in tag) else ""


def hashtags(tags: tuple[str, ...]) -> str:
    """Return at most five different hashtags in one line."""
    made = {tag.casefold(): tag for tag in map(hashtag, reversed(tags)) if tag}
    return " ".join(list(reversed(made.values()))[:MOST_TAGS])


def cut(text: str, length: int) -> str:
    """Return at most so many characters of the text, cut between words."""
    if not length or len(text) <= length:
        return text
    shorter = text[: length - 1]
    return (shorter.rpartition(" ")[0] or shorter).rstrip(" ,.;:–-\n") + ELLIPSIS


def _fitted(paragraphs: list[str], lead: int, limit: int) -> str:
    """Join the paragraphs; when they are too long together, shorten the one at the place ``lead``."""
    too_much = len("\n\n".join(filter(None, paragraphs))) - limit
    if limit and too_much > 0:
        room = max(len(paragraphs[lead]) - too_much, 1)
        paragraphs = [*paragraphs[:lead], cut(paragraphs[lead], room), *paragraphs[lead + 1 :]]
    return cut("\n\n".join(filter(None, paragraphs)), limit)


def _facebook(story: Story, limit: Limit) -> list[Text]:
    paragraphs = [
        story.title,
        story.lead,
        story.details,
        f"{READ_ON}: {story.address}",
        hashtags(story.tags),
    ]
    return [Text("text", _fitted(paragraphs, 1, limit.text), limit.text)]


def _zalo(story: Story, limit: Limit) -> list[Text]:
    paragraphs = [story.lead or story.school, story.details]
    return [
        Text("title", cut(story.title, limit.title), limit.title),
        Text("text", _fitted(paragraphs, 0, limit.text), limit.text),
        Text("message", "\n".join(filter(None, [story.title, story.details, story.short_address]))),
    ]


def _youtube(story: Story, limit: Limit) -> list[Text]:
    paragraphs = [
        story.lead,
        story.details,
        f"{READ_ON}: {story.address}",
        story.school,
        hashtags(story.tags),
    ]
    return [
        Text("title", cut(story.title, limit.title).translate(_ANGLES), limit.title),
        Text("text", _fitted(paragraphs, 0, limit.text).translate(_ANGLES), limit.text),
    ]


def _enetviet(story: Story, limit: Limit) -> list[Text]:
    paragraphs = [
        f"{story.school} kính gửi quý phụ huynh:",
        story.title,
        story.lead,
        story.details,
        f"{READ_ON} tại: {story.short_address}",
    ]
    return [Text("text", _fitted(paragraphs, 2, limit.text), limit.text)]


_WRITERS = {
    Network.FACEBOOK: _facebook,
    Network.ZALO: _zalo,
    Network.YOUTUBE: _youtube,
    Network.ENETVIET: _enetviet,
}


def texts_for(story: Story) -> dict[Network, list[Text]]:
    """Return the boxes of each network, in the order in which they are shown."""
    return {network: write(story, LIMITS[network]) for network, write in _WRITERS.items()}
