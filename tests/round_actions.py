"""How each action of a round is done through the real views, and how one knows that it was."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone

from honors import approval
from honors.models import Commendation, CommendationRound, DecisionNumber, ItemState, RoundState
from papers.models import PrintJob
from tests import factories

NEW_TITLE, NEW_CITATION = "Đợt mang tên khác", "Đã dạy cả trường gấp thuyền giấy."
REASON = "Xin ghi rõ em đã dạy ai."


# --- How each action is done --------------------------------------------------------------------


def item_data(item: Commendation, **changes: Any) -> dict[str, Any]:
    """What the form of a commendation sends."""
    return {
        "person": item.person_id or "",
        "collective_name": item.collective_name,
        "award_kind": item.award_kind,
        "citation": item.citation,
        "evidence": item.evidence,
        "profile": "",
        "is_public": "on",
        "replaces": "",
        "seen_state": item.round.state,
    } | changes


def to_round(name: str, *words: str, **data: Any) -> Callable[..., Any]:
    """Post to a view of the round."""
    return lambda client, stands, item: client.post(reverse(name, args=[stands.pk, *words]), data)


def edit_round(client: Any, stands: CommendationRound, item: Commendation) -> Any:
    data = {"title": NEW_TITLE, "edition": stands.edition_id, "note": "", "meeting_date": ""}
    return client.post(reverse("wagtailsnippets_honors_commendationround:edit", args=[stands.pk]), data)


def add_item(client: Any, stands: CommendationRound, item: Commendation) -> Any:
    new = Commendation(
        round=stands, collective_name="Tập thể lớp 5/3", award_kind="praise", citation=NEW_CITATION
    )
    return client.post(reverse("honors_items:add", args=[stands.pk]), item_data(new))


def edit_item(client: Any, stands: CommendationRound, item: Commendation) -> Any:
    return client.post(reverse("honors_items:edit", args=[item.pk]), item_data(item, citation=NEW_CITATION))


def to_item(name: str, **data: Any) -> Callable[..., Any]:
    """Post to a view of one commendation."""
    return lambda client, stands, item: client.post(reverse(name, args=[item.pk]), data)


def approve(client: Any, stands: CommendationRound, item: Commendation) -> Any:
    marks = {
        f"decision-{pk}": "approve" for pk in stands.commendations.standing().values_list("pk", flat=True)
    }
    data = {"shown": approval.shown_hash(stands), "password": factories.PASSWORD} | marks
    return client.post(reverse("honors_signing:decide", args=[stands.pk]), data)


def number(client: Any, stands: CommendationRound, item: Commendation) -> Any:
    day = timezone.localdate()
    data = {"number": DecisionNumber.objects.count() + 1, "day": f"{day:%d/%m/%Y}"}
    return client.post(reverse("honors_rounds:number", args=[stands.pk]), data)


def schedule(client: Any, stands: CommendationRound, item: Commendation) -> Any:
    moment = timezone.localtime() + timedelta(days=2)
    return client.post(
        reverse("honors_rounds:schedule", args=[stands.pk]), {"moment": f"{moment:%d/%m/%Y %H:%M}"}
    )


def download(client: Any, stands: CommendationRound, item: Commendation) -> Any:
    return client.get(reverse("honors_printing:decision", args=[stands.pk]))


# --- What each action does ----------------------------------------------------------------------


def becomes(state: RoundState) -> Callable[..., bool]:
    return lambda answer, stands, item: stands.state == state


def item_becomes(state: ItemState, field: str) -> Callable[..., bool]:
    def has_become(answer: Any, stands: CommendationRound, item: Commendation) -> bool:
        item.refresh_from_db()
        return item.state == state and getattr(item, field) == REASON

    return has_become


def is_removed(answer: Any, stands: CommendationRound, item: Commendation) -> bool:
    return not Commendation.objects.filter(pk=item.pk).exists()


def is_edited(answer: Any, stands: CommendationRound, item: Commendation) -> bool:
    item.refresh_from_db()
    return item.citation == NEW_CITATION


def is_a_word_file(answer: Any, stands: CommendationRound, item: Commendation) -> bool:
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return answer.status_code == 200 and content.startswith(b"PK")


@dataclass(frozen=True)
class Way:
    """How an action is done through the site, and how one knows that it was."""

    do: Callable[..., Any]
    effect: Callable[..., bool]
    status: int = 302
    not_now: str = ""
    """What is said when it cannot be done; by default it names the state."""


WAYS = {
    "view": [
        Way(
            lambda client, stands, item: client.get(reverse("honors_rounds:overview", args=[stands.pk])),
            lambda answer, stands, item: stands.title in answer.content.decode(),
            200,
        )
    ],
    "edit_round": [Way(edit_round, lambda answer, stands, item: stands.title == NEW_TITLE)],
    "add_item": [Way(add_item, lambda answer, stands, item: stands.commendations.count() == 3)],
    "edit_item": [Way(edit_item, is_edited)],
    "remove_item": [Way(to_item("honors_items:remove"), is_removed)],
    "drop_item": [
        Way(to_item("honors_items:drop", reason=REASON), item_becomes(ItemState.DROPPED, "drop_reason"))
    ],
    "propose": [Way(to_round("honors_rounds:step", "propose"), becomes(RoundState.PROPOSED))],
    "submit": [Way(to_round("honors_rounds:step", "submit"), becomes(RoundState.WITH_PRINCIPAL))],
    "send_back": [
        Way(to_round("honors_rounds:reason", "send-back", reason=REASON), becomes(RoundState.RETURNED))
    ],
    "withdraw": [Way(to_round("honors_rounds:step", "withdraw"), becomes(RoundState.DRAFT))],
    "approve": [Way(approve, becomes(RoundState.APPROVED), not_now="Quyết định của bạn chưa được ghi.")],
    "return": [
        Way(to_round("honors_rounds:reason", "return", reason=REASON), becomes(RoundState.RETURNED)),
        Way(
            to_round("honors_signing:return", reason=REASON, password=factories.PASSWORD),
            becomes(RoundState.RETURNED),
        ),
    ],
    "number": [Way(number, becomes(RoundState.NUMBERED))],
    "download": [Way(download, is_a_word_file, 200)],
    "print": [
        Way(
            to_round("honors_printing:certificates", form="pdf"),
            lambda answer, stands, item: PrintJob.objects.get().get_absolute_url() == answer["Location"],
        )
    ],
    "schedule": [Way(schedule, becomes(RoundState.SCHEDULED))],
    "publish": [Way(to_round("honors_rounds:publish"), becomes(RoundState.LIVE))],
    "unschedule": [Way(to_round("honors_rounds:step", "unschedule"), becomes(RoundState.NUMBERED))],
    "unpublish": [Way(to_round("honors_rounds:step", "unpublish"), becomes(RoundState.NUMBERED))],
    "revoke": [
        Way(
            to_item("honors_items:revoke", reason=REASON),
            item_becomes(ItemState.REVOKED, "revocation_reason"),
        )
    ],
}
