"""The table of a round's life, looked at by itself: whole, reachable, and with the offices where they belong."""

from honors.models.kinds import DECIDED, STANDING, WRITABLE, ItemState, RoundState
from honors.rules import RULES, Action

OFFICES = {Action.APPROVE, Action.RETURN, Action.NUMBER, Action.PRINT, Action.REVOKE}


def test_every_action_has_its_rule_and_every_rule_its_states():
    assert set(RULES) == set(Action)
    for action, rule in RULES.items():
        assert rule.states, action
        assert len(set(rule.states)) == len(rule.states), action
        assert rule.permission.startswith("honors."), action


def test_no_state_is_a_dead_end():
    """But the last: whoever is right may always do more than look and download."""
    looking = {Action.VIEW, Action.DOWNLOAD}
    for state in RoundState:
        assert {action for action, rule in RULES.items() if state in rule.states} - looking, state


def test_the_principal_s_and_the_clerk_s_own_work_is_an_office():
    assert {action for action, rule in RULES.items() if rule.is_office} == OFFICES


def test_who_decides_on_people_is_impartial():
    assert {action for action, rule in RULES.items() if rule.is_impartial} == {Action.APPROVE, Action.REVOKE}


def test_nobody_writes_what_lies_before_the_principal_or_is_public():
    writing = (Action.EDIT_ROUND, Action.ADD_ITEM, Action.EDIT_ITEM, Action.REMOVE_ITEM, Action.DROP_ITEM)
    for action in writing:
        assert not {RoundState.WITH_PRINCIPAL, RoundState.LIVE} & set(RULES[action].states), action


def test_names_come_and_go_only_before_the_round_is_weighed():
    for action in (Action.ADD_ITEM, Action.REMOVE_ITEM, Action.PROPOSE):
        assert set(RULES[action].states) == set(WRITABLE), action


def test_what_is_approved_and_not_yet_public_can_always_be_taken_back():
    assert set(DECIDED) <= set(RULES[Action.WITHDRAW].states)
    assert set(DECIDED) <= set(RULES[Action.SUBMIT].states)


def test_only_what_was_left_out_or_revoked_stands_no_more():
    assert set(ItemState) - set(STANDING) == {ItemState.DROPPED, ItemState.REVOKED}
