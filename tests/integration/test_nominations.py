"""Nominations: anybody may send one, none is ever public, and the editors decide what becomes of it."""

import html
import re

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from accounts.roles import Role
from honors.models import Commendation, Nomination, RoundState
from honors.nominating import Proposal, accept, find_alike
from honors.nominating_forms import first_words
from people.models import Person
from tests import factories
from tests.module_school import school_for_the_module

pytestmark = pytest.mark.django_db
school = school_for_the_module()

TOLD = {
    "nominee_name": "Lê Thị Bảo Ngọc",
    "kind": "student",
    "unit": "lớp 3/2",
    "deed": "Đã đọc sách mỗi tối rồi kể lại cho cả lớp nghe.",
    "nominator_name": "Cô Phạm Lan",
    "nominator_contact": "0900 000 000",
}


@pytest.fixture
def clock(school):
    with time_machine.travel("2026-10-01T08:00:00+07:00", tick=False) as traveller:
        yield traveller


@pytest.fixture
def editor(school):
    return factories.user(Role.EDITOR)


@pytest.fixture
def editing(client, editor):
    client.force_login(editor)
    return client


def text(answer) -> str:
    return html.unescape(answer.content.decode())


def opened(client) -> str:
    page = client.get("/de-cu/").content.decode()
    return re.search(r'name="opened"\s+value="([^"]+)"', page)[1]


def send(client, clock, seconds: float = 30, **changes):
    """Open the form, wait, send it."""
    stamp = opened(client)
    clock.shift(seconds)
    return client.post("/de-cu/", TOLD | {"opened": stamp, "website": ""} | changes)


def nomination(**changes) -> Nomination:
    return Nomination.objects.create(**(TOLD | changes))


# --- The public form ---------------------------------------------------------------------------


def test_anybody_may_nominate_and_is_thanked(client, clock):
    answer = send(client, clock)
    assert answer["Location"] == "/de-cu/cam-on/"
    thanks = client.get(answer["Location"])
    assert "Cảm ơn bạn" in text(thanks)
    assert 'name="robots" content="noindex"' in thanks.content.decode()
    row = Nomination.objects.get()
    assert {name: getattr(row, name) for name in TOLD} == TOLD
    assert (row.state, row.entered_by) == ("new", None)


def test_the_form_is_for_search_engines_but_for_no_cache(client, clock):
    answer = client.get("/de-cu/")
    assert "no-store" in answer["Cache-Control"]
    assert "noindex" not in answer.content.decode()
    assert answer.content.decode().count("<h1") == 1


def test_a_nomination_is_on_no_public_page(client, clock):
    factories.week_page()
    send(client, clock)
    for address in ("/", "/ton-vinh/", "/tim-kiem/?q=bao+ngoc", "/de-cu/", "/de-cu/cam-on/", "/sitemap.xml"):
        assert "Bảo Ngọc" not in text(client.get(address)), address


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"nominee_name": " "}, "Hãy ghi tên người được đề cử."),
        ({"nominee_name": "n" * 201}, "200"),
        ({"nominee_name": "Ngọc 😀"}, "“😀”"),
        ({"nominee_name": "<script>alert(1)</script>"}, "“<”"),
        ({"nominee_name": "Ngọc\u202e"}, "U+202E"),
        ({"kind": ""}, "Hãy chọn một ô."),
        ({"kind": "robot"}, "Hãy chọn một ô."),
        ({"unit": "u" * 81}, "80"),
        ({"deed": ""}, "Hãy kể người ấy đã làm gì."),
        ({"deed": "d" * 2001}, "2000"),
        ({"nominator_name": ""}, "Hãy ghi tên người đề cử."),
        ({"nominator_name": "{{ 7 }}"}, "“{”"),
        ({"nominator_contact": "c" * 121}, "120"),
        ({"nominee_name": "a\x00b"}, "U+0000"),
    ],
)
def test_a_wrong_answer_is_said_at_its_field_and_nothing_typed_is_lost(client, clock, changes, words):
    answer = send(client, clock, **changes)
    page = text(answer)
    (name,) = changes
    assert answer.status_code == 422
    assert words in page
    assert f'id="id_{name}_error"' in page
    assert re.search(rf'aria-describedby="[^"]*id_{name}_error', page)
    assert not Nomination.objects.exists()
    for other, value in TOLD.items():
        if other not in {name, "kind"}:
            assert value in page, other
    if name != "kind":
        assert re.search(r'value="student"[^>]*checked', page)
    assert "<script>alert" not in answer.content.decode()


def test_two_thousand_letters_in_many_lines_fit(client, clock):
    assert send(client, clock, deed="\r\n".join(["x" * 99] * 20)).status_code == 302
    assert len(Nomination.objects.get().deed) == 99 * 20 + 19


@pytest.mark.parametrize(("seconds", "website"), [(1.5, ""), (30, "https://example.org"), (0, "x")])
def test_a_robot_is_thanked_and_nothing_is_kept(client, clock, seconds, website):
    answer = send(client, clock, seconds, website=website)
    assert answer["Location"] == "/de-cu/cam-on/"
    assert not Nomination.objects.exists()


@pytest.mark.parametrize("stamp", ["", "1790000000", "eyJhIjoxfQ:abc:def"])
def test_without_a_stamp_of_ours_the_form_comes_back_with_one(client, clock, stamp):
    answer = client.post("/de-cu/", TOLD | {"opened": stamp})
    assert answer.status_code == 422
    assert "bấm gửi một lần nữa" in text(answer)
    new = re.search(r'name="opened"\s+value="([^"]+)"', answer.content.decode())[1]
    clock.shift(5)
    assert client.post("/de-cu/", TOLD | {"opened": new}).status_code == 302
    assert Nomination.objects.count() == 1


def test_a_form_left_open_overnight_can_still_be_sent(client, clock):
    assert send(client, clock, 20 * 3600).status_code == 302
    assert Nomination.objects.exists()


def test_pressing_the_button_twice_makes_one_nomination(client, clock):
    send(client, clock)
    assert send(client, clock).status_code == 302
    assert Nomination.objects.count() == 1
    send(client, clock, deed="Đã giúp bạn học toán.")
    assert Nomination.objects.count() == 2


def test_the_twenty_first_within_an_hour_has_to_wait_and_keeps_its_words(client, clock):
    for number in range(20):
        assert send(client, clock, 5, deed=f"Việc {number}").status_code == 302
    answer = send(client, clock, 5, deed="Việc cuối cùng")
    assert answer.status_code == 429
    assert 3400 < int(answer["Retry-After"]) < 3600
    assert "Việc cuối cùng" in text(answer)
    assert Nomination.objects.count() == 20
    assert send(client, clock, 3600, deed="Việc cuối cùng").status_code == 302


def test_a_header_does_not_get_around_the_limit(client, clock):
    answers = [
        client.post(
            "/de-cu/",
            TOLD | {"opened": stamp, "deed": f"Việc {number}"},
            headers={"X-Forwarded-For": f"198.51.100.{number}"},
        ).status_code
        for stamp in [opened(client)]
        for number in range(21)
        if clock.shift(5) is None
    ]
    assert answers == [302] * 20 + [429]


def test_a_post_from_elsewhere_is_refused(clock):
    client = Client(enforce_csrf_checks=True)
    assert client.post("/de-cu/", TOLD | {"opened": opened(client)}).status_code == 403
    assert not Nomination.objects.exists()


# --- Who may -----------------------------------------------------------------------------------


def allowed(answer) -> int:
    """Return 403 for what Wagtail answers to those who may not: the way home, with a message."""
    return (
        403
        if answer.status_code == 302 and answer["Location"] == reverse("wagtailadmin_home")
        else answer.status_code
    )


@pytest.mark.parametrize(
    ("role", "reads", "writes"),
    [
        (Role.EDITOR, 200, 200),
        (Role.PRINCIPAL, 200, 403),
        (Role.LIBRARIAN, 403, 403),
        (Role.CLERK, 403, 403),
        (Role.PRIVACY, 403, 403),
        (Role.ADMIN, 403, 403),
    ],
)
def test_who_may_read_and_decide(client, school, role, reads, writes):
    row = nomination()
    client.force_login(factories.user(role))
    assert allowed(client.get(reverse("honors_nominations:list"))) == reads
    assert allowed(client.get(reverse("honors_nominations:one", args=[row.pk]))) == reads
    assert allowed(client.get(reverse("honors_nominations:add"))) == writes
    for name in ("accept", "dismiss"):
        address = reverse(f"honors_nominations:{name}", args=[row.pk])
        assert allowed(client.post(address)) == (422 if writes == 200 else 403)
        assert client.get(address).status_code == 405
    row.refresh_from_db()
    assert row.state == "new"


def test_a_visitor_is_sent_to_log_in(client, school):
    answer = client.get(reverse("honors_nominations:list"))
    assert answer.status_code == 302
    assert "login" in answer["Location"]


def test_who_only_reads_has_no_forms(client, school):
    row = nomination()
    client.force_login(factories.user(Role.PRINCIPAL))
    page = text(client.get(reverse("honors_nominations:one", args=[row.pk])))
    assert TOLD["deed"] in page
    assert "Đưa vào đợt" not in page
    assert "Không dùng" not in page


# --- The queue ---------------------------------------------------------------------------------


def test_the_queue_shows_the_newest_first_and_only_what_is_asked_for(editing):
    first, second = nomination(nominee_name="Trần An"), nomination(nominee_name="Vũ Bình")
    nomination(nominee_name="Phan Xong", state="dismissed", dismissal_reason="Trùng.")
    page = text(editing.get(reverse("honors_nominations:list")))
    assert page.index(second.nominee_name) < page.index(first.nominee_name)
    assert "Phan Xong" not in page
    page = text(editing.get(reverse("honors_nominations:list"), {"tinh-trang": "dismissed"}))
    assert "Phan Xong" in page
    assert "Trần An" not in page
    assert (
        editing.get(reverse("honors_nominations:list"), {"tinh-trang": "x", "trang": "abc"}).status_code
        == 200
    )


def test_who_is_named_alike_is_found(school):
    own = nomination(nominee_name="Nguyễn Văn Hoà")
    same = nomination(nominee_name="nguyen van hoa", nominator_name="Anh Minh")
    near = nomination(nominee_name="Nguyễn Văn Hoàn")
    other = nomination(nominee_name="Trần Thị Bưởi")
    person = factories.person(full_name="Nguyễn Văn Hòa")
    item = Commendation.objects.create(
        round=factories.commendation_round(), person=person, citation="Đã học."
    )
    found = find_alike([own, other])
    assert set(found[own.pk].nominations) == {same, near}
    assert found[own.pk].people == [person]
    assert found[own.pk].commendations == [item]
    assert found[own.pk].is_same
    assert not found[other.pk]
    assert find_alike([near])[near.pk].is_same is False


def test_the_queue_says_who_else_was_named_and_by_whom(editing):
    row = nomination()
    nomination(nominee_name="lê thị bảo ngọc", nominator_name="Anh Minh")
    page = text(editing.get(reverse("honors_nominations:list")))
    assert "Trùng tên" in page
    assert "Anh Minh" in page
    page = text(editing.get(reverse("honors_nominations:one", args=[row.pk])))
    assert "Anh Minh" in page
    assert "cũng đề cử" in page


def test_the_number_of_queries_does_not_grow_with_the_queue(editing, django_assert_max_num_queries):
    nomination()
    editing.get(reverse("honors_nominations:list"))
    for number in range(20):
        nomination(nominee_name=f"Trần Khánh {number}", entered_by=factories.user())
    with django_assert_max_num_queries(25):
        editing.get(reverse("honors_nominations:list"))


def test_a_nomination_on_paper_is_entered_by_an_editor(editing, editor):
    answer = editing.post(reverse("honors_nominations:add"), TOLD)
    assert answer.status_code == 302
    assert Nomination.objects.get().entered_by == editor
    answer = editing.post(reverse("honors_nominations:add"), TOLD | {"nominee_name": "Ngọc 😀"})
    assert answer.status_code == 422
    assert TOLD["deed"] in text(answer)


# --- What becomes of it ------------------------------------------------------------------------


def take(client, row, award_round, **changes):
    data = {
        "round": award_round.pk,
        "recipient": "new",
        "display_name": "Bảo Ngọc",
        "award_kind": "praise",
        "citation": "Đã đọc sách mỗi tối.",
    }
    return client.post(reverse("honors_nominations:accept", args=[row.pk]), data | changes)


def test_the_form_proposes_what_the_nomination_says(editing):
    row = nomination(deed="Đã đọc sách 😀 mỗi tối. " * 40)
    award_round, closed = factories.commendation_round(), factories.commendation_round(state="proposed")
    form = editing.get(reverse("honors_nominations:one", args=[row.pk])).context["accept_form"]
    assert form.initial["display_name"] == "Bảo Ngọc"
    assert len(form.initial["citation"]) <= 300
    assert "😀" not in form.initial["citation"]
    assert award_round in form.fields["round"].queryset
    assert closed not in form.fields["round"].queryset
    assert "merit" not in dict(form.fields["award_kind"].choices)


def test_a_new_person_is_put_into_the_round(editing, editor):
    row, award_round = nomination(), factories.commendation_round()
    assert take(editing, row, award_round)["Location"] == reverse("honors_nominations:list")
    item = Commendation.objects.get()
    assert (item.round, item.award_kind, item.added_by) == (award_round, "praise", editor)
    assert (item.person.full_name, item.person.display_name, item.person.kind, item.person.unit) == (
        "Lê Thị Bảo Ngọc",
        "Bảo Ngọc",
        "student",
        "lớp 3/2",
    )
    assert TOLD["deed"] in item.evidence
    assert "Cô Phạm Lan" in item.evidence
    row.refresh_from_db()
    assert (row.state, row.commendation) == ("accepted", item)


def test_somebody_on_file_is_not_made_anew(editing):
    row, award_round = nomination(), factories.commendation_round()
    person = factories.person(full_name="Lê Thị Bảo Ngọc")
    take(editing, row, award_round, recipient=str(person.pk))
    assert Commendation.objects.get().person == person
    assert Person.objects.count() == 1


def test_a_collective_is_put_into_the_round(editing):
    row = nomination(nominee_name="Tập thể lớp 5/3", kind="collective", unit="")
    award_round = factories.commendation_round()
    take(editing, row, award_round, recipient="collective")
    item = Commendation.objects.get()
    assert (item.person, item.collective_name) == (None, "Tập thể lớp 5/3")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"round": ""}, "Hãy lập một đợt trước"),
        ({"round": "987"}, "không còn nhận thêm"),
        ({"recipient": ""}, "Hãy chọn người được khen"),
        ({"recipient": "987"}, "Hãy chọn lại"),
        ({"display_name": ""}, "Hãy ghi tên hiện trên trang"),
        ({"display_name": "Ngọc 😀"}, "“😀”"),
        ({"award_kind": "merit"}, "Trường không dùng hình thức này"),
        ({"citation": ""}, "Hãy ghi thành tích"),
        ({"citation": "Đã " * 200}, "300"),
        ({"citation": "Đã học \u202e"}, "U+202E"),
    ],
)
def test_a_wrong_choice_is_said_and_nothing_is_saved(editing, changes, words):
    row, award_round = nomination(), factories.commendation_round()
    answer = take(editing, row, award_round, **changes)
    assert answer.status_code == 422
    assert words in text(answer)
    assert not Commendation.objects.exists()
    assert not Person.objects.exists()


def test_a_round_takes_nobody_twice(editing):
    award_round = factories.commendation_round()
    person = factories.person(full_name="Lê Thị Bảo Ngọc")
    Commendation.objects.create(round=award_round, person=person, citation="Đã học.")
    answer = take(editing, nomination(), award_round, recipient=str(person.pk))
    assert answer.status_code == 422
    assert "Đã có trong đợt này" in text(answer)
    assert Commendation.objects.count() == 1


def test_a_name_too_long_for_a_collective_is_said(editing):
    row = nomination(nominee_name="Tập thể " + "a" * 150, kind="collective")
    answer = take(editing, row, factories.commendation_round(), recipient="collective")
    assert answer.status_code == 422
    assert "120" in text(answer)


@pytest.mark.parametrize("state", [state for state in RoundState if state not in {"draft", "returned"}])
def test_a_closed_round_takes_nobody(editor, state):
    award_round = factories.commendation_round()
    type(award_round).objects.filter(pk=award_round.pk).update(state=state)
    with pytest.raises(ValidationError, match="Không làm được lúc này"):
        accept(nomination(), award_round, Proposal("praise", "Đã học.", factories.person()), editor)
    assert not Commendation.objects.exists()


def test_two_editors_do_not_decide_twice(editing):
    row, award_round = nomination(), factories.commendation_round()
    take(editing, row, award_round)
    answer = take(editing, row, award_round, recipient="collective")
    assert answer.status_code == 422
    assert "đã có người giải quyết" in text(answer)
    editing.post(reverse("honors_nominations:dismiss", args=[row.pk]), {"dismiss-reason": "Trùng."})
    row.refresh_from_db()
    assert row.state == "accepted"
    assert Commendation.objects.count() == 1


def test_what_is_not_used_keeps_its_reason(editing):
    row = nomination()
    address = reverse("honors_nominations:dismiss", args=[row.pk])
    answer = editing.post(address, {"dismiss-reason": " "})
    assert answer.status_code == 422
    assert "Hãy ghi lý do" in text(answer)
    assert editing.post(address, {"dismiss-reason": "Đã khen năm ngoái."}).status_code == 302
    row.refresh_from_db()
    assert (row.state, row.dismissal_reason) == ("dismissed", "Đã khen năm ngoái.")
    page = text(editing.get(reverse("honors_nominations:list"), {"tinh-trang": "dismissed"}))
    assert "Đã khen năm ngoái." in page


def test_a_citation_is_cut_between_words():
    assert first_words("Đã học.\nRất chăm.") == "Đã học. Rất chăm."
    cut = first_words("chăm " * 100)
    assert len(cut) <= 300
    assert cut.endswith("chăm…")
