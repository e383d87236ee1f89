"""THE matrix: each role, each action, each state of a round, written out once more so that a slip in the code shows.

What the table allows is done through the real views, with its effect. What a role never may is answered with 403. What
it may, but not now, has no button and changes nothing. Whoever is not signed in is sent to the login.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.db import transaction
from django.forms.models import model_to_dict
from django.urls import reverse

from accounts.roles import Role
from honors import steps
from honors.models import Commendation, CommendationRound, DecisionNumber, ItemState, RoundState
from honors.rules import RULES, Action, allowed_actions, may
from papers.models import PrintJob
from tests import factories
from tests.module_school import school_for_the_module
from tests.round_actions import NEW_CITATION, WAYS, approve

pytestmark = pytest.mark.django_db

LETTERS = {
    "d": RoundState.DRAFT,
    "r": RoundState.RETURNED,
    "p": RoundState.PROPOSED,
    "w": RoundState.WITH_PRINCIPAL,
    "a": RoundState.APPROVED,
    "n": RoundState.NUMBERED,
    "s": RoundState.SCHEDULED,
    "l": RoundState.LIVE,
}
ALL = "drpwansl"
ROLES = ["editor", "principal", "clerk", "superuser"]
OUTSIDERS = ["librarian", "privacy", "admin", "writer"]
"""Roles that have no part in commendations: 403 everywhere."""

MATRIX = {
    #               editor   principal  clerk    superuser, who has no office by being one
    "view":         [ALL,     ALL,      ALL,     ALL],
    "edit_round":   ["drp",   "",       "",      "drp"],
    "add_item":     ["dr",    "",       "",      "dr"],
    "edit_item":    ["drans", "",       "",      "drans"],
    "remove_item":  ["dr",    "",       "",      "dr"],
    "drop_item":    ["p",     "",       "",      "p"],
    "propose":      ["dr",    "",       "",      "dr"],
    "submit":       ["pans",  "",       "",      "pans"],
    "send_back":    ["p",     "",       "",      "p"],
    "withdraw":     ["pwans", "",       "",      "pwans"],
    "approve":      ["",      "w",      "",      ""],
    "return":       ["",      "wan",    "",      ""],
    "number":       ["",      "",       "a",     ""],
    "download":     ["wansl", "wansl",  "wansl", "wansl"],
    "print":        ["",      "",       "nsl",   ""],
    "schedule":     ["n",     "",       "n",     "n"],
    "publish":      ["ns",    "",       "ns",    "ns"],
    "unschedule":   ["s",     "",       "s",     "s"],
    "unpublish":    ["l",     "",       "l",     "l"],
    "revoke":       ["",      "nsl",    "",      ""],
}  # fmt: skip

BELONGS_TO_VOID = {"submit": "ans"}
"""States in which the action makes sense only after a change has voided the approval."""

TITLES = {letter: f"Đợt tình trạng {letter}" for letter in ALL}


def fill() -> None:
    """One round in each state, with two commendations each."""
    week = factories.edition()
    for letter, state in LETTERS.items():
        factories.commendation_round(week, state.value, items=2, title=TITLES[letter])


school = school_for_the_module(fill)


def round_in(letter: str) -> CommendationRound:
    return CommendationRound.objects.get(title=TITLES[letter])


def user_of(role: str) -> Any:
    return factories.user(is_superuser=True) if role == "superuser" else factories.user(Role(role))


def everything_stored() -> list[Any]:
    """Return all that an action could change."""
    return [
        [model_to_dict(row) | {"state": row.state} for row in CommendationRound.objects.order_by("pk")],
        list(CommendationRound.objects.order_by("pk").values()),
        list(Commendation.objects.order_by("pk").values()),
        DecisionNumber.objects.count(),
        PrintJob.objects.count(),
    ]


@contextmanager
def taken_back() -> Any:
    """Take back what the block does: the rounds are shared by all tests of the module."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def cells(role: str) -> list[tuple[str, str, bool]]:
    """Return (action, state, whether the role may) for a column of the matrix."""
    column = ROLES.index(role)
    return [(action, letter, letter in row[column]) for action, row in MATRIX.items() for letter in ALL]


# --- The tests ----------------------------------------------------------------------------------


def test_the_matrix_is_whole():
    assert set(MATRIX) == set(WAYS) == {action.value for action in Action}
    assert set(LETTERS.values()) == set(RoundState)
    assert {*ROLES, *OUTSIDERS} - {"superuser"} == {role.value for role in Role}


@pytest.mark.parametrize("letter", ALL)
@pytest.mark.parametrize("role", ROLES)
def test_the_code_s_table_is_this_one(school, role, letter):
    user, stands = user_of(role), round_in(letter)
    expected = {action for action, at, allowed in cells(role) if at == letter and allowed}
    assert {action.value for action in allowed_actions(user, stands)} == expected


@pytest.mark.parametrize("letter", ALL)
@pytest.mark.parametrize("role", ROLES)
def test_what_a_role_may_now_is_done_with_its_effect(school, client, role, letter):
    user = user_of(role)
    client.force_login(user)
    done = 0
    for action, at, allowed in cells(role):
        if at != letter or not allowed:
            continue
        for way in WAYS[action]:
            with taken_back():
                stands = round_in(letter)
                item = stands.commendations.first()
                if letter in BELONGS_TO_VOID.get(action, ""):
                    Commendation.objects.filter(pk=stands.commendations.last().pk).update(citation="Đã đổi.")
                answer = way.do(client, stands, item)
                assert answer.status_code == way.status, (action, answer.status_code)
                stands.refresh_from_db()
                assert way.effect(answer, stands, item), action
                done += 1
    assert done, "everybody here may at least look"


@pytest.mark.parametrize("letter", ALL)
@pytest.mark.parametrize("role", ROLES)
def test_what_a_role_may_but_not_now_changes_nothing_and_says_so(school, client, role, letter):
    client.force_login(user_of(role))
    held = {action for action, _at, allowed in cells(role) if allowed}
    before = everything_stored()
    for action, at, allowed in cells(role):
        if at != letter or allowed or action not in held:
            continue
        for way in WAYS[action]:
            with taken_back():
                stands = round_in(letter)
                answer = way.do(client, stands, stands.commendations.first())
                assert answer.status_code in {200, 302, 403, 422}, (action, answer.status_code)
                assert everything_stored() == before, action
                words = way.not_now or stands.get_state_display()
                # A redirect brings its sentence along; it is shown by the next page.
                said = [str(message) for message in get_messages(answer.wsgi_request)]
                assert words in " ".join([*said, answer.content.decode()]), action


@pytest.mark.parametrize("role", ROLES)
def test_what_a_role_never_may_is_answered_with_403(school, client, role):
    client.force_login(user_of(role))
    never = [action for action, row in MATRIX.items() if not row[ROLES.index(role)]]
    assert len(never) >= 5
    refused_everywhere(client, never)


@pytest.mark.parametrize("role", OUTSIDERS)
def test_a_role_without_a_part_in_commendations_is_answered_with_403(school, client, role):
    client.force_login(user_of(role))
    refused_everywhere(client, list(MATRIX))


def refused_everywhere(client: Any, actions: list[str]) -> None:
    before = everything_stored()
    for letter in ALL:
        stands = round_in(letter)
        item = stands.commendations.first()
        for action in actions:
            for way in WAYS[action]:
                answer = way.do(client, stands, item)
                # Wagtail's own edit view sends to its front page, with a sentence, whoever may not.
                wagtail_s = action == "edit_round" and (answer.status_code, answer.get("Location")) == (
                    302,
                    "/admin/",
                )
                assert answer.status_code == 403 or wagtail_s, (action, letter, answer.status_code)
    assert everything_stored() == before


@pytest.mark.parametrize("who", ["nobody signed in", "an account without a role"])
def test_whoever_is_no_member_of_the_staff_is_sent_to_the_login(school, client, who):
    if who == "an account without a role":
        client.force_login(factories.user())
    before = everything_stored()
    for letter in ALL:
        stands = round_in(letter)
        item = stands.commendations.first()
        for action in MATRIX:
            for way in WAYS[action]:
                answer = way.do(client, stands, item)
                assert answer.status_code == 302, (action, letter)
                assert answer["Location"].startswith("/admin/login/?next="), (action, letter)
    assert everything_stored() == before


# --- What the screen shows ----------------------------------------------------------------------


def buttons(stands: CommendationRound, item: Commendation) -> dict[str, str]:
    """Return the address that each action's button leads to."""
    addresses = {
        "edit_round": ("wagtailsnippets_honors_commendationround:edit", stands.pk),
        "add_item": ("honors_items:add", stands.pk),
        "edit_item": ("honors_items:edit", item.pk),
        "remove_item": ("honors_items:remove", item.pk),
        "drop_item": ("honors_items:drop", item.pk),
        "send_back": ("honors_rounds:reason", stands.pk, "send-back"),
        "approve": ("honors_signing:round", stands.pk),
        "return": ("honors_rounds:reason", stands.pk, "return"),
        "number": ("honors_rounds:number", stands.pk),
        "download": ("honors_printing:decision", stands.pk),
        "print": ("honors_printing:certificates", stands.pk),
        "schedule": ("honors_rounds:schedule", stands.pk),
        "publish": ("honors_rounds:publish", stands.pk),
        "revoke": ("honors_items:revoke", item.pk),
    }
    addresses |= {
        step: ("honors_rounds:step", stands.pk, step)
        for step in ("propose", "submit", "withdraw", "unschedule", "unpublish")
    }
    return {action: f'"{reverse(name, args=words)}"' for action, (name, *words) in addresses.items()}


def shown_buttons(client: Any, stands: CommendationRound) -> set[str]:
    item = stands.commendations.exclude(state__in=[ItemState.DROPPED, ItemState.REVOKED]).first()
    page = client.get(reverse("honors_rounds:overview", args=[stands.pk])).content.decode()
    return {action for action, address in buttons(stands, item).items() if address in page}


@pytest.mark.parametrize("role", ROLES)
def test_the_screen_has_a_button_for_what_the_role_may_now_and_for_nothing_else(school, client, role):
    client.force_login(user_of(role))
    for letter in ALL:
        expected = {
            action
            for action, at, allowed in cells(role)
            if at == letter and allowed and letter not in BELONGS_TO_VOID.get(action, "")
        }
        if LETTERS[letter] == RoundState.RETURNED:
            # It was never numbered, so that its commendations may still be deleted.
            assert not Commendation.objects.filter(round=round_in(letter), token__isnull=False).exists()
        assert shown_buttons(client, round_in(letter)) == expected - {"view"}, letter


@pytest.mark.parametrize("letter", "ans")
def test_after_a_change_the_screen_offers_a_new_approval_and_no_way_past_it(school, client, letter):
    stands = round_in(letter)
    stands.commendations.update(citation=NEW_CITATION)
    client.force_login(user_of("editor"))
    shown = shown_buttons(client, stands)
    assert "submit" in shown
    assert shown & {"schedule", "publish"} == set()
    client.force_login(user_of("clerk"))
    assert shown_buttons(client, stands) & {"number", "schedule", "publish"} == set()


def test_a_get_changes_nothing(school, client):
    """Whoever follows an address that is meant for a button: 405, or a form that asks first."""
    before = everything_stored()
    user = factories.user(*Role)
    client.force_login(user)
    for letter in ALL:
        stands = round_in(letter)
        for address in {
            address.strip('"') for address in buttons(stands, stands.commendations.first()).values()
        }:
            assert client.get(address).status_code in {200, 302, 405}, address
    assert everything_stored() == before


def test_two_roles_in_one_person_may_what_either_may(school):
    both = factories.user(Role.EDITOR, Role.CLERK)
    for letter in ALL:
        expected = {
            action
            for action, row in MATRIX.items()
            if letter in row[ROLES.index("editor")] + row[ROLES.index("clerk")]
        }
        assert {action.value for action in allowed_actions(both, round_in(letter))} == expected


def test_an_account_that_was_closed_may_nothing(school):
    former = factories.user(*Role, is_active=False)
    assert [letter for letter in ALL if allowed_actions(former, round_in(letter))] == []


def test_a_role_that_was_taken_away_is_gone_at_once(school, client):
    stands = round_in("w")
    principal = user_of("principal")
    client.force_login(principal)
    principal.groups.clear()
    principal.groups.add(factories.user(Role.CLERK).groups.get())
    assert approve(client, stands, stands.commendations.first()).status_code == 403
    stands.refresh_from_db()
    assert stands.state == RoundState.WITH_PRINCIPAL


def test_each_rule_names_a_permission_that_some_role_holds(school):
    for action, rule in RULES.items():
        holders = [role for role in Role if factories.user(role).has_perm(rule.permission)]
        assert holders, action


def test_a_step_asks_the_table_itself(school):
    """Whatever a view forgets: the steps refuse."""
    stands = round_in("w")
    with pytest.raises(steps.PermissionDenied):
        steps.withdraw(stands, user_of("clerk"))
    with pytest.raises(steps.ValidationError, match="Đã công bố"):
        steps.withdraw(round_in("l"), user_of("editor"))
    assert not may(user_of("clerk"), Action.WITHDRAW, stands)
