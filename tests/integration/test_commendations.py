"""Commendations: what the public sees of them and when not, and who reads the award book."""

from __future__ import annotations

from datetime import timedelta
from html import unescape
from typing import Any

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from home.models import HomePage
from honors import steps
from honors.models import Commendation, RoundState
from honors.publication import unpublish
from people.models import Consent, Person
from tests import factories
from tests.module_school import school_for_the_module

pytestmark = pytest.mark.django_db

CITATION = "Đã kiên trì tự học chữ Braille rồi chỉ lại cho cả lớp."
FULL_NAME, SHOWN_NAME = "Lê Thị Bảo Ngọc", "Bảo Ngọc"
AWARD = "Giấy chứng nhận"
SHOWN_AT = {"/", "/ton-vinh/", "/ton-vinh/?nam=2023", "/ton-vinh/bao-ngoc/", "/tuan-le-2023/"}


def fill() -> None:
    """A Week, a learner with a profile and a consent."""
    week = factories.edition(year=2023)
    HomePage.objects.update(edition=week)
    factories.week_page(week, slug="tuan-le-2023")
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


def everywhere(client: Any) -> dict[str, str]:
    """Return what an anonymous visitor reads wherever a commendation could appear."""
    client.logout()
    addresses = [
        "/",
        "/ton-vinh/",
        "/ton-vinh/?nam=2023",
        "/ton-vinh/bao-ngoc/",
        "/tuan-le-2023/",
        "/tin-bai/",
        "/tin-bai/rss/",
        "/tin-bai/atom/",
        "/sitemap.xml",
        "/tim-kiem/?q=kien+tri",
        "/tim-kiem/?q=Braille",
    ]
    found = {}
    for address in addresses:
        answer = client.get(address)
        # A revocation takes the story that goes with the award down, and nothing else.
        expected = {200, 410} if address == "/ton-vinh/bao-ngoc/" else {200}
        assert answer.status_code in expected, address
        found[address] = unescape(answer.content.decode())
    return found


def places_with(client: Any, words: str) -> set[str]:
    return {address for address, text in everywhere(client).items() if words in text}


# --- What the public sees ------------------------------------------------------------------------------


def test_a_published_commendation_is_where_it_belongs(client, award):
    award("live")
    assert places_with(client, AWARD) == SHOWN_AT
    assert CITATION in everywhere(client)["/ton-vinh/bao-ngoc/"]


@pytest.mark.parametrize("state", [state.value for state in RoundState if state != RoundState.LIVE])
def test_nothing_of_a_round_that_is_not_published_is_public(client, award, state):
    award(state)
    assert places_with(client, AWARD) == set()
    assert places_with(client, CITATION) == set()


def test_a_collective_is_on_the_board(client, award):
    award("live", person=None, profile=None, collective_name="Tập thể tổ Văn phòng")
    assert "/ton-vinh/" in places_with(client, "Tập thể tổ Văn phòng")


def test_the_full_name_of_a_child_stays_in_the_office(client, award):
    award("live")
    assert places_with(client, SHOWN_NAME) >= SHOWN_AT
    assert places_with(client, FULL_NAME) == set()


def test_evidence_and_reasons_stay_in_the_office(client, award):
    item = award("live", evidence="Cô chủ nhiệm kể riêng với hội đồng.")
    assert places_with(client, "kể riêng với hội đồng") == set()
    steps.revoke(item, factories.user(Role.PRINCIPAL), "Nhầm người trong danh sách.")
    assert places_with(client, "Nhầm người") == set()


GONE = {
    "the round is taken off": lambda item: unpublish(item.round, factories.user(Role.EDITOR)),
    "the award is revoked": lambda item: steps.revoke(item, factories.user(Role.PRINCIPAL), "Nhầm người."),
    "the consent is withdrawn": lambda item: Consent.objects.update(withdrawn_at=timezone.now()),
    "the consent has expired": lambda item: Consent.objects.update(
        expires_on=timezone.localdate() - timedelta(days=1)
    ),
    "the consent is gone": lambda item: Consent.objects.all().delete(),
    "the person is not to be named": lambda item: Commendation.objects.update(is_public=False),
}


@pytest.mark.parametrize("case", GONE)
def test_it_is_gone_everywhere_at_once_when(client, award, case):
    item = award("live")
    assert places_with(client, AWARD) == SHOWN_AT
    GONE[case](item)
    assert places_with(client, AWARD) == set()
    assert places_with(client, CITATION) == set()


def test_a_consent_that_ends_takes_the_award_off_the_page_by_itself(client, award):
    award("live")
    Consent.objects.update(expires_on=timezone.localdate())
    assert Commendation.objects.approved().count() == 1
    with time_machine.travel(timezone.localtime().replace(hour=0, minute=1) + timedelta(days=1), tick=False):
        assert Commendation.objects.approved().count() == 0


def test_an_adult_is_shown_without_a_consent_until_it_is_taken_back(award):
    teacher = factories.person(kind="teacher")
    award("live", person=teacher, profile=None)
    assert Commendation.objects.approved().count() == 1
    factories.consent(teacher, withdrawn_at=timezone.now())
    assert Commendation.objects.approved().count() == 0


# --- The award book -------------------------------------------------------------------------------------------


def test_the_award_book_has_every_numbered_certificate_for_who_may_see_it(client, award):
    given = award("live")
    award("approved", person=factories.person(full_name="Trần Chưa Có Số", kind="teacher"), profile=None)
    for role in Role:
        client.force_login(factories.user(role))
        answer = client.get(reverse("award_book"))
        if role in {Role.EDITOR, Role.PRINCIPAL, Role.CLERK}:
            page = answer.content.decode()
            assert (answer.status_code, FULL_NAME in page) == (200, True)
            assert given.round.decision_label in page
            assert "Trần Chưa Có Số" not in page
        else:
            assert answer.status_code == 403, role


def test_the_award_book_goes_along_as_a_table(client, award):
    award("live")
    client.force_login(factories.user(Role.CLERK))
    answer = client.get(reverse("award_book"), {"export": "csv"})
    table = b"".join(answer.streaming_content).decode("utf-8-sig")
    heading, line = table.strip().splitlines()
    assert heading.startswith("Số vào sổ,Năm,Họ và tên")
    assert FULL_NAME in line
    assert AWARD in line
