"""The principal approves words: one letter more voids that, a save that changes nothing does not."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from accounts.roles import Role
from honors import approval, steps
from honors.models import Commendation, CommendationRound, ItemState, RoundState
from honors.publication import publish, schedule, unpublish
from people.models import Person
from tests import factories
from tests.module_school import school_for_the_module
from week.models import LegalBasis

pytestmark = pytest.mark.django_db

CITATION = "Đã kiên trì tự học chữ Braille rồi chỉ lại cho cả lớp."
EVIDENCE = "Cô chủ nhiệm xác nhận.\nHai mươi buổi."
NAME = "Lê Thị Bảo Ngọc"


def fill() -> None:
    """A numbered round of a child, a teacher and a collective."""
    week = factories.edition()
    stands = factories.commendation_round(week, title="Đợt 1")
    stands.legal_bases.add(factories.legal_basis(number="1964/GDDT"))
    child = factories.person(full_name=NAME, display_name="Bảo Ngọc", unit="lớp 5/3")
    factories.consent(child)
    teacher = factories.person(
        kind="teacher", full_name="Trần Thị Thu Hà", display_name="Cô Thu Hà", unit="khối 4"
    )
    editor = factories.user(Role.EDITOR)
    for who in ({"person": child}, {"person": teacher}, {"collective_name": "Tập thể lớp 5/3"}):
        factories.commendation(round=stands, editor=editor, citation=CITATION, evidence=EVIDENCE, **who)
    factories.bring(stands, "numbered", editor=editor)


school = school_for_the_module(fill)


@pytest.fixture
def stands(school) -> CommendationRound:
    return CommendationRound.objects.get(title="Đợt 1")


@pytest.fixture
def item(stands) -> Commendation:
    """The child's."""
    return stands.commendations.select_related("person").get(person__full_name=NAME)


@pytest.fixture
def editor(school) -> Any:
    return factories.user(Role.EDITOR)


def screen(client: Any, stands: CommendationRound, user: Any) -> str:
    client.force_login(user)
    return unescape(client.get(reverse("honors_rounds:overview", args=[stands.pk])).content.decode())


def fields_of(client: Any, item: Commendation) -> dict[str, Any]:
    """Return what the item's form holds, as a browser would send it."""
    form = client.get(reverse("honors_items:edit", args=[item.pk])).context["form"]
    sent = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in sent.items() if value not in {None, False, ""}}


# --- What voids it --------------------------------------------------------------------------------


def set_item(**fields: Any) -> Callable[[Commendation], None]:
    return lambda item: Commendation.objects.filter(pk=item.pk).update(**fields) and None


def set_person(**fields: Any) -> Callable[[Commendation], None]:
    return lambda item: Person.objects.filter(pk=item.person_id).update(**fields) and None


def another_person(item: Commendation) -> None:
    item.person = factories.person(full_name="Lê Thị Bảo Châu", unit="lớp 5/3")
    item.save()
    factories.consent(item.person)


def make_collective(item: Commendation) -> None:
    item.person, item.collective_name = None, "Tổ 2 lớp 5/3"
    item.save()


def rename_round(item: Commendation) -> None:
    CommendationRound.objects.filter(pk=item.round_id).update(title="Đợt 1b")


def other_week(item: Commendation) -> None:
    CommendationRound.objects.filter(pk=item.round_id).update(edition=factories.edition(theme="Chủ đề khác"))


def one_more_basis(item: Commendation) -> None:
    item.round.legal_bases.add(factories.legal_basis(number="4114/KH-UBND"))


def correct_basis(item: Commendation) -> None:
    LegalBasis.objects.filter(rounds=item.round).update(number="1965/GDDT")


def one_more(item: Commendation) -> None:
    factories.commendation(round=item.round, collective_name="Tập thể lớp 1/1")


def one_less(item: Commendation) -> None:
    item.delete()


def into_another_round(item: Commendation) -> None:
    item.round = factories.commendation_round(item.round.edition, title="Đợt 2")
    item.save()


def left_out(item: Commendation) -> None:
    item.state = ItemState.DROPPED
    item.save()


VOIDING = {
    "one letter of the citation": (
        set_item(citation=CITATION.replace("lớp", "lốp")),
        f"{NAME} – thành tích: “{CITATION}” → “{CITATION.replace('lớp', 'lốp')}”",
    ),
    "one mark of punctuation": (set_item(citation=CITATION.rstrip(".")), f"→ “{CITATION.rstrip('.')}”"),
    "a capital": (set_item(citation=CITATION.upper()), f"→ “{CITATION.upper()}”"),
    "two words run together": (
        set_item(citation=CITATION.replace("cả lớp", "cảlớp")),
        "chỉ lại cho cảlớp.",
    ),
    "the evidence": (set_item(evidence="Hai mươi mốt buổi."), f"{NAME} – minh chứng: "),
    "the evidence, removed": (set_item(evidence=""), "→ “…”"),
    "the award": (set_item(award_kind="praise"), f"{NAME} – hình thức: “Thư khen” → “Biểu dương”"),
    "the person's name": (
        set_person(full_name="Lê Thị Bảo Ngà"),
        f"{NAME} – tên: “{NAME}” → “Lê Thị Bảo Ngà”",
    ),
    "the person's class": (
        set_person(unit="lớp 5/4"),
        f"{NAME} – lớp hoặc đơn vị: “Học sinh lớp 5/3” → “Học sinh lớp 5/4”",
    ),
    "the name that the public reads": (
        set_person(display_name="Ngọc"),
        f"{NAME} – tên hiện trên trang: “Bảo Ngọc” → “Ngọc”",
    ),
    "what the person is": (set_person(kind="parent"), "→ “Phụ huynh lớp 5/3”"),
    "another person": (another_person, f"{NAME} – tên: “{NAME}” → “Lê Thị Bảo Châu”"),
    "a collective instead": (make_collective, f"{NAME} – tên: “{NAME}” → “Tổ 2 lớp 5/3”"),
    "the round's title": (rename_round, "tên đợt: “Đợt 1” → “Đợt 1b”"),
    "the Week": (other_week, "Tuần lễ: "),
    "one legal basis more": (one_more_basis, "căn cứ: “1964/GDDT” → “1964/GDDT, 4114/KH-UBND”"),
    "a legal basis corrected": (correct_basis, "căn cứ: “1964/GDDT” → “1965/GDDT”"),
    "somebody more": (one_more, "Tập thể lớp 1/1 – mới thêm vào đợt"),
    "somebody less": (one_less, f"{NAME} – không còn trong đợt"),
    "somebody moved away": (into_another_round, f"{NAME} – không còn trong đợt"),
    "somebody left out past the steps": (left_out, f"{NAME} – không còn trong đợt"),
}


@pytest.mark.parametrize("case", VOIDING)
def test_a_change_after_the_approval_voids_it_and_the_screen_names_it(client, stands, item, editor, case):
    change, words = VOIDING[case]
    change(item)
    stands.refresh_from_db()
    assert not approval.holds(stands)
    for way in (
        lambda: publish(stands, editor),
        lambda: schedule(stands, editor, timezone.now() + timedelta(hours=1)),
    ):
        with pytest.raises(ValidationError, match="phải trình duyệt lại") as caught:
            way()
        assert words in " ".join(caught.value.messages)
    stands.refresh_from_db()
    assert stands.state == RoundState.NUMBERED
    page = screen(client, stands, editor)
    assert "Đã đổi sau khi hiệu trưởng duyệt" in page
    assert words in page

    steps.submit(stands, editor)
    factories.approve(stands)
    publish(stands, editor)
    stands.refresh_from_db()
    assert stands.state == RoundState.LIVE


def test_only_one_change_is_named_when_only_one_was_made(stands, item):
    item.citation = CITATION.replace("chữ Braille", "chữ nổi")
    item.save()
    assert [str(change) for change in approval.changes(stands)] == [
        f"{NAME} – thành tích: “{CITATION}” → “{CITATION.replace('chữ Braille', 'chữ nổi')}”"
    ]


def test_two_changes_are_both_named(stands, item):
    set_item(citation="Đã đổi.", award_kind="praise")(item)
    assert {change.field for change in approval.changes(stands)} == {"thành tích", "hình thức"}


def test_a_letter_changed_and_changed_back_is_as_it_was_approved(stands, item):
    set_item(citation="Đã đổi.")(item)
    assert not approval.holds(stands)
    set_item(citation=CITATION)(item)
    assert approval.holds(stands)
    assert approval.changes(stands) == []


def test_swapping_the_words_of_two_people_is_a_change(stands, item):
    other = stands.commendations.exclude(pk=item.pk).first()
    set_item(citation="Đã đổi.")(item)
    steps.submit(stands, factories.user(Role.EDITOR))
    factories.approve(stands)
    set_item(citation=CITATION)(item)
    set_item(citation="Đã đổi.")(other)
    assert not approval.holds(stands)
    assert {change.subject for change in approval.changes(stands)} == {item.recipient, other.recipient}


def test_without_an_approval_nothing_holds_and_nothing_has_changed(school):
    draft = factories.commendation_round(items=1, title="Đợt chưa duyệt")
    assert not approval.holds(draft)
    assert approval.changes(draft) == []


# --- What does not --------------------------------------------------------------------------------


def nfd(text: str) -> str:
    return unicodedata.normalize("NFD", text)


def save_everything(item: Commendation) -> None:
    item.save()
    item.person.save()
    item.round.save()
    item.round.edition.save()


def fill_in_the_file(item: Commendation) -> None:
    CommendationRound.objects.filter(pk=item.round_id).update(
        note="Trao vào thứ Hai.", meeting_date=timezone.localdate(), minutes="bien-ban.pdf"
    )


HARMLESS = {
    "saved again": save_everything,
    "other white space in the citation": set_item(citation=f"  {CITATION.replace(' ', '  ')}\n"),
    "a line break for a blank": set_item(citation=CITATION.replace(" rồi ", "\r\nrồi ")),
    "line breaks of another machine": set_item(evidence=EVIDENCE.replace("\n", "\r\n")),
    "the same letters in NFD": set_item(citation=nfd(CITATION), evidence=nfd(EVIDENCE)),
    "the name in NFD": set_person(full_name=nfd(NAME)),
    "the class in NFD": set_person(unit=nfd("lớp 5/3")),
    "the child's birthday": set_person(birth_date=timezone.localdate()),
    "the place in the list": set_item(position=77),
    "not on the page": set_item(is_public=False),
    "papers, note and meeting day": fill_in_the_file,
}


@pytest.mark.parametrize("case", HARMLESS)
def test_what_means_nothing_leaves_the_approval_standing(stands, item, editor, case):
    HARMLESS[case](item)
    stands.refresh_from_db()
    assert approval.changes(stands) == []
    assert approval.holds(stands)
    publish(stands, editor)


@pytest.mark.parametrize("spelling", ["as it is", "NFD", "white space"])
def test_a_save_through_the_form_without_a_change_leaves_it_standing(client, stands, item, editor, spelling):
    client.force_login(editor)
    data = fields_of(client, item)
    for name in ("citation", "evidence"):
        text = data[name].replace("\n", "\r\n")
        data[name] = {"as it is": text, "NFD": nfd(text), "white space": f" {text.replace(' ', '   ')} \r\n"}[
            spelling
        ]
    for _ in range(3):
        answer = client.post(reverse("honors_items:edit", args=[item.pk]), data, follow=True)
        assert answer.status_code == 200
    page = answer.content.decode()
    assert "Lần duyệt trước không còn hiệu lực" not in page
    stands.refresh_from_db()
    assert approval.holds(stands)
    publish(stands, editor)


def test_a_save_without_a_change_is_no_step_of_the_history(client, stands, item, editor):
    client.force_login(editor)
    before = ModelLogEntry.objects.count()
    client.post(reverse("honors_items:edit", args=[item.pk]), fields_of(client, item))
    assert ModelLogEntry.objects.count() == before


def test_a_letter_changed_through_the_form_says_what_it_means(client, stands, item, editor):
    client.force_login(editor)
    opened = client.get(reverse("honors_items:edit", args=[item.pk])).content.decode()
    assert "lần duyệt đó không còn hiệu lực" in opened, "said beforehand"
    data = fields_of(client, item) | {"citation": CITATION.replace("lớp", "lốp")}
    page = client.post(reverse("honors_items:edit", args=[item.pk]), data, follow=True).content.decode()
    assert "Lần duyệt trước không còn hiệu lực" in page
    assert "Trình duyệt lại" in page
    assert not approval.holds(stands)


# --- The revocation of one is no change to the others ------------------------------------------------


@pytest.mark.parametrize("state", ["numbered", "live"])
def test_what_the_principal_revokes_voids_nothing_for_the_others(stands, item, editor, state):
    if state == "live":
        publish(stands, editor)
    steps.revoke(item, factories.user(Role.PRINCIPAL), "Em đã chuyển trường trước đó.")
    stands.refresh_from_db()
    if state == "live":
        unpublish(stands, editor)
    assert approval.changes(stands) == []
    publish(stands, editor)
    assert set(Commendation.objects.approved()) == set(stands.commendations.exclude(pk=item.pk))
