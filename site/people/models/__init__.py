"""The tables of people."""

from people.models.appearances import PageMention, PictureSubject, mentions_panel
from people.models.consent import Channel, Consent, Purpose
from people.models.person import Kind, Person
from people.models.takedown import TakenDown, WithheldPicture

__all__ = [
    "Channel",
    "Consent",
    "Kind",
    "PageMention",
    "Person",
    "PictureSubject",
    "Purpose",
    "TakenDown",
    "WithheldPicture",
    "mentions_panel",
]
