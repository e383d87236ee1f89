"""What reviewers are told before they decide: twice the same, a basis out of force, a consent that is missing."""

from __future__ import annotations

from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from home.models import HomePage
from honors import steps
from honors.cautions import item_cautions, round_cautions
from honors.models import Commendation
from people.models import Person
from tests import factories
from tests.module_school import school_for_the_module

pytestmark = pytest.mark.django_db

CITATION = "Đã kiên trì tự học chữ Braille rồi chỉ lại cho cả lớp."
FULL_NAME, SHOWN_NAME = "Lê Thị Bảo Ngọc", "Bảo Ngọc"


def fill() -> None:
    """A Week, a learner with a profile and a consent."""
    week = factories.edition(year=2023)
    HomePage.objects.update(edition=week)
    learner = factories.person(full_name=FULL_NAME, display_name=SHOWN_NAME)
    factories.consent(learner)
    factories.profile(person=learner, slug="bao-ngoc")


school = school_for_the_module(fill)


@pytest.fixture
def editor(school) -> Any:
    return factories.user(Role.EDITOR)


@pytest.fixture
def learner(school) -> Person:
    return Person.objects.get(full_name=FULL_NAME)


@pytest.fixture
def award(learner) -> Any:
    """A function that gives the learner's commendation in a round of a state."""

    def make(state: str = "live", **fields: Any) -> Commendation:
        values = {"person": learner, "profile": learner.profiles.get(), "citation": CITATION}
        values |= {"award_kind": "certificate"} | fields
        values.setdefault("round", factories.commendation_round(HomePage.objects.get().edition))
        return factories.commendation(state, **values)

    return make


def cautions(*items: Commendation) -> dict[int, list[str]]:
    rows = Commendation.objects.filter(pk__in=[item.pk for item in items]).select_related("person", "round")
    return item_cautions(rows)


def test_the_same_achievement_twice_in_one_week_is_a_warning_at_both(award):
    first, second = award("draft"), award("draft", citation=CITATION.replace("cả lớp", "các bạn"))
    found = cautions(first, second)
    assert found == {
        item.pk: ["Cùng một thành tích đã được đề nghị khen trong Tuần lễ này: Giấy chứng nhận, Đợt 1."]
        for item in (first, second)
    }


def test_another_achievement_of_the_same_person_is_named_as_such(award):
    first, second = award("draft"), award("draft", citation="Chạy nhanh nhất khối trong ngày hội thể thao.")
    assert cautions(second)[second.pk] == [
        "Người này còn một đề nghị khác trong Tuần lễ này: Giấy chứng nhận, Đợt 1."
    ]
    assert cautions(first)[first.pk]


def test_a_collective_is_known_again_however_it_is_spelled(award):
    names = ["Tập thể lớp 5/3", "TAP THE LOP 5/3"]
    first, second = (award("draft", person=None, profile=None, collective_name=name) for name in names)
    assert set(cautions(first, second)) == {first.pk, second.pk}


def test_another_week_another_person_and_what_was_left_out_are_no_repetition(award, editor):
    first = award("draft")
    award("draft", round=factories.commendation_round(factories.edition()))
    award("draft", person=factories.person(kind="teacher"), profile=None)
    proposed = factories.commendation_round(first.round.edition, title="Đợt khác")
    dropped = award("draft", round=proposed)
    award("draft", round=proposed, person=factories.person(kind="teacher"), profile=None)
    steps.propose(proposed, editor)
    steps.drop(dropped, editor, "Trùng.")
    assert cautions(first) == {}


def test_a_certificate_that_replaces_a_wrong_one_is_no_repetition(award):
    old = award("live")
    new = award("draft", replaces=old)
    assert cautions(new) == {}


def test_hardship_words_and_a_missing_consent_are_warnings(award):
    child = factories.person()
    item = award(
        "draft", person=child, profile=None, citation="Đã vượt khó, nhà thuộc hộ nghèo, mà vẫn đọc sách."
    )
    consent, hardship = cautions(item)[item.pk]
    assert consent == "Chưa được nêu tên trên trang: chưa có phiếu đồng ý."
    assert "hộ nghèo" in hardship
    assert "Hãy chỉ kể việc học." in hardship
    Commendation.objects.filter(pk=item.pk).update(is_public=False)
    assert cautions(item)[item.pk][0] == "Được khen nhưng không nêu trên trang: chưa có phiếu đồng ý."


def test_cautions_take_as_many_queries_for_forty_as_for_four(award):
    draft = factories.commendation_round(HomePage.objects.get().edition, title="Đợt đông")
    items = [
        award("draft", round=draft, person=None, profile=None, collective_name=f"Tổ {n}") for n in range(3)
    ]
    items += [award("draft", round=draft, person=factories.person(), profile=None)]

    def count(number: int) -> int:
        with CaptureQueriesContext(connection) as captured:
            cautions(*items[:number])
        return len(captured)

    few = count(4)
    items += [award("draft", round=draft, person=factories.person(), profile=None) for _ in range(36)]
    assert count(40) == few <= 4


def test_a_legal_basis_that_is_not_in_force_on_the_signing_date_is_a_warning(award):
    stands = award("with_principal").round
    today = timezone.localdate()
    assert "Đợt chưa ghi căn cứ nào." in round_cautions(stands)
    old = factories.legal_basis(number="1/CŨ", in_force_to=today)
    new = factories.legal_basis(number="2/MỚI", issued_on=today, in_force_from=today + timedelta(days=1))
    good = factories.legal_basis(number="3/ĐÚNG", in_force_from=today, in_force_to=today + timedelta(days=1))
    stands.legal_bases.set([old, new, good])
    text = " ".join(round_cautions(stands))
    assert "1/CŨ" in text
    assert "2/MỚI" in text
    assert "3/ĐÚNG" not in text
    factories.approve(stands)
    factories.number(stands, day=today - timedelta(days=1))
    text = " ".join(round_cautions(stands))
    assert "1/CŨ" not in text, "it was in force on the day of signing"
    assert "3/ĐÚNG" in text


def test_the_screen_of_the_round_shows_the_warnings(client, award, editor):
    item = award("draft")
    award("draft", round=item.round)
    client.force_login(editor)
    page = unescape(client.get(reverse("honors_rounds:overview", args=[item.round_id])).content.decode())
    for words in (
        "Đợt chưa ghi căn cứ nào.",
        "Chưa có biên bản họp xét.",
        "Cùng một thành tích đã được đề nghị khen trong Tuần lễ này",
    ):
        assert words in page
