"""Nobody approves what they proposed or are named in; an office is held through a role alone; a deputy holds it too."""

from __future__ import annotations

import unicodedata
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from accounts.roles import Role
from honors import approval, steps
from honors.models import CommendationRound, ItemState, RoundState
from honors.rules import Action, may, refusal
from people.models import Person
from tests import factories
from tests.module_school import school_for_the_module

pytestmark = pytest.mark.django_db
school = school_for_the_module()

OFFICES = (Role.EDITOR, Role.PRINCIPAL)
IMPARTIAL = "Bạn là người đề nghị hoặc có tên trong đợt này, nên người khác phải quyết định."


def nfd(text: str) -> str:
    return unicodedata.normalize("NFD", text)


def decide(waiting: CommendationRound, principal: Any, shown: str) -> None:
    approved = list(waiting.commendations.standing().values_list("pk", flat=True))
    steps.decide(waiting, principal, shown=shown, approved=approved, returned={})


def brought_by(**actors: Any) -> CommendationRound:
    """Return a round before the principal; each step by its own person unless one is given."""
    usual = {name: factories.user(Role.EDITOR) for name in ("added", "proposed", "submitted")} | actors
    made = factories.commendation_round(title="Đợt của ai")
    factories.commendation(round=made, editor=usual["added"])
    factories.commendation(round=made)
    steps.propose(made, usual["proposed"])
    steps.submit(made, usual["submitted"])
    return made


@pytest.mark.parametrize("is_superuser", [False, True])
@pytest.mark.parametrize("part", ["added", "proposed", "submitted"])
def test_nobody_approves_what_they_had_a_part_in(school, part, is_superuser):
    both = factories.user(*OFFICES, is_superuser=is_superuser)
    waiting = brought_by(**{part: both})
    assert refusal(both, Action.APPROVE, waiting) == IMPARTIAL
    with pytest.raises(ValidationError, match="nên người khác phải quyết định"):
        decide(waiting, both, approval.shown_hash(waiting))
    waiting.refresh_from_db()
    assert waiting.state == RoundState.WITH_PRINCIPAL
    decide(waiting, factories.user(*OFFICES), approval.shown_hash(waiting))
    assert waiting.state == RoundState.APPROVED


@pytest.mark.parametrize(
    ("account_name", "person_name"),
    [
        (("Lê Văn", "Hoà"), "Lê Văn Hoà"),
        (("Lê Văn", "Hoà"), nfd("Lê Văn Hoà")),
        (("Lê Văn", "Hoà"), "lê văn hoà"),
        (("Lê Văn", "Hoà"), "Lê Văn Hòa"),
        (("Lê  Văn", "Hoà "), "Lê Văn Hoà"),
    ],
)
def test_nobody_approves_a_round_with_somebody_of_the_same_name(school, account_name, person_name):
    last_name, first_name = account_name
    principal = factories.user(Role.PRINCIPAL, last_name=last_name, first_name=first_name)
    waiting = brought_by()
    person = factories.person(kind="staff")
    Person.objects.filter(pk=person.pk).update(full_name=person_name)
    waiting.commendations.filter(pk=waiting.commendations.first().pk).update(person=person)
    assert refusal(principal, Action.APPROVE, waiting) == IMPARTIAL
    assert not may(principal, Action.APPROVE, waiting)
    assert may(factories.user(Role.PRINCIPAL), Action.APPROVE, waiting), "the deputy decides"


def test_another_name_is_another_person(school):
    principal = factories.user(Role.PRINCIPAL, last_name="Lê Văn", first_name="Hoà")
    waiting = brought_by()
    for name in ("Lê Văn Hoa", "Lê Hoà", "Lê Văn Hoà Bình"):
        waiting.commendations.filter(pk=waiting.commendations.first().pk).update(
            person=factories.person(kind="staff", full_name=name)
        )
        assert may(principal, Action.APPROVE, waiting), name


def test_nobody_approves_a_round_in_which_their_account_is_named(school):
    principal = factories.user(Role.PRINCIPAL)
    waiting = brought_by()
    waiting.commendations.filter(pk=waiting.commendations.first().pk).update(
        person=factories.person(kind="staff", account=principal)
    )
    assert refusal(principal, Action.APPROVE, waiting) == IMPARTIAL
    assert may(factories.user(Role.PRINCIPAL), Action.APPROVE, waiting)


def test_who_was_left_out_of_the_round_is_not_named_in_it(school):
    principal = factories.user(Role.PRINCIPAL)
    made = factories.commendation_round(title="Đợt có hiệu trưởng")
    own = factories.commendation(round=made, person=factories.person(kind="staff", account=principal))
    factories.commendation(round=made)
    editor = factories.user(Role.EDITOR)
    steps.propose(made, editor)
    steps.drop(own, editor, "Hiệu trưởng xin rút tên.")
    steps.submit(made, editor)
    assert may(principal, Action.APPROVE, made)


def test_an_account_without_a_name_is_not_everybody_s_namesake(school):
    principal = factories.user(Role.PRINCIPAL, last_name="", first_name="")
    assert may(principal, Action.APPROVE, brought_by())


def test_the_principal_may_still_return_what_is_about_them(school):
    principal = factories.user(Role.PRINCIPAL)
    waiting = brought_by()
    waiting.commendations.filter(pk=waiting.commendations.first().pk).update(
        person=factories.person(kind="staff", account=principal)
    )
    steps.return_round(waiting, principal, "Xin bỏ tên tôi.")
    assert waiting.state == RoundState.RETURNED


def test_nobody_revokes_their_own_award_either(school):
    principal = factories.user(Role.PRINCIPAL)
    made = factories.commendation_round(title="Đợt có hiệu trưởng")
    own = factories.commendation(round=made, person=factories.person(kind="staff", account=principal))
    factories.bring(made, "numbered")
    own.refresh_from_db()
    with pytest.raises(ValidationError, match="nên người khác phải quyết định"):
        steps.revoke(own, principal, "Xin thôi.")
    steps.revoke(own, factories.user(Role.PRINCIPAL), "Theo đề nghị của hiệu trưởng.")
    assert own.state == ItemState.REVOKED


def test_a_superuser_holds_no_office_by_being_one(school):
    waiting = brought_by()
    superuser = factories.user(is_superuser=True)
    with pytest.raises(PermissionDenied):
        decide(waiting, superuser, approval.shown_hash(waiting))
    with pytest.raises(PermissionDenied):
        steps.return_round(waiting, superuser, "Vì tôi muốn thế.")
    assert not may(superuser, Action.NUMBER, waiting)
    decide(waiting, factories.user(Role.PRINCIPAL, is_superuser=True), approval.shown_hash(waiting))
    assert waiting.state == RoundState.APPROVED
