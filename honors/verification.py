"""What anybody may learn of a certificate from the token printed on it: whether it holds, never who it is for.

The full name is never given away: whoever has the paper types it, and is told whether it is right.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from django.conf import settings
from django.urls import reverse

from core.vietnamese import fold_words, initials
from honors.models import Commendation, ItemState, RoundState

STANDS = (RoundState.NUMBERED, RoundState.SCHEDULED, RoundState.LIVE)
"""A round that was taken off the page stands: what was given is given."""

_TOKEN = re.compile(r"[0-9a-f]{32}")


class Status(StrEnum):
    """Where a certificate stands."""

    VALID = "valid"
    NOT_YET = "not_yet"
    REVOKED = "revoked"
    REPLACED = "replaced"


@dataclass(frozen=True)
class Verdict:
    """What the public learns.

    Attributes:
        commendation: The award.
        status: Where its certificate stands.
        replacement: The award whose certificate stands in its place, or None.
    """

    commendation: Commendation
    status: Status
    replacement: Commendation | None = None

    @property
    def shows_facts(self) -> bool:
        """Whether number, kind and initials are told: of an award that was decided, not of one taken back before."""
        return self.commendation.state in {ItemState.AWARDED, ItemState.REVOKED}

    @property
    def asks_for_name(self) -> bool:
        """Whether a name may be checked: a collective's stands on the page anyway."""
        return self.shows_facts and self.commendation.person is not None

    @property
    def shown_name(self) -> str:
        """The initials of a person, the name of a collective."""
        name = self.commendation.decided_name
        return initials(name) if self.commendation.person else name

    @property
    def certificate_label(self) -> str:
        """The certificate's number as it is printed: ``05/2023``."""
        return self.commendation.certificate_label


def is_token(text: str) -> bool:
    """Return whether the text can be a token at all: 128 bits in small hexadecimal letters."""
    return bool(_TOKEN.fullmatch(text))


def verdict_on(token: str) -> Verdict | None:
    """Return what the token stands for, or None when there is no such certificate. Two queries at most."""
    if not is_token(token):
        return None
    commendation = Commendation.objects.select_related("person", "round").filter(token=token).first()
    if commendation is None:
        return None
    replacement = (
        commendation.replaced_by.filter(state=ItemState.AWARDED, round__state=RoundState.LIVE)
        .select_related("round")
        .order_by("-pk")
        .first()
    )
    return Verdict(commendation, _status(commendation, replacement), replacement)


def _status(commendation: Commendation, replacement: Commendation | None) -> Status:
    if commendation.state == ItemState.REVOKED:
        return Status.REVOKED
    was_published = commendation.round.published_at is not None and commendation.round.state in STANDS
    if commendation.state != ItemState.AWARDED or not was_published:
        return Status.NOT_YET
    return Status.REPLACED if replacement else Status.VALID


def is_name_of(commendation: Commendation, typed: str) -> bool:
    """Return whether the typed name is the recipient's, with or without marks and whatever the capitals."""
    wanted = fold_words(commendation.decided_name)
    return bool(wanted) and fold_words(typed) == wanted


def verification_url(commendation: Commendation) -> str:
    """Return the whole address that the certificate's QR code leads to.

    Raises:
        ValueError: It has no token yet.
    """
    if not commendation.token:
        raise ValueError("Only a numbered commendation has an address for verification.")
    return f"{settings.WAGTAILADMIN_BASE_URL}{reverse('verify', args=[commendation.token])}"
