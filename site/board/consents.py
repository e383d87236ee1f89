"""Which items of a board may not be shown: they name or show a child who has not agreed to the boards."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from board.models import BoardItem
from core.vietnamese import spelled
from people.gate import missing_consents
from people.models import Channel, Person, PictureSubject, Purpose
from people.page_people import children, is_named


def pictures_shown() -> Any:
    """Return the keys of the pictures that boards show, as a query."""
    return BoardItem.objects.filter(picture__isnull=False, is_active=True).order_by().values("picture")


def withheld_items(items: Iterable[BoardItem]) -> set[int]:
    """Return the keys of the items that name or show somebody who may not be on a board for any purpose.

    Five queries, however many items there are. Slides of pages and honours ask for themselves (``slides``).
    """
    people: dict[int, dict[int, Person]] = defaultdict(dict)
    words = {item.pk: spelled(_words(item)) for item in items}
    whole = " ".join(words.values())
    for child in children():
        if is_named(child, whole):
            for key, text in words.items():
                if is_named(child, text):
                    people[key][child.pk] = child
    pictures = defaultdict(list)
    for item in items:
        if item.picture_id:
            pictures[item.picture_id].append(item.pk)
    for subject in PictureSubject.objects.filter(picture__in=pictures).select_related("person"):
        for key in pictures[subject.picture_id]:
            people[key][subject.person_id] = subject.person
    everybody = [person for found in people.values() for person in found.values()]
    forbidden = set.intersection(
        *(
            {missing.person.pk for missing in missing_consents(everybody, purpose, Channel.BOARD)}
            for purpose in Purpose
        )
    )
    return {key for key, found in people.items() if forbidden & set(found)}


def _words(item: BoardItem) -> str:
    """Return the item's words, and what its picture is said to show."""
    picture = item.picture
    return " \n ".join([item.text, *([picture.title, picture.description] if picture else [])])
