"""Whoever reads, decides or saves while somebody else does: nothing is decided unread, nothing is overwritten."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from accounts.roles import Role
from honors import approval, steps
from honors.models import Commendation, CommendationRound, ItemState, RoundState
from honors.views import items as item_views
from people.models import Person
from tests import factories
from tests.module_school import school_for_the_module

pytestmark = pytest.mark.django_db
school = school_for_the_module()

TYPED = "Đã gõ rất lâu."


@pytest.fixture
def editor(school) -> Any:
    return factories.user(Role.EDITOR)


def fields_of(client: Any, item: Commendation) -> dict[str, Any]:
    """Return what the item's form holds, as a browser would send it."""
    form = client.get(reverse("honors_items:edit", args=[item.pk])).context["form"]
    return sent_by(form)


def sent_by(form: Any) -> dict[str, Any]:
    values = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in values.items() if value not in {None, False, ""}}


# --- Reading while others write ---------------------------------------------------------------------


@pytest.fixture
def waiting(school, editor) -> CommendationRound:
    """A round before the principal."""
    return factories.commendation_round(state="with_principal", items=3, editor=editor, title="Đợt đang chờ")


def decide(waiting: CommendationRound, principal: Any, shown: str) -> Any:
    return steps.decide(
        waiting,
        principal,
        shown=shown,
        approved=list(waiting.commendations.standing().values_list("pk", flat=True)),
        returned={},
    )


CHANGES: dict[str, Callable[[CommendationRound], object]] = {
    "a citation": lambda waiting: waiting.commendations.update(citation="Đã đổi."),
    "somebody's class": lambda waiting: Person.objects.filter(commendations__round=waiting).update(
        unit="lớp 4/1"
    ),
    "a legal basis": lambda waiting: waiting.legal_bases.add(factories.legal_basis()),
    "the title": lambda waiting: CommendationRound.objects.filter(pk=waiting.pk).update(title="Đợt khác"),
}


@pytest.mark.parametrize("case", CHANGES)
def test_who_read_something_else_approves_nothing(waiting, case):
    shown = approval.shown_hash(waiting)
    CHANGES[case](waiting)
    with pytest.raises(ValidationError, match="vừa được sửa trong lúc bạn đọc"):
        decide(waiting, factories.user(Role.PRINCIPAL), shown)
    waiting.refresh_from_db()
    assert (waiting.state, waiting.approved_hash) == (RoundState.WITH_PRINCIPAL, "")
    decide(waiting, factories.user(Role.PRINCIPAL), approval.shown_hash(waiting))
    assert waiting.state == RoundState.APPROVED


def test_a_round_taken_back_changed_and_laid_before_the_principal_again_is_another_one(waiting, editor):
    """The editor was first: the mark on the principal's telephone belongs to the words of before."""
    shown = approval.shown_hash(waiting)
    steps.withdraw(waiting, editor)
    waiting.commendations.update(citation="Đã đổi cả.")
    steps.propose(waiting, editor)
    steps.submit(waiting, editor)
    with pytest.raises(ValidationError, match="Xin đọc lại"):
        decide(waiting, factories.user(Role.PRINCIPAL), shown)
    waiting.refresh_from_db()
    assert waiting.state == RoundState.WITH_PRINCIPAL


def test_a_membership_that_changed_since_is_another_round(waiting):
    shown = approval.shown_hash(waiting)
    gone = waiting.commendations.first()
    gone.delete()
    with pytest.raises(ValidationError, match="Xin đọc lại"):
        decide(waiting, factories.user(Role.PRINCIPAL), shown)


@pytest.mark.parametrize("moved_to", ["with_principal", "approved"])
def test_an_editor_s_open_form_changes_nothing_that_went_on_meanwhile(client, school, editor, moved_to):
    """The principal was first: nothing is stored, nothing typed is lost."""
    draft = factories.commendation_round(items=2, editor=editor, title="Đợt đang lập")
    item = draft.commendations.first()
    client.force_login(editor)
    data = fields_of(client, item) | {"citation": TYPED}
    factories.bring(draft, moved_to, editor=editor)
    answer = client.post(reverse("honors_items:edit", args=[item.pk]), data)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert TYPED in page
    assert {"with_principal": "Chữ bạn gõ vẫn còn ở đây", "approved": "Đợt vừa được duyệt"}[moved_to] in page
    item.refresh_from_db()
    assert item.citation != TYPED
    assert moved_to == "with_principal" or approval.holds(draft)
    assert draft.state == moved_to


def test_after_the_warning_a_second_press_changes_it_and_voids_the_approval(client, school, editor):
    draft = factories.commendation_round(items=2, editor=editor, title="Đợt đang lập")
    item = draft.commendations.first()
    client.force_login(editor)
    data = fields_of(client, item) | {"citation": TYPED}
    factories.bring(draft, "approved", editor=editor)
    again = sent_by(client.post(reverse("honors_items:edit", args=[item.pk]), data).context["form"])
    assert client.post(reverse("honors_items:edit", args=[item.pk]), again).status_code == 302
    item.refresh_from_db()
    assert item.citation == TYPED
    assert not approval.holds(draft)


def test_a_second_principal_is_told_that_it_was_decided(waiting):
    first, second = factories.user(Role.PRINCIPAL), factories.user(Role.PRINCIPAL)
    shown = approval.shown_hash(waiting)
    stale = CommendationRound.objects.get(pk=waiting.pk)
    decide(waiting, first, shown)
    with pytest.raises(ValidationError, match="Đã duyệt, chờ số"):
        decide(stale, second, shown)
    waiting.refresh_from_db()
    assert waiting.approved_by == first


def test_one_principal_approves_and_another_has_returned_it(waiting):
    shown = approval.shown_hash(waiting)
    stale = CommendationRound.objects.get(pk=waiting.pk)
    steps.return_round(waiting, factories.user(Role.PRINCIPAL), "Thiếu biên bản.")
    with pytest.raises(ValidationError, match="Bị trả lại"):
        decide(stale, factories.user(Role.PRINCIPAL), shown)
    waiting.refresh_from_db()
    assert (waiting.state, waiting.approved_hash) == (RoundState.RETURNED, "")


# --- Overlapping saves --------------------------------------------------------------------------------


def test_a_revocation_that_an_editor_s_save_waited_for_stands(client, school, editor, monkeypatch):
    """The editor's request has read the item, waits for the round, and saves after the principal has revoked it."""
    numbered = factories.commendation_round(state="numbered", items=2, editor=editor)
    item = numbered.commendations.first()
    client.force_login(editor)
    data = fields_of(client, item) | {"citation": TYPED}
    lock = steps.locked

    def after_a_revocation(commendation_round: CommendationRound) -> Any:
        monkeypatch.undo()
        steps.revoke(
            Commendation.objects.get(pk=item.pk), factories.user(Role.PRINCIPAL), "Em đã chuyển trường."
        )
        return lock(commendation_round)

    monkeypatch.setattr(item_views.steps, "locked", after_a_revocation)
    client.post(reverse("honors_items:edit", args=[item.pk]), data)
    item.refresh_from_db()
    assert (item.state, item.revocation_reason) == (ItemState.REVOKED, "Em đã chuyển trường.")


def test_a_number_that_an_editor_s_save_waited_for_stands(client, school, editor, monkeypatch):
    approved = factories.commendation_round(state="approved", items=2, editor=editor)
    item = approved.commendations.first()
    client.force_login(editor)
    data = fields_of(client, item) | {"citation": TYPED, "seen_state": "confirmed"}
    lock = steps.locked

    def after_the_clerk(commendation_round: CommendationRound) -> Any:
        monkeypatch.undo()
        factories.number(CommendationRound.objects.get(pk=approved.pk))
        return lock(commendation_round)

    monkeypatch.setattr(item_views.steps, "locked", after_the_clerk)
    client.post(reverse("honors_items:edit", args=[item.pk]), data)
    item.refresh_from_db()
    assert item.certificate_number is not None
    assert item.token is not None
    assert item.state == ItemState.AWARDED


@pytest.mark.parametrize("step", ["submit", "withdraw"])
def test_a_step_that_overlaps_with_a_save_of_the_round_s_facts_stands(
    client, school, editor, monkeypatch, step
):
    """Wagtail's view has read the round, and saves after a colleague has taken the step."""
    proposed = factories.commendation_round(state="proposed", items=2, editor=editor)
    colleague = factories.user(Role.EDITOR)
    client.force_login(editor)
    check = CommendationRound.full_clean

    def check_after_the_step(instance: CommendationRound, *args: Any, **kwargs: Any) -> None:
        monkeypatch.undo()
        getattr(steps, step)(CommendationRound.objects.get(pk=proposed.pk), colleague)
        check(instance, *args, **kwargs)

    monkeypatch.setattr(CommendationRound, "full_clean", check_after_the_step)
    address = reverse("wagtailsnippets_honors_commendationround:edit", args=[proposed.pk])
    client.post(address, {"title": "Tên mới", "edition": proposed.edition_id, "note": "", "meeting_date": ""})
    proposed.refresh_from_db()
    assert proposed.state == {"submit": RoundState.WITH_PRINCIPAL, "withdraw": RoundState.DRAFT}[step]


@pytest.mark.parametrize("state", ["dropped", "revoked"])
def test_what_is_out_of_the_round_is_not_edited_by_its_address(client, school, editor, state):
    numbered = factories.commendation_round(state="numbered", items=2, editor=editor)
    item = numbered.commendations.first()
    client.force_login(editor)
    data = fields_of(client, item) | {"citation": TYPED}
    numbered.commendations.filter(pk=item.pk).update(state=state)
    client.post(reverse("honors_items:edit", args=[item.pk]), data)
    item.refresh_from_db()
    assert item.citation != TYPED


def test_who_was_revoked_stays_revoked_when_the_council_meets_again(client, school, editor):
    numbered = factories.commendation_round(state="numbered", items=2, editor=editor)
    item = numbered.commendations.first()
    steps.revoke(item, factories.user(Role.PRINCIPAL), "Em đã chuyển trường.")
    numbered.refresh_from_db()
    steps.withdraw(numbered, editor)
    steps.propose(numbered, editor)
    client.force_login(editor)
    client.post(reverse("honors_items:drop", args=[item.pk]), {"reason": "Không còn học ở trường."})
    item.refresh_from_db()
    assert item.state == ItemState.REVOKED


# --- Emptied ----------------------------------------------------------------------------------------


def test_an_empty_round_is_not_proposed(school, editor):
    draft = factories.commendation_round(title="Đợt trống")
    with pytest.raises(ValidationError, match="chưa có ai"):
        steps.propose(draft, editor)
    assert draft.state == RoundState.DRAFT


def test_a_round_emptied_by_the_council_does_not_go_to_the_principal(school, editor):
    proposed = factories.commendation_round(state="proposed", items=2, editor=editor, title="Đợt bị bỏ hết")
    for item in proposed.commendations.all():
        steps.drop(item, editor, "Chưa đủ minh chứng.")
    with pytest.raises(ValidationError, match="chưa có ai"):
        steps.submit(proposed, editor)
    proposed.refresh_from_db()
    assert proposed.state == RoundState.PROPOSED


def test_a_round_emptied_before_the_principal_is_not_approved(waiting):
    waiting.commendations.all().delete()
    with pytest.raises(ValidationError, match="không còn đề nghị nào"):
        decide(waiting, factories.user(Role.PRINCIPAL), approval.shown_hash(waiting))
