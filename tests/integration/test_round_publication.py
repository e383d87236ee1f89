"""A round goes public as one: whole or not at all, by hand or at its moment, with nobody who may not be named."""

from __future__ import annotations

from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from accounts.roles import Role
from honors import publication
from honors.models import Commendation, CommendationRound, ItemState, RoundState
from honors.publication import publish, schedule, unpublish, unschedule
from tests import factories
from tests.module_school import school_for_the_module

pytestmark = pytest.mark.django_db
school = school_for_the_module()


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


def page(client: Any, stands: CommendationRound, user: Any) -> str:
    client.force_login(user)
    return unescape(client.get(reverse("honors_rounds:overview", args=[stands.pk])).content.decode())


def tokens(stands: CommendationRound) -> list[str | None]:
    return list(stands.commendations.order_by("pk").values_list("token", flat=True))


def test_a_round_is_public_whole_or_not_at_all(make, editor, monkeypatch):
    stands = make("numbered")
    monkeypatch.setattr(publication, "note", lambda *args, **options: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        publish(stands, editor)
    stands.refresh_from_db()
    assert (stands.state, stands.published_at) == (RoundState.NUMBERED, None)
    assert not Commendation.objects.approved().exists()


def with_a_child_without_consent(make: Any) -> tuple[CommendationRound, Commendation]:
    stands = make("draft")
    child = factories.person(full_name="Lê Thị Bảo Ngọc", unit="lớp 5/3")
    item = factories.commendation(round=stands, person=child)
    return factories.bring(stands, "numbered"), item


@pytest.mark.parametrize("way", ["publish", "schedule"])
def test_a_child_without_consent_holds_the_round_back_at_the_field(client, make, editor, way):
    stands, item = with_a_child_without_consent(make)
    client.force_login(editor)
    moment = timezone.localtime() + timedelta(days=1)
    data = {"moment": f"{moment:%d/%m/%Y %H:%M}"} if way == "schedule" else {}
    answer = client.post(reverse(f"honors_rounds:{way}", args=[stands.pk]), data)
    assert answer.status_code == 422
    assert answer.context[f"{way}_form"].errors == {
        "set_aside": ["Lê Thị Bảo Ngọc (lớp 5/3): chưa có phiếu đồng ý."]
    }
    stands.refresh_from_db()
    assert stands.state == RoundState.NUMBERED
    if way == "schedule":
        assert data["moment"] in answer.content.decode(), "nothing typed is lost"

    answer = client.post(reverse(f"honors_rounds:{way}", args=[stands.pk]), data | {"set_aside": "on"})
    assert answer.status_code == 302
    stands.refresh_from_db()
    assert stands.state == {"publish": RoundState.LIVE, "schedule": RoundState.SCHEDULED}[way]
    item.refresh_from_db()
    assert (item.state, item.is_public) == (ItemState.AWARDED, False), "commended all the same"
    assert stands.commendations.filter(is_public=True).count() == 3
    assert ModelLogEntry.objects.for_instance(item).filter(action="honors.set_aside").count() == 1


def test_a_consent_that_comes_in_time_is_enough(make, editor):
    stands, item = with_a_child_without_consent(make)
    factories.consent(item.person)
    publish(stands, editor)
    assert item in Commendation.objects.approved()


@pytest.mark.parametrize(
    "fields",
    [
        {"purpose": "story"},
        {"channels": ["board", "social", "print"]},
        {"guardian_name": ""},
        {"guardian_signed_on": None},
        {"child_agreed_on": None},
        {"withdrawn_at": timezone.now() - timedelta(hours=1)},
        {"expires_on": timezone.localdate() - timedelta(days=2)},
    ],
    ids=lambda fields: next(iter(fields)),
)
def test_a_consent_for_something_else_or_half_signed_or_ended_is_none(make, editor, fields):
    stands, item = with_a_child_without_consent(make)
    factories.consent(item.person, **fields)
    with pytest.raises(ValidationError, match="Lê Thị Bảo Ngọc"):
        publish(stands, editor)


def test_who_is_not_to_be_named_anyway_needs_no_consent(make, editor):
    stands, item = with_a_child_without_consent(make)
    Commendation.objects.filter(pk=item.pk).update(is_public=False)
    publish(stands, editor)
    assert item not in Commendation.objects.approved()


def test_the_screen_names_whose_consent_is_missing(client, make, editor):
    stands, _item = with_a_child_without_consent(make)
    assert "Lê Thị Bảo Ngọc (lớp 5/3): chưa có phiếu đồng ý." in page(client, stands, editor)


def test_a_moment_that_has_passed_is_an_error_at_its_field(client, make, editor):
    stands = make("numbered")
    client.force_login(editor)
    for moment, kept in (("05/10/2023 07:30", "05/10/2023 07:30"), ("hôm nào", "hôm nào"), ("", "")):
        answer = client.post(reverse("honors_rounds:schedule", args=[stands.pk]), {"moment": moment})
        assert answer.status_code == 422
        assert set(answer.context["schedule_form"].errors) == {"moment"}
        assert kept in answer.content.decode()
    stands.refresh_from_db()
    assert (stands.state, stands.due_at) == (RoundState.NUMBERED, None)


def test_a_schedule_is_set_forgotten_and_overtaken(client, make, editor):
    stands = make("numbered")
    moment = (timezone.localtime() + timedelta(days=1)).replace(second=0, microsecond=0)
    client.force_login(editor)
    client.post(reverse("honors_rounds:schedule", args=[stands.pk]), {"moment": f"{moment:%d/%m/%Y %H:%M}"})
    stands.refresh_from_db()
    assert (stands.state, stands.due_at) == (RoundState.SCHEDULED, moment)
    unschedule(stands, editor)
    assert (stands.state, stands.due_at) == (RoundState.NUMBERED, None)
    schedule(stands, editor, moment)
    publish(stands, editor)
    stands.refresh_from_db()
    assert (stands.state, stands.due_at) == (RoundState.LIVE, None)


def test_taken_off_the_page_the_awards_stand_and_the_round_may_come_back(make, editor):
    stands = make("live")
    before = tokens(stands)
    unpublish(stands, editor)
    assert stands.state == RoundState.NUMBERED
    assert stands.published_at, "the certificates go on being verified as valid"
    assert not Commendation.objects.approved().exists()
    assert set(stands.commendations.values_list("state", flat=True)) == {ItemState.AWARDED}
    publish(stands, editor)
    assert Commendation.objects.approved().count() == 3
    assert tokens(stands) == before
