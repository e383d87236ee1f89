"""What a reviewer should know before deciding: none of it forbids anything."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from difflib import SequenceMatcher

from django.utils.translation import gettext as _

from core.vietnamese import fold_words, format_date
from honors.models import Commendation, CommendationRound
from people.gate import missing_consents
from people.linter import hardship_words
from people.models import Channel, Purpose

SAME_ACHIEVEMENT = 0.75
"""Citations that are alike to this degree (0 to 1) are taken for one achievement told twice."""


def round_cautions(commendation_round: CommendationRound) -> list[str]:
    """Return what is odd about the round itself. One query."""
    day = commendation_round.signing_date
    bases = list(commendation_round.legal_bases.all())
    found = [
        _("Căn cứ %(number)s không còn (hoặc chưa có) hiệu lực vào ngày ký %(day)s.")
        % {"number": basis.number, "day": format_date(day)}
        for basis in bases
        if not basis.is_in_force(day)
    ]
    if not bases:
        found.append(_("Đợt chưa ghi căn cứ nào."))
    if not commendation_round.minutes:
        found.append(_("Chưa có biên bản họp xét."))
    return found


def item_cautions(items: Iterable[Commendation]) -> dict[int, list[str]]:
    """Return the cautions of each item, by its id. Three queries, whatever the number of items.

    Args:
        items: Items of one edition, with ``person`` and ``round`` read.
    """
    rows = list(items)
    found: dict[int, list[str]] = defaultdict(list)
    people = [row.person for row in rows if row.person]
    missing = {gap.person.pk: gap.why for gap in missing_consents(people, Purpose.HONOUR, Channel.WEBSITE)}
    for row in rows:
        if row.person_id in missing:
            found[row.pk].append(
                _("Chưa được nêu tên trên trang: %(why)s.") % {"why": missing[row.person_id]}
                if row.is_public
                else _("Được khen nhưng không nêu trên trang: %(why)s.") % {"why": missing[row.person_id]}
            )
        if words := hardship_words(f"{row.citation} {row.evidence}"):
            found[row.pk].append(
                _("Có lời nói về hoàn cảnh gia đình: %(words)s. Hãy chỉ kể việc học.")
                % {"words": ", ".join(words)}
            )
    _add_repetitions(rows, found)
    return dict(found)


def recipient_key(item: Commendation) -> str:
    """Return what makes two items the same recipient's."""
    return f"#{item.person_id}" if item.person_id else fold_words(item.collective_name)


def _add_repetitions(rows: list[Commendation], found: dict[int, list[str]]) -> None:
    """Say where the same recipient stands in the same Week a second time."""
    if not rows:
        return
    edition = rows[0].round.edition_id
    others = defaultdict(list)
    for other in (
        Commendation.objects.standing().filter(round__edition=edition).select_related("person", "round")
    ):
        others[recipient_key(other)].append(other)
    for row in rows:
        for other in others[recipient_key(row)]:
            if other.pk in {row.pk, row.replaces_id} or other.replaces_id == row.pk:
                continue
            alike = SequenceMatcher(None, fold_words(row.citation), fold_words(other.citation)).ratio()
            words = {"round": other.round, "kind": other.get_award_kind_display()}
            if alike >= SAME_ACHIEVEMENT:
                found[row.pk].append(
                    _("Cùng một thành tích đã được đề nghị khen trong Tuần lễ này: %(kind)s, %(round)s.")
                    % words
                )
            else:
                found[row.pk].append(
                    _("Người này còn một đề nghị khác trong Tuần lễ này: %(kind)s, %(round)s.") % words
                )
