"""Anybody checks a certificate by its token: whether it holds, never who it is for."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from accounts.roles import Role
from honors import approval, steps
from honors.models import Commendation, CommendationRound, ItemState
from honors.publication import publish, schedule, unpublish
from honors.register import assign_number
from honors.verification import is_name_of, verdict_on, verification_url
from people.models import Channel, Consent, Purpose
from tests import factories
from tests.module_school import school_for_the_module

pytestmark = pytest.mark.django_db
school = school_for_the_module()

NAME = "Nguyễn Thị Hoà"
STATUS_WORDS = {
    "valid": "Giấy này hợp lệ",
    "not_yet": "Giấy này chưa được công bố",
    "revoked": "Giấy này đã bị thu hồi",
    "replaced": "Giấy này đã được thay bằng giấy khác",
}


@pytest.fixture
def editor(school):
    return factories.user(Role.EDITOR)


@pytest.fixture
def principal(school):
    return factories.user(Role.PRINCIPAL)


@pytest.fixture
def numbered(school, editor, principal):
    """A function that makes a numbered round of one award and returns the award."""

    def make(**fields) -> Commendation:
        made = factories.commendation_round()
        values = {"citation": "Đã chỉ cho đồng nghiệp soạn bài giảng mở."} | fields
        if not values.get("collective_name"):
            values.setdefault(
                "person", factories.person(full_name=NAME, display_name="Cô Hoà", kind="teacher")
            )
        made.commendations.create(**values)
        steps.propose(made, editor)
        steps.submit(made, editor)
        items = list(made.commendations.values_list("pk", flat=True))
        steps.decide(made, principal, shown=approval.shown_hash(made), approved=items, returned={})
        number = CommendationRound.objects.exclude(decision_number=None).count() + 1
        assign_number(
            made,
            factories.user(Role.CLERK),
            number=number,
            day=timezone.localdate(),
            site=school.get_site(),
        )
        return made.commendations.get()

    return make


@pytest.fixture
def live(numbered, editor):
    """The same, published."""

    def make(**fields) -> Commendation:
        award = numbered(**fields)
        publish(award.round, editor)
        return award

    return make


def address(award: Commendation) -> str:
    return f"/xac-minh/{award.token}/"


def text_of(answer) -> str:
    words = " ".join(answer.content.decode().split())
    return words.replace("<dd> ", "<dd>").replace(" </dd>", "</dd>")  # however the template is laid out


def status_shown(client, award: Commendation) -> str:
    """Return which one of the states the page tells."""
    text = text_of(client.get(address(award)))
    (told,) = [status for status, words in STATUS_WORDS.items() if words in text]
    return told


# --- The states --------------------------------------------------------------------------------


def test_a_published_award_is_valid_and_its_facts_are_told_but_not_the_name(client, live):
    award = live(award_kind="certificate")
    answer = client.get(address(award))
    text = text_of(answer)
    assert answer.status_code == 200
    assert status_shown(client, award) == "valid"
    for words in (
        award.round.decision_label,
        f"{timezone.localdate():%-d/%-m/%Y}",
        "Giấy chứng nhận",
        "<dd>NH</dd>",
        f"<dd>01/{timezone.localdate().year}</dd>",
    ):
        assert words in text, words
    for secret in (NAME, "Hoà", "soạn bài giảng"):
        assert secret not in text


def test_before_the_publication_it_is_not_yet_valid(client, numbered, editor):
    award = numbered()
    assert status_shown(client, award) == "not_yet"
    schedule(award.round, editor, timezone.now() + timedelta(hours=1))
    assert status_shown(client, award) == "not_yet"
    publish(award.round, editor)
    assert status_shown(client, award) == "valid"
    unpublish(award.round, editor)
    assert status_shown(client, award) == "valid", "what was given stands, also off the page"


def test_an_award_that_was_taken_out_again_before_the_decision_tells_nothing(client, numbered, editor):
    award = numbered()
    steps.withdraw(award.round, editor)
    Commendation.objects.filter(pk=award.pk).update(state=ItemState.DROPPED)
    text = text_of(client.get(address(award)))
    assert STATUS_WORDS["not_yet"] in text
    assert "<dd>" not in text
    assert "full_name" not in text


def test_a_revoked_award_says_so_with_the_day_and_without_the_reason(client, live, principal):
    award = live()
    steps.revoke(award, principal, "Ghi nhầm tên em Lê Văn Tám.")
    text = text_of(client.get(address(award)))
    assert status_shown(client, award) == "revoked"
    assert f"ngày {timezone.localdate():%-d/%-m/%Y}. Giấy không còn giá trị." in text
    assert "Lê Văn Tám" not in text
    assert "nhầm" not in text


def test_a_replaced_certificate_names_the_decision_of_the_new_one_and_not_its_token(
    client, live, numbered, editor
):
    old = live()
    new = numbered(person=old.person, replaces=old)
    assert status_shown(client, old) == "valid"
    publish(new.round, editor)
    text = text_of(client.get(address(old)))
    assert status_shown(client, old) == "replaced"
    assert status_shown(client, new) == "valid"
    assert f"Quyết định số {new.round.decision_label}" in text
    assert new.token not in text


def test_of_a_replacement_that_was_revoked_the_old_one_is_not_replaced(client, live, principal):
    old = live()
    new = live(person=old.person, replaces=old)
    steps.revoke(new, principal, "Ghi sai.")
    assert status_shown(client, old) == "valid"
    assert status_shown(client, new) == "revoked"


def test_a_collective_is_told_by_its_name(client, live):
    award = live(collective_name="Tập thể lớp 5/3")
    text = text_of(client.get(address(award)))
    assert "<dd>Tập thể lớp 5/3</dd>" in text
    assert "full_name" not in text
    assert client.post(address(award), {"full_name": "Tập thể lớp 5/3"}).status_code == 200


def test_a_consent_that_was_withdrawn_changes_nothing_for_who_has_the_paper(client, live):
    award = live()
    Consent.objects.create(
        person=award.person, purpose=Purpose.HONOUR, channels=[Channel.WEBSITE], withdrawn_at=timezone.now()
    )
    assert not Commendation.objects.approved().filter(pk=award.pk).exists()
    assert NAME not in text_of(client.get(address(award)))
    assert f"<b>{NAME}</b>" in text_of(client.post(address(award), {"full_name": NAME}))


@pytest.mark.parametrize(
    "token",
    ["0" * 32, "f" * 31, "F" * 32, "g" * 32, "0" * 33, "1", "..", "a" * 3000, "0" * 31 + "\u0663"],
)
def test_what_is_no_token_is_not_found_in_plain_words(client, live, token):
    live()
    answer = client.get(f"/xac-minh/{token}/")
    assert answer.status_code == 404
    assert "Trường không cấp giấy nào có mã này" in text_of(answer)


def test_what_cannot_be_a_token_asks_no_table_of_awards(client, school, django_assert_num_queries):
    assert verdict_on("0" * 32) is None
    with django_assert_num_queries(0):
        assert verdict_on("Z" * 32) is None


# --- The name ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed",
    [
        NAME,
        "Nguyễn Thị Hòa",
        "  nguyễn   thị hoà ",
        "NGUYEN THI HOA",
        "nguyen thi hoa",
        "Nguye\u0302\u0303n Thi\u0323 Hoa\u0300",
    ],
)
def test_the_right_name_is_confirmed_and_shown_with_marks_or_without(client, live, typed):
    award = live()
    text = text_of(client.post(address(award), {"full_name": typed}))
    assert f"<b>Đúng.</b> Giấy này cấp cho <b>{NAME}</b>." in text


@pytest.mark.parametrize("typed", ["Hoà", "Nguyễn Hoà", "Nguyễn Thị Hoa Hồng", "%", "…", "<script>", "N H"])
def test_a_wrong_name_is_refused_and_nothing_is_given_away(client, live, typed):
    award = live()
    text = text_of(client.post(address(award), {"full_name": typed}))
    assert "<b>Không khớp.</b>" in text
    assert NAME not in text
    assert "<script>" not in text.split("<main")[1]


@pytest.mark.parametrize("typed", ["", "   ", "a" * 201, "a\x00b"])
def test_a_name_that_is_none_is_said_at_its_field(client, live, typed):
    answer = client.post(address(live()), {"full_name": typed})
    assert answer.status_code == 200
    assert 'id="loi-ho-ten"' in text_of(answer)
    assert "Không khớp" not in text_of(answer)


def test_a_name_without_letters_matches_nobody():
    assert not is_name_of(Commendation(collective_name="…"), "!!!")


def test_after_ten_names_the_paper_rests_for_a_quarter_of_an_hour(client, live):
    award, other = live(), live()
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for _attempt in range(10):
            assert client.post(address(award), {"full_name": "Lê Văn Tám"}).status_code == 200
        answer = client.post(address(award), {"full_name": NAME})
        assert (answer.status_code, answer["Retry-After"]) == (429, "900")
        assert "Xin chờ 15 phút" in text_of(answer)
        assert f"<b>{NAME}</b>" not in text_of(answer)
        assert client.get(address(award)).status_code == 200
        assert "<b>Đúng.</b>" in text_of(client.post(address(other), {"full_name": NAME}))
        elsewhere = {"full_name": NAME}
        assert "<b>Đúng.</b>" in text_of(client.post(address(award), elsewhere, REMOTE_ADDR="203.0.113.9"))
        clock.shift(timedelta(minutes=15, seconds=1))
        assert "<b>Đúng.</b>" in text_of(client.post(address(award), {"full_name": NAME}))


# --- Who may look, and who may not keep it -----------------------------------------------------


def test_a_guesser_is_stopped_and_then_learns_nothing_of_real_tokens_either(client, live):
    award = live()
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for place in range(60):
            assert client.get(f"/xac-minh/{place:032x}/").status_code == 404
        assert client.get(f"/xac-minh/{'a' * 32}/").status_code == 429
        answer = client.get(address(award))
        assert answer.status_code == 429
        assert int(answer["Retry-After"]) == 3600
        assert client.get(address(award), REMOTE_ADDR="203.0.113.9").status_code == 200
        clock.shift(timedelta(hours=1, seconds=1))
        assert client.get(address(award)).status_code == 200


def test_a_whole_ceremony_may_look_at_real_certificates(client, live):
    award = live()
    assert {client.get(address(award)).status_code for _visit in range(80)} == {200}


@pytest.mark.parametrize("which", ["known", "unknown", "odd", "name"])
def test_no_search_engine_no_cache_and_no_other_site_learns_the_address(client, live, which):
    award = live()
    path = {"unknown": f"/xac-minh/{'0' * 32}/", "odd": "/xac-minh/abc/"}.get(which, address(award))
    answer = client.post(path, {"full_name": NAME}) if which == "name" else client.get(path)
    assert answer["X-Robots-Tag"] == "noindex, nofollow"
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["Referrer-Policy"] == "same-origin"
    assert '<meta name="robots" content="noindex, nofollow">' in text_of(answer)


def test_the_form_works_with_the_csrf_check_and_not_without(live):
    award = live()
    visitor = Client(enforce_csrf_checks=True)
    page = visitor.get(address(award))
    sent = {"full_name": NAME, "csrfmiddlewaretoken": page.context["csrf_token"]}
    assert "<b>Đúng.</b>" in text_of(visitor.post(address(award), sent))
    assert Client(enforce_csrf_checks=True).post(address(award), {"full_name": NAME}).status_code == 403


def test_looking_writes_nothing(client, live):
    award = live()
    before = Commendation.objects.filter(pk=award.pk).values().get()
    client.get(address(award))
    client.post(address(award), {"full_name": NAME})
    assert client.put(address(award)).status_code == 405
    assert Commendation.objects.filter(pk=award.pk).values().get() == before


def test_the_printed_address_is_the_school_s_own_and_leads_here(client, live, settings):
    settings.WAGTAILADMIN_BASE_URL = "https://tuanle.truong.example"
    award = live()
    assert verification_url(award) == f"https://tuanle.truong.example/xac-minh/{award.token}/"
    assert "https://tuanle.truong.example/xac-minh/" in text_of(client.get(address(award)))


def test_an_award_without_a_number_has_no_address():
    with pytest.raises(ValueError, match="numbered"):
        verification_url(Commendation(collective_name="Tổ khối 4"))
