"""A round's life: put together, proposed, weighed, approved or returned, numbered, published as one, taken back."""

from __future__ import annotations

from html import unescape
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from accounts.roles import Role
from honors import approval, steps
from honors.models import Commendation, CommendationRound, ItemState, RoundState
from honors.publication import publish, unpublish
from honors.rules import Action, may
from tests import factories
from tests.module_school import school_for_the_module

pytestmark = pytest.mark.django_db
school = school_for_the_module()

REASON = "Xin ghi rõ em đã dạy ai."


@pytest.fixture
def editor(school) -> Any:
    return factories.user(Role.EDITOR, email="bien-tap@truong.example")


@pytest.fixture
def principal(school) -> Any:
    return factories.user(Role.PRINCIPAL, email="hieu-truong@truong.example")


@pytest.fixture
def make(editor) -> Any:
    """A function that gives a round in a state, of three commendations, all by the editor."""
    return lambda state, **fields: factories.commendation_round(
        state=state, editor=editor, **({"items": 3} | fields)
    )


def log_of(stands: CommendationRound) -> list[str]:
    entries = ModelLogEntry.objects.for_instance(stands).order_by("timestamp", "pk")
    return [entry.action.removeprefix("honors.") for entry in entries]


def page(client: Any, stands: CommendationRound, user: Any) -> str:
    client.force_login(user)
    return unescape(client.get(reverse("honors_rounds:overview", args=[stands.pk])).content.decode())


def step(client: Any, stands: CommendationRound, name: str, **data: Any) -> Any:
    answer = client.post(reverse("honors_rounds:step", args=[stands.pk, name]), data)
    stands.refresh_from_db()
    return answer


def tokens(stands: CommendationRound) -> list[str | None]:
    return list(stands.commendations.order_by("pk").values_list("token", flat=True))


# --- From the first name to the public ---------------------------------------------------------------


def test_a_round_is_taken_through_its_life_in_the_admin(client, editor, principal):
    week = factories.edition()
    clerk, learner = factories.user(Role.CLERK), factories.person()
    factories.consent(learner)
    client.force_login(editor)
    data = {"title": "Đợt khen thưởng Tuần lễ", "edition": week.pk, "note": "", "meeting_date": ""}
    answer = client.post(reverse("wagtailsnippets_honors_commendationround:add"), data)
    stands = CommendationRound.objects.get()
    assert answer["Location"] == reverse("honors_rounds:overview", args=[stands.pk])
    words = {"award_kind": "praise", "citation": "Đã giúp cả lớp cùng đọc.", "is_public": "on"}
    for who in ({"person": learner.pk}, {"collective_name": "Tập thể lớp 5/3"}):
        assert client.post(reverse("honors_items:add", args=[stands.pk]), words | who).status_code == 302
    first, second = stands.commendations.order_by("position")
    assert (first.person, second.collective_name) == (learner, "Tập thể lớp 5/3")
    assert (first.position, second.position) == (1, 2)
    assert {first.added_by, second.added_by} == {editor}

    step(client, stands, "propose")
    assert (stands.state, stands.proposed_by) == (RoundState.PROPOSED, editor)
    step(client, stands, "submit")
    assert (stands.state, stands.submitted_by) == (RoundState.WITH_PRINCIPAL, editor)

    client.force_login(principal)
    decisions = {f"decision-{pk}": "approve" for pk in (first.pk, second.pk)}
    sent = decisions | {"shown": approval.shown_hash(stands), "password": factories.PASSWORD}
    client.post(reverse("honors_signing:decide", args=[stands.pk]), sent)
    stands.refresh_from_db()
    assert (stands.state, stands.approved_by) == (RoundState.APPROVED, principal)
    assert tokens(stands) == [None, None], "approving is not numbering"
    assert not Commendation.objects.approved().exists(), "nor publishing"

    client.force_login(clerk)
    today = timezone.localdate()
    client.post(reverse("honors_rounds:number", args=[stands.pk]), {"number": 1, "day": f"{today:%d/%m/%Y}"})
    stands.refresh_from_db()
    assert (stands.state, stands.decision_number, stands.decision_date) == (RoundState.NUMBERED, 1, today)
    assert not Commendation.objects.approved().exists()

    client.force_login(editor)
    client.post(reverse("honors_rounds:publish", args=[stands.pk]))
    stands.refresh_from_db()
    assert stands.state == RoundState.LIVE
    assert stands.published_at is not None
    assert set(Commendation.objects.approved()) == {first, second}
    assert [name for name in log_of(stands) if "." not in name] == [
        "propose",
        "submit",
        "approve",
        "number",
        "publish",
    ]


def test_the_history_names_every_step_in_vietnamese(client, make, editor):
    stands = make("live")
    unpublish(stands, editor)
    steps.withdraw(stands, editor)
    text = page(client, stands, editor)
    for words in (
        "Đề nghị xét",
        "Trình hiệu trưởng",
        "Duyệt: duyệt 3, trả lại 0",
        f"Vào sổ: {stands.decision_label}",
        "Công bố",
        "Gỡ khỏi trang",
        "Rút về để sửa",
    ):
        assert f"– {words}" in text


# --- Returned ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(("state", "name"), [("proposed", "send-back"), ("with_principal", "return")])
def test_a_return_at_any_review_needs_its_reason_and_shows_it(client, make, editor, state, name):
    stands = make(state)
    client.force_login(editor if name == "send-back" else factories.user(Role.PRINCIPAL))
    address = reverse("honors_rounds:reason", args=[stands.pk, name])
    for empty in ("", "   ", "\n"):
        answer = client.post(address, {"reason": empty})
        assert answer.status_code == 422
        assert answer.context["reason_form"].errors == {"reason": ["Hãy ghi lý do."]}
    stands.refresh_from_db()
    assert stands.state == state
    assert client.post(address, {"reason": REASON}).status_code == 302
    stands.refresh_from_db()
    assert (stands.state, stands.return_reason) == (RoundState.RETURNED, REASON)
    assert REASON in page(client, stands, editor)
    assert log_of(stands)[-1] == "return"


def test_a_reason_that_is_too_long_is_kept_in_its_box(client, make, principal):
    stands = make("with_principal")
    client.force_login(principal)
    address = reverse("honors_rounds:reason", args=[stands.pk, "return"])
    answer = client.post(address, {"reason": "dài " * 400})
    assert answer.status_code == 422
    assert "dài dài dài" in answer.content.decode()
    stands.refresh_from_db()
    assert stands.state == RoundState.WITH_PRINCIPAL


def test_a_returned_round_is_mended_and_proposed_again(client, make, editor, principal):
    stands = make("returned")
    item = stands.commendations.first()
    client.force_login(editor)
    data = {
        "person": item.person_id,
        "award_kind": "letter",
        "citation": "Đã viết rõ hơn.",
        "is_public": "on",
    }
    assert client.post(reverse("honors_items:edit", args=[item.pk]), data).status_code == 302
    step(client, stands, "propose")
    assert (stands.state, stands.return_reason) == (RoundState.PROPOSED, "")
    step(client, stands, "submit")
    factories.approve(stands, principal)
    item.refresh_from_db()
    assert item.citation == "Đã viết rõ hơn."


def test_what_the_principal_returns_after_the_approval_is_approved_no_more(make, principal):
    for state in ("approved", "numbered"):
        stands = make(state)
        steps.return_round(stands, principal, REASON)
        assert (stands.state, stands.approved_hash, stands.approved_by) == (RoundState.RETURNED, "", None)


# --- Some approved, some returned --------------------------------------------------------------------


def decide(stands: CommendationRound, principal: Any, returned: dict[int, str], approved: Any = None) -> Any:
    ids = set(stands.commendations.standing().values_list("pk", flat=True))
    return steps.decide(
        stands,
        principal,
        shown=approval.shown_hash(stands),
        approved=sorted(ids - set(returned)) if approved is None else approved,
        returned=returned,
    )


def test_what_is_returned_goes_on_in_a_round_of_its_own_with_the_reasons(make, editor, principal):
    stands = make("with_principal", items=4)
    stands.legal_bases.add(factories.legal_basis())
    first, second, *others = stands.commendations.order_by("position")
    follow_up = decide(stands, principal, {first.pk: REASON, second.pk: "Chưa đủ minh chứng."})
    assert (stands.state, list(stands.commendations.all())) == (RoundState.APPROVED, others)
    assert approval.holds(stands)
    assert (follow_up.state, follow_up.follows, follow_up.edition) == (
        RoundState.RETURNED,
        stands,
        stands.edition,
    )
    assert follow_up.title == f"{stands.title} (bổ sung)"
    assert list(follow_up.legal_bases.all()) == list(stands.legal_bases.all())
    assert {item.pk: item.return_reason for item in follow_up.commendations.all()} == {
        first.pk: REASON,
        second.pk: "Chưa đủ minh chứng.",
    }
    assert may(editor, Action.EDIT_ITEM, follow_up)
    factories.number(stands)
    publish(stands, editor)
    assert set(Commendation.objects.approved()) == set(others)

    steps.propose(follow_up, editor)
    steps.submit(follow_up, editor)
    factories.approve(follow_up, principal)
    factories.number(follow_up)
    publish(follow_up, editor)
    assert Commendation.objects.approved().count() == 4


def test_the_reason_stands_at_the_person_on_the_editor_s_screen(client, make, editor, principal):
    stands = make("with_principal")
    follow_up = decide(stands, principal, {stands.commendations.first().pk: REASON})
    text = page(client, follow_up, editor)
    assert f"Hiệu trưởng trả lại: {REASON}" in text
    assert "lý do ghi ở từng người" in text


def test_each_needs_one_decision(make, principal):
    stands = make("with_principal")
    first, second, third = stands.commendations.values_list("pk", flat=True)
    stranger = factories.commendation().pk
    wrong = [
        ("Mỗi đề nghị cần một quyết định", [first, second], {}),
        ("Mỗi đề nghị cần một quyết định", [first, second, third, stranger], {}),
        ("Mỗi đề nghị cần một quyết định", [first, second, third], {third: REASON}),
        ("Hãy trả lại cả đợt", [], {first: REASON, second: REASON, third: REASON}),
        ("cũng cần một lý do", [first, second], {third: "   "}),
        ("Mỗi đề nghị cần một quyết định", [], {}),
    ]
    for words, approved, returned in wrong:
        with pytest.raises(ValidationError, match=words):
            decide(stands, principal, returned, approved)
    stands.refresh_from_db()
    assert (stands.state, stands.commendations.count()) == (RoundState.WITH_PRINCIPAL, 3)
    assert CommendationRound.objects.filter(follows=stands).count() == 0


def test_a_long_title_leaves_room_for_what_is_added_to_it(make, principal):
    stands = make("with_principal", title="Đ" * 150)
    follow_up = decide(stands, principal, {stands.commendations.first().pk: REASON})
    follow_up.full_clean()
    assert follow_up.title.endswith("(bổ sung)")


# --- The council leaves somebody out -------------------------------------------------------------------


def test_who_is_left_out_stays_on_file_with_the_reason_and_is_awarded_nothing(client, make, editor):
    stands = make("proposed")
    item = stands.commendations.first()
    client.force_login(editor)
    address = reverse("honors_items:drop", args=[item.pk])
    assert client.post(address, {"reason": ""}).status_code == 422
    assert client.post(address, {"reason": REASON}).status_code == 302
    item.refresh_from_db()
    assert (item.state, item.drop_reason) == (ItemState.DROPPED, REASON)
    assert f"Lý do bỏ: {REASON}" in page(client, stands, editor)
    steps.submit(stands, editor)
    factories.approve(stands)
    factories.number(stands)
    publish(stands, editor)
    assert item not in Commendation.objects.approved()
    assert Commendation.objects.approved().count() == 2


def test_a_numbered_certificate_is_not_deleted(client, make, editor):
    stands = make("numbered")
    steps.withdraw(stands, editor)
    item = stands.commendations.first()
    client.force_login(editor)
    answer = client.post(reverse("honors_items:remove", args=[item.pk]), follow=True)
    assert "đã có số vào sổ" in answer.content.decode()
    assert stands.commendations.count() == 3


# --- Taken back -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", ["proposed", "with_principal", "approved", "numbered", "scheduled"])
def test_a_round_that_is_taken_back_is_a_draft_without_approval_or_moment(make, editor, state):
    stands = make(state)
    before = tokens(stands)
    steps.withdraw(stands, editor)
    stored = CommendationRound.objects.get(pk=stands.pk)
    assert (stored.state, stored.due_at, stored.approved_hash, stored.approved_content) == (
        RoundState.DRAFT,
        None,
        "",
        {},
    )
    assert (stored.approved_by, stored.approved_at) == (None, None)
    assert tokens(stands) == before, "a number that was given stays given"


def test_laid_before_the_principal_again_only_when_something_changed(make, editor):
    for state in ("approved", "numbered", "scheduled"):
        stands = make(state)
        with pytest.raises(ValidationError, match="không có gì đổi"):
            steps.submit(stands, editor)
        stands.commendations.filter(pk=stands.commendations.first().pk).update(citation="Đã đổi.")
        steps.submit(stands, editor)
        stored = CommendationRound.objects.get(pk=stands.pk)
        assert (stored.state, stored.due_at) == (RoundState.WITH_PRINCIPAL, None)


# --- Revoked ----------------------------------------------------------------------------------------------


def test_a_revoked_award_is_off_the_pages_at_once_and_on_file_with_its_reason(
    client, make, principal, editor
):
    stands = make("live")
    item, *others = stands.commendations.all()
    client.force_login(principal)
    address = reverse("honors_items:revoke", args=[item.pk])
    assert client.get(address).status_code == 200
    assert client.post(address, {"reason": " "}).status_code == 422
    assert client.post(address, {"reason": REASON}).status_code == 302
    assert set(Commendation.objects.approved()) == set(others)
    item.refresh_from_db()
    assert (item.state, item.revocation_reason, item.revoked_by) == (ItemState.REVOKED, REASON, principal)
    assert item.token, "the address on the paper still answers"
    assert ModelLogEntry.objects.for_instance(item).filter(action="honors.revoke").count() == 1
    assert f"Lý do thu hồi: {REASON}" in page(client, stands, editor)
    with pytest.raises(ValidationError, match="Chỉ thu hồi được giấy đã cấp"):
        steps.revoke(item, principal, REASON)
