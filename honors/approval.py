"""What the principal approves: the content itself, by a hash of the fields that mean something.

A save that changes none of them leaves the approval standing, whoever makes it and however often; one letter of a
citation, one name, one person more or less voids it, and ``changes`` says what it was.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.vietnamese import nfc
from honors.models import AwardKind, CommendationRound, ItemState

FIELD_NAMES = {
    "title": gettext_lazy("tên đợt"),
    "edition": gettext_lazy("Tuần lễ"),
    "legal_bases": gettext_lazy("căn cứ"),
    "recipient": gettext_lazy("tên"),
    "public_name": gettext_lazy("tên hiện trên trang"),
    "unit": gettext_lazy("lớp hoặc đơn vị"),
    "award_kind": gettext_lazy("hình thức"),
    "citation": gettext_lazy("thành tích"),
    "evidence": gettext_lazy("minh chứng"),
    "replaces": gettext_lazy("thay cho giấy số"),
}


@dataclass(frozen=True)
class Change:
    """One thing that is not as it was approved."""

    subject: str
    """The recipient, or empty for the round itself."""
    field: str
    before: str
    after: str

    def __str__(self) -> str:
        subject = f"{self.subject} – " if self.subject else ""
        if not self.field:
            return subject + (self.after or self.before)
        return _("%(subject)s%(field)s: “%(before)s” → “%(after)s”") % {
            "subject": subject,
            "field": self.field,
            "before": self.before or "…",
            "after": self.after or "…",
        }


def content_of(commendation_round: CommendationRound) -> dict[str, Any]:
    """Return the meaningful fields of the round and its items, as plain data. Three queries.

    What the council dropped is no part of it; what the principal has revoked stays one, so that a revocation
    leaves the approval of the others alone.
    """
    items = (
        commendation_round.commendations.exclude(state=ItemState.DROPPED)
        .select_related("person", "replaces")
        .order_by("pk")
    )
    return {
        "round": {
            "title": nfc(commendation_round.title).strip(),
            "edition": str(commendation_round.edition),
            "legal_bases": sorted(basis.number for basis in commendation_round.legal_bases.all()),
        },
        "items": {
            str(item.pk): {
                "recipient": nfc(item.recipient),
                "public_name": nfc(item.public_name),
                "unit": nfc(item.recipient_unit),
                "award_kind": item.award_kind,
                "citation": " ".join(nfc(item.citation).split()),
                "evidence": " ".join(nfc(item.evidence).split()),
                "replaces": item.replaces.certificate_label if item.replaces else "",
            }
            for item in items
        },
    }


def hash_of(content: dict[str, Any]) -> str:
    """Return the SHA-256 of the content in canonical JSON."""
    return hashlib.sha256(
        json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    ).hexdigest()


def shown_hash(commendation_round: CommendationRound) -> str:
    """Return the hash of what the round says now."""
    return hash_of(content_of(commendation_round))


def holds(commendation_round: CommendationRound) -> bool:
    """Return whether the round is still what was approved."""
    return bool(commendation_round.approved_hash) and (
        shown_hash(commendation_round) == commendation_round.approved_hash
    )


def changes(commendation_round: CommendationRound) -> list[Change]:
    """Return what has changed since the approval; nothing when there was none."""
    before = commendation_round.approved_content
    if not commendation_round.approved_hash or not before:
        return []
    after = content_of(commendation_round)
    found = _differences("", before["round"], after["round"])
    for key, item in before["items"].items():
        if key not in after["items"]:
            found.append(Change(item["recipient"], "", "", _("không còn trong đợt")))
        else:
            found += _differences(item["recipient"], item, after["items"][key])
    found += [
        Change(item["recipient"], "", "", _("mới thêm vào đợt"))
        for key, item in after["items"].items()
        if key not in before["items"]
    ]
    return found


def _differences(subject: str, before: dict[str, Any], after: dict[str, Any]) -> list[Change]:
    return [
        Change(
            subject, str(FIELD_NAMES[name]), _in_words(name, before.get(name)), _in_words(name, after[name])
        )
        for name in after
        if before.get(name) != after[name]
    ]


def _in_words(name: str, value: Any) -> str:
    if name == "award_kind":
        return str(AwardKind(value).label) if value in AwardKind.values else str(value)
    return ", ".join(value) if isinstance(value, list) else str(value or "")
