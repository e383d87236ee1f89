"""What the consent gate says of a page that is about to go public."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _
from wagtail.models import Page

from core.vietnamese import spelled
from people.gate import missing_consents
from people.models import Channel, Person, Purpose
from people.page_people import MENTIONS, named_in_words_only, people_of


def purpose_of(page: Page) -> Purpose:
    """Return what a page shows people for."""
    return Purpose(getattr(page, "shown_for", Purpose.STORY))


def can_come_down(page: Page) -> bool:
    """Return whether the page can be taken down by itself: the front page and the sections cannot."""
    return not getattr(page, "is_section", False)


def obstacles_of(
    page: Page, mentions: Iterable[Person] | None = None, channel: Channel = Channel.WEBSITE
) -> list[tuple[str, str]]:
    """Return (field, sentence) for everybody whom the page may not name or show on the channel.

    A page that cannot be taken down by itself may show no child at all: a withdrawal could not be carried out.

    Args:
        page: The page as it would be published.
        mentions: Who stands in its list of names; read from the page if missing.
        channel: Where its words and pictures are to be shown.
    """
    if mentions is None:
        mentions = _mentions_of(page)
    listed = list(mentions)
    found = []
    for name, people in people_of(page, mentions=listed).items():
        if not can_come_down(page):
            found += [
                (
                    name,
                    _("%(person)s: trang này không gỡ riêng được nên không nêu tên hay ảnh học sinh.")
                    % {"person": person},
                )
                for person in people
                if person.needs_consent
            ]
            continue
        found += [
            (name, str(missing))
            for missing in missing_consents(people, purpose_of(page), channel)
            if name == MENTIONS or not _is_somebody_else(missing.person, page, name, listed, channel)
        ]
    return found


def _mentions_of(page: Page) -> list[Person]:
    return [row.person for row in page.people_named.all()] if page.pk else []


def _is_somebody_else(person: Person, page: Page, name: str, listed: list[Person], channel: Channel) -> bool:
    """Return whether the words mean another of the same name, whom the editor has put into the list."""
    if person in listed or not named_in_words_only(person, page, name):
        return False
    own_name = spelled(person.full_name)
    namesakes = [other for other in listed if other.pk != person.pk and spelled(other.full_name) == own_name]
    return bool(namesakes) and not missing_consents(namesakes, purpose_of(page), channel)
