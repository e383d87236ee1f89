"""The clerk's register: the next number, no gap, no number twice, days in order; awards get number and token."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry, Site

from accounts.roles import Role
from core.school_settings import SchoolSettings
from honors import register, steps
from honors.models import Commendation, CommendationRound, DecisionNumber, HonorsSettings, RoundState
from honors.register import MOST_SKIPPED, next_number
from tests import factories
from tests.module_school import school_for_the_module

pytestmark = pytest.mark.django_db


def fill() -> None:
    """Three approved rounds of one Week."""
    week = factories.edition()
    for place in range(1, 4):
        factories.commendation_round(week, "approved", items=2, title=f"Đợt {place}")


school = school_for_the_module(fill)


@pytest.fixture
def clerk(school) -> Any:
    return factories.user(Role.CLERK)


@pytest.fixture
def rounds(school) -> list[CommendationRound]:
    return list(CommendationRound.objects.order_by("title"))


def entered(year: int | None = None) -> list[int]:
    """Return the numbers of the year in the register."""
    year = year or timezone.localdate().year
    return list(DecisionNumber.objects.filter(year=year).order_by("number").values_list("number", flat=True))


def post(client: Any, stands: CommendationRound, number: object, day: object = None, **more: Any) -> Any:
    day = day or timezone.localdate()
    words = day if isinstance(day, str) else f"{day:%d/%m/%Y}"
    return client.post(
        reverse("honors_rounds:number", args=[stands.pk]), {"number": number, "day": words} | more
    )


def errors_of(answer: Any) -> dict[str, list[str]]:
    assert answer.status_code == 422
    return {name: list(messages) for name, messages in answer.context["number_form"].errors.items()}


def refused(stands: CommendationRound, clerk: Any, **values: Any) -> dict[str, list[str]]:
    """Return the messages at the fields of a number that is not given."""
    with pytest.raises(ValidationError) as caught:
        factories.number(stands, clerk, **values)
    stands.refresh_from_db()
    assert stands.state == RoundState.APPROVED
    assert not stands.commendations.filter(token__isnull=False).exists(), "nothing half done"
    return caught.value.message_dict


def test_the_first_number_of_a_year_is_one_and_each_next_one_follows(clerk, rounds):
    assert next_number(timezone.localdate().year) == 1
    for expected, stands in enumerate(rounds, start=1):
        factories.number(stands, clerk)
        assert (stands.decision_number, stands.state) == (expected, RoundState.NUMBERED)
        assert next_number(timezone.localdate().year) == expected + 1
    assert entered() == [1, 2, 3]
    assert [entry.round for entry in DecisionNumber.objects.order_by("number")] == rounds
    assert {entry.entered_by for entry in DecisionNumber.objects.all()} == {clerk}


def test_the_screen_proposes_the_next_number_and_today(client, clerk, rounds):
    factories.number(rounds[0], clerk, number=44, skipped_are_used=True)
    client.force_login(clerk)
    form = client.get(reverse("honors_rounds:overview", args=[rounds[1].pk])).context["number_form"]
    assert form["number"].value() == 45
    assert form["day"].value() == timezone.localdate()
    answer = post(client, rounds[1], 45)
    assert answer.status_code == 302
    rounds[1].refresh_from_db()
    assert rounds[1].decision_number == 45


def test_each_year_counts_by_itself(clerk, rounds):
    last_year = timezone.localdate().year - 1
    factories.number(rounds[0], clerk, day=date(last_year, 12, 31), number=7, skipped_are_used=True)
    factories.number(rounds[1], clerk)
    assert (entered(last_year), entered()) == ([1, 2, 3, 4, 5, 6, 7], [1])
    awards = Commendation.objects.filter(token__isnull=False).order_by(
        "certificate_year", "certificate_number"
    )
    assert list(awards.values_list("certificate_year", "certificate_number")) == [
        (last_year, 1),
        (last_year, 2),
        (last_year + 1, 1),
        (last_year + 1, 2),
    ]


@pytest.mark.parametrize(("number", "gap"), [(2, "1"), (3, "1–2"), (45, "1–44")])
def test_a_gap_is_refused_with_the_numbers_that_would_be_left_out(clerk, rounds, number, gap):
    assert refused(rounds[0], clerk, number=number) == {
        "number": [f"Số kế tiếp là 1. Nếu số {gap} đã cấp cho văn bản khác, hãy đánh dấu ô bên dưới."]
    }
    assert entered() == []


def test_with_the_box_ticked_the_skipped_numbers_are_entered_as_other_papers(client, clerk, rounds):
    factories.number(rounds[0], clerk)
    client.force_login(clerk)
    assert "number" in errors_of(post(client, rounds[1], 4))
    assert post(client, rounds[1], 4, skipped_are_used="on").status_code == 302
    assert list(DecisionNumber.objects.order_by("number").values_list("number", "round__title")) == [
        (1, "Đợt 1"),
        (2, None),
        (3, None),
        (4, "Đợt 2"),
    ]


def test_the_box_without_a_gap_does_no_harm(clerk, rounds):
    factories.number(rounds[0], clerk, skipped_are_used=True)
    assert entered() == [1]


def test_a_number_that_is_too_far_away_is_a_slip_of_the_finger(clerk, rounds):
    assert refused(rounds[0], clerk, number=MOST_SKIPPED + 2, skipped_are_used=True) == {
        "number": ["Số kế tiếp là 1; số này cách quá xa, xin xem lại."]
    }
    factories.number(rounds[0], clerk, number=MOST_SKIPPED + 1, skipped_are_used=True)
    assert len(entered()) == MOST_SKIPPED + 1


def test_a_number_is_given_once_and_the_message_says_to_what(clerk, rounds):
    year = timezone.localdate().year
    factories.number(rounds[0], clerk, number=3, skipped_are_used=True)
    for ticked in (False, True):
        assert refused(rounds[1], clerk, number=3, skipped_are_used=ticked) == {
            "number": [f"Số 3 của năm {year} đã cấp cho: Đợt 1."]
        }
    assert refused(rounds[1], clerk, number=2) == {
        "number": [f"Số 2 của năm {year} đã cấp cho: một văn bản khác của trường."]
    }


def test_a_number_before_the_last_one_is_refused_even_if_nobody_has_it(clerk, rounds):
    DecisionNumber.objects.create(year=timezone.localdate().year, number=10)
    assert refused(rounds[0], clerk, number=5) == {"number": ["Số kế tiếp là 11; không lùi lại được."]}


@pytest.mark.parametrize("number", [0, -3])
def test_numbers_begin_with_one(clerk, rounds, number):
    assert refused(rounds[0], clerk, number=number) == {"number": ["Số quyết định bắt đầu từ 1."]}


def test_a_day_in_the_future_is_refused(clerk, rounds):
    tomorrow = timezone.localdate() + timedelta(days=1)
    assert refused(rounds[0], clerk, day=tomorrow) == {"day": ["Ngày ký chưa tới."]}


def test_a_day_before_the_previous_number_s_is_refused_and_the_same_day_is_not(clerk, rounds):
    last_year = timezone.localdate().year - 1
    factories.number(rounds[0], clerk, day=date(last_year, 10, 7))
    symbol = rounds[0].decision_symbol
    assert refused(rounds[1], clerk, day=date(last_year, 10, 6)) == {
        "day": [f"Quyết định 01/{symbol} ký ngày 7/10/{last_year}: số sau không thể ký trước số trước."]
    }
    factories.number(rounds[1], clerk, day=date(last_year, 10, 7))
    factories.number(rounds[2], clerk, day=date(last_year, 10, 8))
    assert entered(last_year) == [1, 2, 3]


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("number", ""),
        ("number", "abc"),
        ("number", "1.5"),
        ("number", "0"),
        ("number", "-1"),
        ("number", "99999999999999999999"),
        ("number", "1\x00"),
        ("day", "31/02/2026"),
        ("day", "hôm qua"),
        ("day", "01/01/0001"),
        ("day", "01/01/9999"),
    ],
)
def test_bad_input_is_a_message_at_its_field_and_keeps_what_was_typed(client, clerk, rounds, field, typed):
    client.force_login(clerk)
    answer = post(client, rounds[0], **({"number": "1"} | {field: typed}))
    assert set(errors_of(answer)) == {field}
    assert answer.context["number_form"][field].value() == typed
    assert not re.search(r"\b(?:Enter|Ensure|This field|valid)\b", str(errors_of(answer)))
    assert entered() == []


def test_an_empty_day_is_asked_for(client, clerk, rounds):
    client.force_login(clerk)
    answer = client.post(reverse("honors_rounds:number", args=[rounds[0].pk]), {"number": "1"})
    assert set(errors_of(answer)) == {"day"}


@pytest.mark.parametrize(("number", "label"), [(1, "01/QĐ-THAĐ"), (9, "09/QĐ-THAĐ"), (10, "10/QĐ-THAĐ")])
def test_a_number_below_ten_is_written_with_a_zero(clerk, rounds, number, label):
    HonorsSettings.objects.update_or_create(
        site=Site.objects.get(is_default_site=True), defaults={"decision_symbol": "QĐ-THAĐ"}
    )
    factories.number(rounds[0], clerk, number=number, skipped_are_used=True)
    assert rounds[0].decision_label == label
    assert rounds[1].decision_label == "", "not numbered yet"


def test_signer_and_symbol_are_those_of_the_day_whatever_the_settings_say_later(clerk, rounds):
    site = Site.objects.get(is_default_site=True)
    school, honors = SchoolSettings.for_site(site), HonorsSettings.for_site(site)
    school.signer_name, school.signer_title, honors.decision_symbol = "Lê Thị Một", "Hiệu trưởng", "QĐ-A"
    school.save()
    honors.save()
    factories.number(rounds[0], clerk)
    school.signer_name, honors.decision_symbol = "Trần Văn Hai", "QĐ-B"
    school.save()
    honors.save()
    stored = CommendationRound.objects.get(pk=rounds[0].pk)
    assert (stored.signer_name, stored.signer_title) == ("Lê Thị Một", "Hiệu trưởng")
    assert stored.decision_label == "01/QĐ-A"


def test_every_award_has_a_number_in_the_round_s_order_and_a_token_that_nobody_guesses(clerk, rounds):
    first, second = rounds[0].commendations.order_by("pk")
    Commendation.objects.filter(pk=first.pk).update(position=9)
    for stands in rounds:
        factories.number(stands, clerk)
    awards = {award.pk: award for award in Commendation.objects.all()}
    assert (awards[second.pk].certificate_number, awards[first.pk].certificate_number) == (1, 2)
    assert sorted(award.certificate_number for award in awards.values()) == [1, 2, 3, 4, 5, 6]
    tokens = {award.token for award in awards.values()}
    assert len(tokens) == 6
    assert all(re.fullmatch(r"[0-9a-f]{32}", token) for token in tokens)


def test_who_was_left_out_by_the_council_gets_no_number(clerk):
    editor = factories.user(Role.EDITOR)
    stands = factories.commendation_round(
        state="proposed", items=3, editor=editor, title="Đợt có người bị bỏ"
    )
    dropped = stands.commendations.first()
    steps.drop(dropped, editor, "Chưa đủ minh chứng.")
    steps.submit(stands, editor)
    factories.approve(stands)
    factories.number(stands, clerk)
    dropped.refresh_from_db()
    assert (dropped.certificate_number, dropped.token, dropped.state) == (None, None, "dropped")
    assert stands.commendations.filter(state="awarded").count() == 2


def test_what_changed_after_the_approval_gets_no_number(client, clerk, rounds):
    rounds[0].commendations.update(citation="Đã đổi một câu.")
    client.force_login(clerk)
    answer = post(client, rounds[0], 1)
    (message,) = errors_of(answer)["__all__"]
    assert message.startswith("Nội dung đã đổi sau khi hiệu trưởng duyệt, phải trình duyệt lại: ")
    assert "Đã đổi một câu." in message
    assert entered() == []


def test_the_step_is_in_the_history_with_its_number(clerk, rounds):
    factories.number(rounds[0], clerk)
    entry = ModelLogEntry.objects.for_instance(rounds[0]).get(action="honors.number")
    assert (entry.user, entry.data["number"]) == (clerk, rounds[0].decision_label)
    assert rounds[0].decision_label in entry.message


# --- Two at once ------------------------------------------------------------------------------------


def test_the_database_itself_takes_no_number_twice(school):
    DecisionNumber.objects.create(year=2023, number=45)
    with pytest.raises(IntegrityError), transaction.atomic():
        DecisionNumber.objects.create(year=2023, number=45)
    DecisionNumber.objects.create(year=2024, number=45)
    assert DecisionNumber.objects.count() == 2


def test_a_number_that_somebody_else_takes_in_the_same_moment_is_a_message(monkeypatch, clerk, rounds):
    """Between the look into the register and the entry: the constraint decides."""
    look = register._rows

    def look_then_lose(year: int, number: int, **options: Any) -> Any:
        rows = look(year, number, **options)
        DecisionNumber.objects.create(year=year, number=number)
        return rows

    monkeypatch.setattr(register, "_rows", look_then_lose)
    assert refused(rounds[0], clerk) == {"number": ["Số 1 vừa có người khác lấy. Hãy xem lại số kế tiếp."]}
    monkeypatch.undo()
    factories.number(rounds[0], clerk)
    assert rounds[0].decision_number == 1


def test_the_same_round_is_numbered_once(clerk, rounds):
    stale = CommendationRound.objects.get(pk=rounds[0].pk)
    factories.number(rounds[0], clerk)
    with pytest.raises(ValidationError, match="Đã vào sổ"):
        factories.number(stale, factories.user(Role.CLERK))
    assert entered() == [1]


def test_a_round_that_is_approved_again_keeps_its_number_and_its_tokens(clerk, rounds):
    stands, editor = rounds[0], factories.user(Role.EDITOR)
    factories.number(stands, clerk)
    before = {award.pk: (award.certificate_number, award.token) for award in stands.commendations.all()}
    stands.commendations.filter(pk=min(before)).update(citation="Đã sửa một chữ.")
    steps.submit(stands, editor)
    factories.approve(stands)
    stands.refresh_from_db()
    assert (stands.state, stands.decision_number) == (RoundState.NUMBERED, 1)
    assert {
        award.pk: (award.certificate_number, award.token) for award in stands.commendations.all()
    } == before
    assert entered() == [1]


def test_who_joins_a_numbered_round_gets_the_next_certificate(clerk, rounds):
    stands, editor = rounds[0], factories.user(Role.EDITOR)
    factories.number(stands, clerk)
    factories.number(rounds[1], clerk)
    steps.withdraw(stands, editor)
    newcomer = factories.commendation(round=stands, editor=editor)
    steps.propose(stands, editor)
    steps.submit(stands, editor)
    factories.approve(stands)
    newcomer.refresh_from_db()
    assert (newcomer.certificate_number, newcomer.state) == (5, "awarded")
    assert newcomer.token
