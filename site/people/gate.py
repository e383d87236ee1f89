"""The consent gate: who may be shown, for what, where, and what is missing for the others.

Every publishing of a page asks it (``people.publishing``), the schedule runner asks again at the moment itself,
and lists of commendations ask it inside their query (``showable``).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from core.dependence import today
from core.vietnamese import format_date
from people.models.consent import Channel, Consent, Purpose
from people.models.person import AGE_OF_OWN_WORD, Kind, Person


@dataclass(frozen=True)
class Missing:
    """One person who may not be shown, and why."""

    person: Person
    purpose: Purpose
    channel: Channel
    why: str

    def __str__(self) -> str:
        return _("%(person)s: %(why)s (%(purpose)s, %(channel)s).") % {
            "person": self.person,
            "why": self.why,
            "purpose": self.purpose.label,
            "channel": self.channel.label,
        }


def missing_consents(
    people: Iterable[Person], purpose: str, channel: str, at: datetime | None = None
) -> list[Missing]:
    """Return those of the people who may not be shown, each with the reason. One query.

    A child needs a consent in force. Anybody else may be shown unless a consent for the same was given and has
    ended: who took it back is not shown again.
    """
    wanted = list({person.pk: person for person in people if not person.is_illustration}.values())
    consents = defaultdict(list)
    if wanted:
        for consent in Consent.objects.covering(purpose, channel).filter(person__in=wanted):
            consents[consent.person_id].append(consent)
    day = timezone.localdate(at)
    found = []
    for person in wanted:
        why = _why_not(person, consents[person.pk], day)
        if why:
            found.append(Missing(person, Purpose(purpose), Channel(channel), why))
    return found


def _why_not(person: Person, consents: list[Consent], day: date) -> str:
    if not consents:
        return _("chưa có phiếu đồng ý") if person.needs_consent else ""
    reasons = [_why_void(person, consent, day) for consent in consents]
    return "" if "" in reasons else reasons[0]


def _why_void(person: Person, consent: Consent, day: date) -> str:
    if consent.withdrawn_at is not None:
        return _("đã rút lại đồng ý ngày %(day)s") % {"day": format_date(consent.withdrawn_at)}
    if consent.expires_on is not None and consent.expires_on < day:
        return _("phiếu đồng ý đã hết giá trị ngày %(day)s") % {"day": format_date(consent.expires_on)}
    if not person.needs_consent:
        return ""
    if not consent.guardian_name or consent.guardian_signed_on is None:
        return _("phiếu đồng ý chưa có chữ ký của cha mẹ")
    if consent.child_agreed_on is None and person.must_agree_oneself(day):
        return _("phiếu chưa ghi rằng chính em đồng ý")
    return ""


def showable(purpose: str, channel: str, at: datetime | None = None, prefix: str = "person") -> Q:
    """Return the condition that a row's person may be shown: the same rule as ``missing_consents``, in SQL.

    Args:
        purpose: What for.
        channel: Where.
        at: When; now if it is missing.
        prefix: The row's relation to the person. A row without a person (a collective) passes.
    """
    day = timezone.localdate(at) if at else today()
    covering: Any = Consent.objects.covering(purpose, channel).filter(person=OuterRef(prefix))
    in_force = covering.in_force(at)
    signed = in_force.exclude(guardian_name="").filter(
        Q(child_agreed_on__isnull=False) | Q(person__birth_date__gt=_years_before(day, AGE_OF_OWN_WORD)),
        guardian_signed_on__isnull=False,
    )
    child = Q(**{f"{prefix}__kind": Kind.STUDENT})
    return (
        Q(**{f"{prefix}__isnull": True})
        | Q(**{f"{prefix}__is_illustration": True})
        | (child & Exists(signed))
        | (~child & (Exists(in_force) | ~Exists(covering)))
    )


def _years_before(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:  # 29 February
        return day.replace(year=day.year - years, day=28)
