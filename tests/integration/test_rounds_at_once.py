"""Two people at one round in the same moment, with real threads: on PostgreSQL, where rows are locked."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, connections
from django.utils import timezone
from wagtail.models import ModelLogEntry, Site

from accounts.roles import Role
from honors import approval, steps
from honors.models import Commendation, CommendationRound, DecisionNumber, RoundState
from honors.publication import publish
from honors.register import assign_number, next_number
from tests import factories

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor != "postgresql",
        reason="SQLite's test database is in one connection's memory; its constraint is in test_register",
    ),
]


def at_once(*works: Callable[[], Any]) -> list[str]:
    """Do the works in threads that start together; return what each was refused with, or ""."""
    barrier, results = threading.Barrier(len(works)), [""] * len(works)

    def run(place: int, work: Callable[[], Any]) -> None:
        try:
            barrier.wait(10)
            work()
        except ValidationError as error:
            results[place] = " ".join(error.messages)
        except Exception as error:  # noqa: BLE001  # a thread's error must reach the test
            results[place] = f"!!! {type(error).__name__}: {error}"
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert not any(thread.is_alive() for thread in threads), "they wait for each other"
    assert not [result for result in results if result.startswith("!!!")], results
    return results


def number_of(stands: CommendationRound, clerk: Any, number: int) -> Callable[[], None]:
    site = Site.objects.get(is_default_site=True)
    own = CommendationRound.objects.get(pk=stands.pk)
    return lambda: assign_number(own, clerk, number=number, day=timezone.localdate(), site=site)


def decision_on(stands: CommendationRound, principal: Any) -> Callable[[], Any]:
    own = CommendationRound.objects.get(pk=stands.pk)
    shown = approval.shown_hash(own)
    approved = list(own.commendations.values_list("pk", flat=True))
    return lambda: steps.decide(own, principal, shown=shown, approved=approved, returned={})


@pytest.fixture
def week(transactional_db) -> Any:
    return factories.edition()


def test_two_clerks_who_take_one_number_for_two_rounds(week):
    rounds = [factories.commendation_round(week, "approved", items=2, title=f"Đợt {place}") for place in "ab"]
    clerks = [factories.user(Role.CLERK) for _ in rounds]
    results = at_once(*(number_of(stands, clerk, 1) for stands, clerk in zip(rounds, clerks, strict=True)))
    assert sorted(map(bool, results)) == [False, True]
    assert "Số 1" in "".join(results)
    assert sorted(CommendationRound.objects.values_list("state", flat=True)) == ["approved", "numbered"]
    assert DecisionNumber.objects.count() == 1
    assert Commendation.objects.filter(token__isnull=False).count() == 2


def test_six_clerks_who_try_until_they_have_a_number_leave_no_gap_and_no_double(week):
    rounds = [
        factories.commendation_round(week, "approved", items=2, title=f"Đợt {place}") for place in range(6)
    ]
    clerks = [factories.user(Role.CLERK) for _ in rounds]

    def until_it_is_numbered(stands: CommendationRound, clerk: Any) -> Callable[[], None]:
        def work() -> None:
            for _attempt in range(60):
                try:
                    return number_of(stands, clerk, next_number(timezone.localdate().year))()
                except ValidationError:
                    continue
            raise AssertionError("sixty attempts")

        return work

    at_once(*(until_it_is_numbered(*pair) for pair in zip(rounds, clerks, strict=True)))
    numbers = DecisionNumber.objects.order_by("number").values_list("number", flat=True)
    assert list(numbers) == [1, 2, 3, 4, 5, 6]
    certificates = Commendation.objects.order_by("certificate_number").values_list(
        "certificate_number", flat=True
    )
    assert list(certificates) == list(range(1, 13))


def test_two_clerks_at_one_round(week):
    stands = factories.commendation_round(week, "approved", items=2)
    clerks = [factories.user(Role.CLERK) for _ in range(2)]
    results = at_once(*(number_of(stands, clerk, 1) for clerk in clerks))
    done, refused = sorted(results)
    assert done == ""
    assert "Đã vào sổ" in refused
    assert DecisionNumber.objects.count() == 1


def test_two_principals_at_one_round_decide_once(week):
    stands = factories.commendation_round(week, "with_principal", items=2)
    principals = [factories.user(Role.PRINCIPAL) for _ in range(2)]
    results = at_once(*(decision_on(stands, principal) for principal in principals))
    done, refused = sorted(results)
    assert done == ""
    assert "Đã duyệt, chờ số" in refused
    stands.refresh_from_db()
    assert stands.approved_by == principals[results.index("")]
    assert ModelLogEntry.objects.for_instance(stands).filter(action="honors.approve").count() == 1


def test_the_principal_approves_while_an_editor_takes_the_round_back(week):
    """Whoever is first is heard, and the other one is told: never both."""
    editor, principal = factories.user(Role.EDITOR), factories.user(Role.PRINCIPAL)
    stands = factories.commendation_round(week, "with_principal", items=2, editor=editor)
    own = CommendationRound.objects.get(pk=stands.pk)
    approving, withdrawing = at_once(decision_on(stands, principal), lambda: steps.withdraw(own, editor))
    stands.refresh_from_db()
    assert stands.state == RoundState.DRAFT, "an approved round may be taken back too"
    assert stands.approved_hash == ""
    assert not withdrawing
    assert approving in {"", "Không làm được lúc này: đợt đang ở tình trạng “Đang lập”."}


def test_two_who_publish_at_once_publish_once(week):
    stands = factories.commendation_round(week, "numbered", items=2)
    works = []
    for role in (Role.EDITOR, Role.CLERK):
        own, user = CommendationRound.objects.get(pk=stands.pk), factories.user(role)
        works.append(lambda own=own, user=user: publish(own, user))
    results = at_once(*works)
    done, refused = sorted(results)
    assert done == ""
    assert "Đã công bố" in refused
    assert ModelLogEntry.objects.for_instance(stands).filter(action="honors.publish").count() == 1
