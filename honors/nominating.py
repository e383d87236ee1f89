"""Nominations: taking them in, seeing who else was named alike, and what the editors do with them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from difflib import SequenceMatcher
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import log

from core.vietnamese import fold_words
from core.visible_text import NameField, VisibleTextField
from honors.models import Commendation, CommendationRound, Nomination, NomineeKind
from honors.recipients import collectives_in, next_position, people_in
from honors.rules import Action
from honors.steps import check, locked
from people.models import Person

NEAR = 0.85
"""Folded names that are alike to this degree (0 to 1) may be one person's, written in two ways."""
SENT_TWICE = timedelta(hours=1)
NOMINATORS_NAMED = 3


class NominationForm(forms.ModelForm):
    """What a nomination says."""

    fields: dict[str, Any]

    class Meta:
        model = Nomination
        fields = ["nominee_name", "kind", "unit", "deed", "nominator_name", "nominator_contact"]
        labels = {
            "nominee_name": gettext_lazy("Đề cử ai?"),
            "kind": gettext_lazy("Người ấy là ai?"),
            "unit": gettext_lazy("Lớp hoặc đơn vị"),
            "deed": gettext_lazy("Người ấy đã làm gì?"),
            "nominator_name": gettext_lazy("Ai đề cử?"),
            "nominator_contact": gettext_lazy("Cách liên lạc"),
        }
        field_classes = {
            **dict.fromkeys(("nominee_name", "nominator_name"), NameField),
            **dict.fromkeys(("unit", "deed", "nominator_contact"), VisibleTextField),
        }
        help_texts = {"nominee_name": gettext_lazy("Họ và tên, hoặc tên tập thể.")}
        widgets = {"deed": forms.Textarea(attrs={"rows": 6}), "kind": forms.RadioSelect}
        error_messages = {
            "nominee_name": {"required": gettext_lazy("Hãy ghi tên người được đề cử.")},
            "kind": {
                "required": gettext_lazy("Hãy chọn một ô."),
                "invalid_choice": gettext_lazy("Hãy chọn một ô."),
            },
            "deed": {"required": gettext_lazy("Hãy kể người ấy đã làm gì.")},
            "nominator_name": {"required": gettext_lazy("Hãy ghi tên người đề cử.")},
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = NomineeKind.choices  # without the empty one


def was_just_sent(nomination: Nomination) -> bool:
    """Return whether the same words came within the last hour: somebody pressed the button twice."""
    names = ("nominee_name", "kind", "unit", "deed", "nominator_name", "nominator_contact")
    same = {name: getattr(nomination, name) for name in names}
    return Nomination.objects.filter(created_at__gt=timezone.now() - SENT_TWICE, **same).exists()


# --- Who else was named alike ------------------------------------------------------------------


@dataclass
class Alike:
    """What is known under the same name or nearly the same.

    Attributes:
        nominations: Other nominations, newest first.
        people: People on file.
        commendations: Commendations that stand.
        is_same: Whether one of them has the very name, marks aside.
    """

    nominations: list[Nomination] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)
    commendations: list[Commendation] = field(default_factory=list)
    is_same: bool = False

    def __bool__(self) -> bool:
        return bool(self.nominations or self.people or self.commendations)

    @property
    def nominators(self) -> list[str]:
        """Who made the other nominations, each once; the latest three."""
        return list(dict.fromkeys(other.nominator_name for other in self.nominations))[:NOMINATORS_NAMED]


def find_alike(nominations: Iterable[Nomination]) -> dict[int, Alike]:
    """Return for each nomination, by its id, who else is named alike. Three queries, however many there are."""
    wanted = list(nominations)
    known: dict[str, list[Any]] = defaultdict(list)
    for nomination in Nomination.objects.all():
        known[fold_words(nomination.nominee_name)].append(nomination)
    for person in Person.objects.all():
        known[fold_words(person.full_name)].append(person)
    for item in Commendation.objects.standing().select_related("person", "round").order_by("-pk"):
        known[fold_words(item.recipient)].append(item)
    return {nomination.pk: _alike(nomination, known) for nomination in wanted}


def _alike(nomination: Nomination, known: dict[str, list[Any]]) -> Alike:
    own = fold_words(nomination.nominee_name)
    matcher = SequenceMatcher(None, "", own, autojunk=False)
    found = Alike()
    for name, rows in known.items():
        if name != own and not _is_near(matcher, name):
            continue
        others = [row for row in rows if row != nomination]
        found.is_same = found.is_same or bool(others and name == own)
        found.nominations += [row for row in others if isinstance(row, Nomination)]
        found.people += [row for row in others if isinstance(row, Person)]
        found.commendations += [row for row in others if isinstance(row, Commendation)]
    return found


def _is_near(matcher: SequenceMatcher, name: str) -> bool:
    matcher.set_seq1(name)
    return matcher.real_quick_ratio() >= NEAR and matcher.quick_ratio() >= NEAR and matcher.ratio() >= NEAR


# --- What the editors do -----------------------------------------------------------------------


@dataclass(frozen=True)
class Proposal:
    """What an editor makes of a nomination.

    Attributes:
        award_kind: An ``honors.models.AwardKind``.
        citation: At most 300 letters.
        person: Somebody on file, or a new person not saved yet; None for a collective.
    """

    award_kind: str
    citation: str
    person: Person | None = None


def accept(
    nomination: Nomination, commendation_round: CommendationRound, proposal: Proposal, user: Any
) -> Commendation:
    """Put the nomination into a round as a commendation.

    Raises:
        PermissionDenied: The user's role may not add to rounds.
        ValidationError: The round takes nobody now, has this recipient already, or the nomination is done with.
    """
    with locked(commendation_round) as current:
        check(user, Action.ADD_ITEM, current)
        held = _hold_new(nomination)
        _refuse_repetition(held, current, proposal.person)
        if proposal.person and proposal.person.pk is None:
            proposal.person.full_clean(exclude=["sort_key"])
            proposal.person.save()
        item = Commendation(
            round=current,
            person=proposal.person,
            collective_name="" if proposal.person else held.nominee_name,
            award_kind=proposal.award_kind,
            citation=proposal.citation,
            evidence=_evidence(held),
            position=next_position(current),
            added_by=user,
        )
        item.full_clean()
        item.save()
        log(instance=item, action="wagtail.create", user=user)
        held.state, held.commendation = Nomination.State.ACCEPTED, item
        held.save(update_fields=["state", "commendation"])
    return item


def dismiss(nomination: Nomination, reason: str) -> None:
    """Put the nomination aside, with the reason.

    Raises:
        ValidationError: It is done with already.
    """
    with transaction.atomic():
        held = _hold_new(nomination)
        held.state, held.dismissal_reason = Nomination.State.DISMISSED, reason
        held.save(update_fields=["state", "dismissal_reason"])


def _hold_new(nomination: Nomination) -> Nomination:
    held = Nomination.objects.select_for_update(no_key=True).get(pk=nomination.pk)
    if held.state != Nomination.State.NEW:
        raise ValidationError(
            _("Đề cử này đã có người giải quyết: %(state)s.") % {"state": held.get_state_display().lower()},
            code="done",
        )
    return held


def _refuse_repetition(
    nomination: Nomination, commendation_round: CommendationRound, person: Person | None
) -> None:
    if person:
        is_repeated = person.pk in people_in(commendation_round)
    else:
        is_repeated = fold_words(nomination.nominee_name) in collectives_in(commendation_round)
    if is_repeated:
        raise ValidationError(
            {"recipient": _("Đã có trong đợt này. Nếu là đề cử trùng, hãy chọn “Không dùng” và ghi lý do.")}
        )


def _evidence(nomination: Nomination) -> str:
    """Return the whole deed, and who told of it, for the council's eyes."""
    told = _("Người đề cử: %(name)s.") % {"name": nomination.nominator_name}
    longest = (Commendation._meta.get_field("evidence").max_length or 0) - len(told) - 1
    deed = nomination.deed if len(nomination.deed) <= longest else f"{nomination.deed[: longest - 1]}…"
    return f"{deed}\n{told}"
