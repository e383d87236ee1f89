"""What an item puts on the screen, one slide after the other; rooms above add their own kinds."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from board.models import BoardItem
from week.models import Slogan, WeekEdition

WIDEST = "format-webp|width-1920"
"""The largest size that pages ask for (``core.rendition_sizes``): no original is ever sent."""
MOST_SLOGANS = 20


@dataclass(frozen=True)
class Entry:
    """One line of a list.

    Attributes:
        day: ISO date, by which the browser knows what is today's.
        weekday: The day in words, for those of another day.
        time: From when to when.
        title: What it is.
        place: Where.
        ends: When it is over, in milliseconds since 1970: the browser drops it then.
    """

    day: str
    weekday: str
    time: str
    title: str
    place: str
    ends: int


@dataclass(frozen=True)
class Slide:
    """One screen: few words, perhaps a picture.

    Attributes:
        form: ``words``, ``picture``, ``person`` or ``list``: how it is laid out.
        kicker: The small line above.
        title: The large words.
        text: A line below.
        picture: Address of a photograph or a drawing; empty for none.
        entries: The lines of a list.
    """

    form: str
    title: str = ""
    kicker: str = ""
    text: str = ""
    picture: str = ""
    entries: tuple[Entry, ...] = field(default=())

    def for_browser(self) -> dict[str, Any]:
        """Return it as the browser reads it, without what is empty."""
        return {name: value for name, value in asdict(self).items() if value}


Source = Callable[[], list[Slide]]
_sources: dict[str, Source] = {}


def register_source(kind: str, source: Source) -> None:
    """Let a room above say what items of a kind show now.

    Args:
        kind: One of ``BoardItem.Kind``.
        source: Returns the slides that anybody may see on a board at this moment, in a fixed number of queries.
    """
    _sources[kind] = source


def slides_of(
    items: Iterable[BoardItem], withheld: set[int], week: WeekEdition | None
) -> dict[int, list[Slide]]:
    """Return the slides of items by their keys; none for an item that may not be shown or has nothing to show.

    The queries depend on the kinds among the items, not on their number.

    Args:
        items: With their pictures.
        withheld: Keys of those that may not be shown (``consents.withheld_items``).
        week: Whose slogans stand for a slogan without words.
    """
    made: dict[str, list[Slide]] = {}
    slogans: list[Slide] | None = None
    found: dict[int, list[Slide]] = {}
    for item in items:
        if item.pk in withheld:
            found[item.pk] = []
        elif item.kind in _sources:
            if item.kind not in made:
                made[item.kind] = _sources[item.kind]()
            found[item.pk] = made[item.kind]
        elif item.kind == BoardItem.Kind.SLOGAN and not item.text:
            slogans = _slogans(week) if slogans is None else slogans
            found[item.pk] = slogans
        else:
            found[item.pk] = _own_slides(item)
    return found


def _own_slides(item: BoardItem) -> list[Slide]:
    if item.kind == BoardItem.Kind.SLOGAN:
        return [Slide("words", item.text)]
    if item.kind == BoardItem.Kind.TEXT:
        return [Slide("words", item.text, kicker=_("Thông báo"))]
    if item.kind == BoardItem.Kind.PICTURE and (address := picture_address(item.picture)):
        return [Slide("picture", text=item.text, picture=address)]
    return []


def _slogans(week: WeekEdition | None) -> list[Slide]:
    if week is None:
        return []
    slogans = Slogan.objects.filter(edition=week, is_active=True)[:MOST_SLOGANS]
    return [Slide("words", slogan.text) for slogan in slogans]


def picture_address(picture: Any) -> str:
    """Return the address of the picture's largest size that exists; empty while there is none."""
    if picture is None or not picture.made:
        return ""
    rendition = picture.get_rendition(WIDEST)
    return str(rendition.url) if rendition.width else ""
