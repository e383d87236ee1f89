"""The form of one commendation: what it refuses, and that what was typed is never lost."""

from __future__ import annotations

from html import unescape
from typing import Any

import pytest
from django.urls import reverse
from wagtail.models import Site

from accounts.roles import Role
from home.models import HomePage
from honors.models import AwardKind, Commendation, CommendationRound, HonorsSettings
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
def draft(school) -> CommendationRound:
    return factories.commendation_round(HomePage.objects.get().edition, title="Đợt đang lập")


def send(client: Any, draft: CommendationRound, editor: Any, **fields: Any) -> Any:
    client.force_login(editor)
    data = {"award_kind": "praise", "citation": CITATION, "is_public": "on"}
    return client.post(reverse("honors_items:add", args=[draft.pk]), data | fields)


def errors_of(answer: Any) -> dict[str, list[str]]:
    assert answer.status_code == 422
    return {name: list(messages) for name, messages in answer.context["form"].errors.items()}


@pytest.mark.parametrize("collective_name", ["", "Tập thể lớp 5/3"])
def test_no_recipient_and_two_recipients_are_errors_at_the_field(
    client, editor, draft, learner, collective_name
):
    recipients = {"collective_name": collective_name} | ({"person": learner.pk} if collective_name else {})
    assert errors_of(send(client, draft, editor, **recipients)) == {
        "collective_name": ["Hãy chọn một cá nhân, hoặc ghi tên một tập thể (chỉ một)."]
    }
    assert not Commendation.objects.exists()


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"citation": ""}, "citation"),
        ({"citation": "   \n"}, "citation"),
        ({"citation": "dài " * 76}, "citation"),
        ({"citation": "Đã học rất vui 🎉"}, "citation"),
        ({"citation": "Đã học \u202egnohp"}, "citation"),
        ({"citation": "Đã học\x00"}, "citation"),
        ({"evidence": "dài " * 251}, "evidence"),
        ({"collective_name": "Lớp " + "a" * 120}, "collective_name"),
        ({"collective_name": "Lớp <script>"}, "collective_name"),
        ({"collective_name": "#let x = 1"}, "collective_name"),
        ({"collective_name": "{{ 7 * 7 }}"}, "collective_name"),
        ({"collective_name": "Lớp 🎉"}, "collective_name"),
        ({"collective_name": "Lớp \u202e3/5"}, "collective_name"),
        ({"award_kind": ""}, "award_kind"),
        ({"award_kind": "merit"}, "award_kind"),
        ({"award_kind": "knighthood"}, "award_kind"),
        ({"person": "987654", "collective_name": ""}, "person"),
        ({"person": "abc", "collective_name": ""}, "person"),
        ({"profile": "987654"}, "profile"),
        ({"replaces": "abc"}, "replaces"),
    ],
)
def test_bad_input_is_a_message_at_its_field_and_nothing_typed_is_lost(client, editor, draft, fields, field):
    answer = send(client, draft, editor, **({"collective_name": "Tập thể lớp 5/3"} | fields))
    assert field in errors_of(answer)
    assert not Commendation.objects.exists()
    form = answer.context["form"]
    for name, value in fields.items():
        assert str(form[name].value()) == value, "it still stands in its box"


@pytest.mark.parametrize(
    "citation",
    [
        "Đã học #let x = 1 và `mã`, $x$, *đậm*, _nghiêng_, @ai, <a>, \\n.",
        "Đã đọc “{{ 7 * 7 }}” và {% load %}.",
        "Đã viết <script>alert(1)</script>.",
        "x" * 300,
    ],
)
def test_marks_of_other_languages_are_plain_words(client, editor, draft, citation):
    assert (
        send(client, draft, editor, collective_name="Tập thể lớp 5/3", citation=citation).status_code == 302
    )
    assert Commendation.objects.get().citation == citation
    page = client.get(reverse("honors_rounds:overview", args=[draft.pk])).content.decode()
    assert "<script>alert" not in page
    assert f"<p>{citation}</p>" in unescape(page), "as it was written, not as it would compute"


def test_giay_khen_is_offered_only_when_the_school_has_switched_it_on(client, editor, draft):
    client.force_login(editor)
    address = reverse("honors_items:add", args=[draft.pk])
    offered = [value for value, _label in client.get(address).context["form"].fields["award_kind"].choices]
    assert offered == ["letter", "praise", "certificate"]
    settings = HonorsSettings.for_site(Site.objects.get(is_default_site=True))
    settings.award_kinds = [*settings.award_kinds, AwardKind.MERIT.value]
    settings.save()
    answer = send(client, draft, editor, collective_name="Tập thể lớp 5/3", award_kind="merit")
    assert answer.status_code == 302
    item = Commendation.objects.get()
    assert item.award_kind == "merit"

    settings.award_kinds = ["praise"]
    settings.save()
    form = client.get(reverse("honors_items:edit", args=[item.pk])).context["form"]
    assert [value for value, _label in form.fields["award_kind"].choices] == ["praise", "merit"], (
        "what was chosen when it was allowed is not lost by opening the form"
    )


def test_words_are_stored_composed_and_without_edges(client, editor, draft):
    send(client, draft, editor, collective_name="  Tập thể lớp 5/3 ", citation="  Đã ho\u0323c. ")
    item = Commendation.objects.get()
    assert (item.collective_name, item.citation) == ("Tập thể lớp 5/3", "Đã học.")
