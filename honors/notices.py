"""Who is told of what in the life of a round and of a nomination. Without a name: a notice may go out by mail."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.audience import holders
from accounts.notices import Mail, in_school_language, notify
from honors.models import CommendationRound, Nomination, RoundState
from honors.rules import APPROVING, NUMBERING
from people.page_people import naming_children

if TYPE_CHECKING:
    from accounts.models import User

DECIDING_ON_NOMINATIONS = "honors.change_nomination"


def tell_signers(commendation_round: CommendationRound) -> None:
    """Tell the principal that a round waits."""
    count = commendation_round.commendations.standing().count()
    with in_school_language():
        notify(
            holders(APPROVING),
            _("Có %(count)d đề nghị khen chờ duyệt") % {"count": count},
            _("Đợt “%(round)s” có %(count)d đề nghị đang chờ thầy cô duyệt ở trang “Chờ tôi duyệt”.")
            % {"round": commendation_round, "count": count},
            reverse("honors_signing:list"),
            actor=commendation_round.submitted_by,
        )


def tell_proposer(commendation_round: CommendationRound, actor: User) -> None:
    """Tell who proposed and who submitted what was decided; of an approval also who enters the number.

    Args:
        commendation_round: The round as it is after the decision.
        actor: Who decided.
    """
    url = reverse("honors_rounds:overview", args=[commendation_round.pk])
    people = (commendation_round.proposed_by, commendation_round.submitted_by)
    words = {"round": commendation_round}
    with in_school_language():
        if commendation_round.state == RoundState.RETURNED:
            subject = _("Đợt khen “%(round)s” được trả lại") % words
            reason = commendation_round.return_reason
            # The principal writes what they like; a mail must not carry a child's name away.
            mail = Mail.DISCREET if naming_children([f"{subject} \n {reason}"]) else Mail.IN_FULL
            notify(people, subject, reason, url, actor=actor, mail=mail)
            return
        notify(people, _("Đợt khen “%(round)s” đã được duyệt") % words, url=url, actor=actor)
        if commendation_round.state == RoundState.APPROVED:
            clerks = holders(NUMBERING).exclude(pk__in=[person.pk for person in people if person])
            subject = _("Đợt khen “%(round)s” đã được duyệt, chờ vào sổ lấy số") % words
            notify(clerks, subject, url=url, actor=actor)


def tell_of_nominations() -> None:
    """Tell the editors how many nominations nobody has looked at; one notice, however many come in a day."""
    count = Nomination.objects.filter(state=Nomination.State.NEW).count()
    with in_school_language():
        notify(
            holders(DECIDING_ON_NOMINATIONS),
            _("Có %(count)d đề cử mới chưa ai xem") % {"count": count},
            _("Mở trang “Đề cử” để đưa vào một đợt khen, hoặc ghi lý do không dùng."),
            reverse("honors_nominations:list"),
            is_collapsed=True,
        )
