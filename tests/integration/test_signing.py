"""“Chờ tôi duyệt”: the principal reads on a telephone, marks, confirms with the password; nothing else decides."""

import gzip
import random
import re
from datetime import date
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.core.files.base import ContentFile
from django.urls import reverse

from accounts.roles import Role
from honors import approval, steps
from honors.models import CommendationRound, RoundState
from people.models import Channel, Consent, Purpose
from tests import factories
from tests.module_school import school_for_the_module

pytestmark = pytest.mark.django_db
school = school_for_the_module()

PAGES = ("round", "confirm", "decide", "return")
FIRST_VISIT_BYTES = 60 * 1024
OFFICES = [Role.EDITOR, Role.LIBRARIAN, Role.CLERK, Role.PRIVACY, Role.ADMIN]


@pytest.fixture
def editor(school):
    return factories.user(Role.EDITOR)


@pytest.fixture
def principal(school):
    return factories.user(Role.PRINCIPAL)


@pytest.fixture
def make_round(editor):
    """A function that lays a round of so many teachers before the principal."""

    def make(size: int = 3, **fields) -> CommendationRound:
        made = factories.commendation_round(**fields)
        for place in range(1, size + 1):
            teacher = factories.person(kind="teacher", unit=f"khối {place}")
            made.commendations.create(
                person=teacher,
                citation=f"Đã chỉ cho đồng nghiệp việc số {place}.",
                evidence=f"Tổ trưởng xác nhận {place} buổi.",
                position=place,
                added_by=editor,
            )
        steps.propose(made, editor)
        steps.submit(made, editor)
        return made

    return make


def url(name: str, commendation_round: CommendationRound) -> str:
    return reverse(f"honors_signing:{name}", args=[commendation_round.pk])


def ids(commendation_round: CommendationRound) -> list[int]:
    return list(commendation_round.commendations.standing().values_list("pk", flat=True))


def form_of(commendation_round: CommendationRound, returned: dict[int, str] | None = None, **more) -> dict:
    """What the page's form sends: everything approved but those returned."""
    sent = {"shown": approval.shown_hash(commendation_round)}
    for pk in ids(commendation_round):
        sent[f"decision-{pk}"] = "return" if pk in (returned or {}) else "approve"
        sent[f"reason-{pk}"] = (returned or {}).get(pk, "")
    return sent | more


def hidden_fields(page: str) -> dict[str, str]:
    """The hidden fields of the page's form, as a browser would send them."""
    found = re.findall(r'<input\s+type="hidden"\s+name="([^"]+)"\s+value="([^"]*)"', page)
    return {name: value for name, value in found if name != "csrfmiddlewaretoken"}


def text_of(answer) -> str:
    return " ".join(answer.content.decode().split())


def state_of(commendation_round: CommendationRound) -> str:
    return CommendationRound.objects.get(pk=commendation_round.pk).state


# --- Who comes in ------------------------------------------------------------------------------


def test_a_visitor_is_sent_to_the_login(client, make_round):
    waiting = make_round()
    for address in [reverse("honors_signing:list"), *(url(name, waiting) for name in PAGES)]:
        answer = client.get(address)
        assert answer.status_code == 302
        assert "/admin/login/" in answer["Location"]


@pytest.mark.parametrize("role", OFFICES)
def test_who_does_not_hold_the_office_gets_403_everywhere(client, make_round, role):
    waiting = make_round()
    client.force_login(factories.user(role))
    assert client.get(reverse("honors_signing:list")).status_code == 403
    for name in PAGES:
        assert client.get(url(name, waiting)).status_code == 403
        sent = form_of(waiting, password=factories.PASSWORD, reason="Không.")
        assert client.post(url(name, waiting), sent).status_code == 403
    assert state_of(waiting) == RoundState.WITH_PRINCIPAL


def test_a_superuser_holds_no_office(client, make_round):
    waiting = make_round()
    client.force_login(factories.user(is_superuser=True))
    assert client.get(reverse("honors_signing:list")).status_code == 403
    assert (
        client.post(url("decide", waiting), form_of(waiting, password=factories.PASSWORD)).status_code == 403
    )


@pytest.mark.parametrize("how", ["proposed", "added", "account", "name"])
def test_who_proposed_or_is_named_reads_but_does_not_decide(client, make_round, editor, how):
    both = factories.user(Role.EDITOR, Role.PRINCIPAL)
    waiting = make_round()
    item = waiting.commendations.first()
    if how == "proposed":
        CommendationRound.objects.filter(pk=waiting.pk).update(proposed_by=both)
    elif how == "added":
        waiting.commendations.filter(pk=item.pk).update(added_by=both)
    elif how == "account":
        item.person.account = both
        item.person.save()
    else:
        item.person.full_name = both.get_full_name().upper()
        item.person.save()
    client.force_login(both)
    page = text_of(client.get(url("round", waiting)))
    assert "nên người khác phải quyết định" in page
    assert 'value="approve"' not in page
    answer = client.post(url("decide", waiting), form_of(waiting, password=factories.PASSWORD))
    assert answer.status_code == 403
    assert "nên người khác phải quyết định" in text_of(answer)
    assert state_of(waiting) == RoundState.WITH_PRINCIPAL
    assert "nên người khác phải quyết định" in text_of(client.get(reverse("honors_signing:list")))


# --- Reading -----------------------------------------------------------------------------------


def test_the_list_shows_what_waits_and_nothing_else(client, make_round, principal):
    client.force_login(principal)
    assert "Không có đợt khen nào chờ duyệt" in text_of(client.get(reverse("honors_signing:list")))
    waiting = make_round(size=4, title="Đợt chờ")
    factories.commendation_round(title="Đợt đang lập")
    page = text_of(client.get(reverse("honors_signing:list")))
    assert "Đợt chờ" in page
    assert "<b>4</b> đề nghị khen" in page
    assert "Đợt đang lập" not in page
    assert url("round", waiting) in page


def test_a_proposal_shows_what_the_decision_rests_on(client, make_round, principal, editor):
    waiting = make_round(size=1)
    child = factories.person(full_name="Lê Thị Bảo Ngọc", display_name="Bảo Ngọc")
    waiting.commendations.create(
        person=child,
        citation="Đã vượt qua gia cảnh hộ nghèo để tự học.",
        profile=factories.profile(person=child, title="Cuốn sổ của Ngọc"),
        return_reason="Thiếu số liệu.",
        added_by=editor,
        position=9,
    )
    waiting.commendations.create(collective_name="Tổ khối 4", citation="Đã mở kho bài giảng.", position=10)
    client.force_login(principal)
    page = text_of(client.get(url("round", waiting)))
    for words in (
        "Đã chỉ cho đồng nghiệp việc",
        "Tổ trưởng xác nhận 1 buổi.",
        "Lê Thị Bảo Ngọc",
        "Học sinh lớp 3/2",
        "Cuốn sổ của Ngọc",
        "Chưa được nêu tên trên trang: chưa có phiếu đồng ý.",
        "Chưa đủ: vẫn khen được, nhưng chưa được nêu tên trên trang.",
        "Lần trước trả lại vì:</b> Thiếu số liệu.",
        "Có lời nói về hoàn cảnh gia đình",
        "Tập thể, không cần phiếu.",
        "Người lớn, không cần phiếu.",
        "Đợt chưa ghi căn cứ nào.",
        str(editor),
    ):
        assert words in page, words
    Consent.objects.create(
        person=child,
        purpose=Purpose.HONOUR,
        channels=[Channel.WEBSITE],
        guardian_name="Lê Văn Hai",
        guardian_signed_on=date(2023, 9, 20),
        child_agreed_on=date(2023, 9, 20),
    )
    assert "Có phiếu còn giá trị, được nêu tên trên trang." in text_of(client.get(url("round", waiting)))


def test_the_papers_of_the_round_are_one_touch_away(client, make_round, principal):
    waiting = make_round()
    waiting.proposal.save("to-trinh.pdf", ContentFile(b"%PDF-1.4"))
    client.force_login(principal)
    page = client.get(url("round", waiting)).content.decode()
    assert reverse("honors_rounds:file", args=[waiting.pk, "proposal"]) in page
    assert "Biên bản</a>" not in page


def test_a_resubmission_says_what_has_changed_since_the_approval(client, make_round, principal, editor):
    waiting = make_round()
    steps.decide(waiting, principal, shown=approval.shown_hash(waiting), approved=ids(waiting), returned={})
    item = waiting.commendations.first()
    waiting.commendations.filter(pk=item.pk).update(citation="Đã chỉ cho đồng nghiệp việc khác.")
    steps.submit(waiting, editor)
    client.force_login(principal)
    page = text_of(client.get(url("round", waiting)))
    assert "Đã đổi so với lần duyệt trước:" in page
    assert "“Đã chỉ cho đồng nghiệp việc số 1.” → “Đã chỉ cho đồng nghiệp việc khác.”" in page


def test_reading_writes_nothing(client, make_round, principal, django_assert_max_num_queries):
    waiting = make_round(size=12)
    before = CommendationRound.objects.filter(pk=waiting.pk).values().get()
    client.force_login(principal)
    with django_assert_max_num_queries(25) as queries:
        client.get(url("round", waiting))
    assert not [query for query in queries if re.match(r"INSERT|UPDATE|DELETE", query["sql"])]
    for name in PAGES:
        client.get(url(name, waiting))
    client.post(url("round", waiting), form_of(waiting))
    client.post(url("confirm", waiting), form_of(waiting))
    assert CommendationRound.objects.filter(pk=waiting.pk).values().get() == before


# --- Deciding ----------------------------------------------------------------------------------


def test_approve_28_and_return_2(client, make_round, principal):
    waiting = make_round(size=30)
    first, second = ids(waiting)[4], ids(waiting)[20]
    reasons = {first: "Xin ghi rõ số buổi.", second: "Ai xác nhận việc này?\r\nXin bổ sung."}
    client.force_login(principal)
    answer = client.post(url("confirm", waiting), form_of(waiting, reasons))
    page = text_of(answer)
    assert "<b>28</b> duyệt" in page
    assert "<b>2</b> trả lại" in page
    assert "Duyệt chưa phải là công bố." in page
    assert "Xin ghi rõ số buổi." in page
    assert state_of(waiting) == RoundState.WITH_PRINCIPAL

    sent = hidden_fields(answer.content.decode()) | {"password": factories.PASSWORD}
    answer = client.post(url("decide", waiting), sent, follow=True)
    assert answer.redirect_chain == [(url("round", waiting), 302)]
    page = text_of(answer)
    assert "Đã duyệt 28 đề nghị" in page
    assert "Văn thư vào sổ" in page
    assert "Đợt 1 (bổ sung)" in page
    assert "Xin ghi rõ số buổi." in page
    waiting.refresh_from_db()
    assert (waiting.state, waiting.approved_by) == (RoundState.APPROVED, principal)
    assert approval.holds(waiting)
    assert waiting.commendations.count() == 28
    follow_up = waiting.followed_by.get()
    assert follow_up.state == RoundState.RETURNED
    assert dict(follow_up.commendations.values_list("pk", "return_reason")) == {
        first: "Xin ghi rõ số buổi.",
        second: "Ai xác nhận việc này?\nXin bổ sung.",
    }


def test_the_marks_stay_when_going_back_from_the_confirmation(client, make_round, principal):
    waiting = make_round()
    returned = {ids(waiting)[1]: "Xin ghi rõ."}
    client.force_login(principal)
    confirmation = client.post(url("confirm", waiting), form_of(waiting, returned)).content.decode()
    page = client.post(url("round", waiting), hidden_fields(confirmation)).content.decode()
    assert len(re.findall(r'value="approve"\s+checked', page)) == 2
    assert len(re.findall(r'value="return"\s+checked', page)) == 1
    assert ">Xin ghi rõ.</textarea>" in page
    assert 'role="alert"' not in page


def test_one_button_marks_what_is_left_and_keeps_the_returns(client, make_round, principal):
    waiting = make_round()
    first = ids(waiting)[0]
    sent = {"shown": approval.shown_hash(waiting), f"decision-{first}": "return", "mark-rest": "1"}
    client.force_login(principal)
    page = client.post(url("round", waiting), sent).content.decode()
    assert len(re.findall(r'value="approve"\s+checked', page)) == 2
    assert len(re.findall(r'value="return"\s+checked', page)) == 1


def test_nothing_is_marked_beforehand(client, make_round, principal):
    client.force_login(principal)
    assert "checked" not in client.get(url("round", make_round())).content.decode()


@pytest.mark.parametrize(
    "case",
    [
        (lambda sent, pk: sent.pop(f"decision-{pk}"), "Chưa đánh dấu: duyệt hay trả lại?"),
        (lambda sent, pk: sent.update({f"decision-{pk}": "xoá"}), "Còn đề nghị chưa xong"),
        (lambda sent, pk: sent.update({f"decision-{pk}": "return"}), "Hãy ghi lý do trả lại"),
        (
            lambda sent, pk: sent.update({f"decision-{pk}": "return", f"reason-{pk}": "  "}),
            "Hãy ghi lý do trả lại",
        ),
        (
            lambda sent, pk: sent.update({f"decision-{pk}": "return", f"reason-{pk}": "a" * 1001}),
            "Còn đề nghị chưa xong",
        ),
        (
            lambda sent, pk: sent.update({f"decision-{pk}": "return", f"reason-{pk}": "a\x00b"}),
            "Còn đề nghị chưa xong",
        ),
    ],
)
@pytest.mark.parametrize("page", ["confirm", "decide"])
def test_what_is_missing_is_said_at_its_place_and_the_rest_stays(client, make_round, principal, case, page):
    change, words = case
    waiting = make_round()
    sent = form_of(waiting, password=factories.PASSWORD)
    pk = ids(waiting)[1]
    change(sent, pk)
    client.force_login(principal)
    answer = client.post(url(page, waiting), sent)
    assert answer.status_code == 200
    assert words in text_of(answer)
    assert f'id="loi-{pk}"' in answer.content.decode()
    assert len(re.findall(r'value="approve"\s+checked', answer.content.decode())) == 2
    assert state_of(waiting) == RoundState.WITH_PRINCIPAL


def test_returning_everyone_one_by_one_leads_to_the_return_of_the_round(client, make_round, principal):
    waiting = make_round(size=2)
    client.force_login(principal)
    answer = client.post(url("confirm", waiting), form_of(waiting, dict.fromkeys(ids(waiting), "Không.")))
    assert "hãy chọn “Trả lại cả đợt”" in text_of(answer)


def test_a_round_that_was_emptied_can_only_go_back(client, make_round, principal):
    waiting = make_round()
    waiting.commendations.all().delete()
    client.force_login(principal)
    assert "0 đề nghị khen" in text_of(client.get(url("round", waiting)))
    answer = client.post(url("decide", waiting), form_of(waiting, password=factories.PASSWORD))
    assert "hãy chọn “Trả lại cả đợt”" in text_of(answer)
    assert state_of(waiting) == RoundState.WITH_PRINCIPAL


def test_what_a_name_holds_is_shown_and_never_run(client, make_round, principal):
    waiting = make_round(size=1)
    waiting.commendations.create(
        collective_name="Lớp <script>alert(1)</script> {{ x }}", citation="Đã <b>đọc</b>."
    )
    client.force_login(principal)
    for answer in (client.get(url("round", waiting)), client.post(url("confirm", waiting), form_of(waiting))):
        assert "<script>alert" not in answer.content.decode()
        assert "Lớp &lt;script&gt;alert(1)&lt;/script&gt; {{ x }}" in answer.content.decode()


def test_a_wrong_password_is_said_at_its_field_and_keeps_the_choices(client, make_round, principal):
    waiting = make_round()
    returned = {ids(waiting)[0]: "Xin <b>ghi</b> rõ."}
    sent = form_of(waiting, returned, password="sai-mat-khau")
    client.force_login(principal)
    answer = client.post(url("decide", waiting), sent)
    page = answer.content.decode()
    assert "Mật khẩu chưa đúng. Xin gõ lại." in page
    assert 'aria-describedby="loi-mat-khau"' in page
    assert "sai-mat-khau" not in page
    assert "Xin &lt;b&gt;ghi&lt;/b&gt; rõ." in page
    kept = hidden_fields(page)
    assert {name: kept.get(name, "") for name in sent if name != "password"} == {
        name: value.replace("<", "&lt;").replace(">", "&gt;")
        for name, value in sent.items()
        if name != "password"
    }
    assert state_of(waiting) == RoundState.WITH_PRINCIPAL
    assert "Hãy gõ mật khẩu" in text_of(client.post(url("decide", waiting), sent | {"password": ""}))


def test_after_ten_wrong_passwords_even_the_right_one_has_to_wait(client, make_round, principal):
    waiting = make_round()
    client.force_login(principal)
    for _attempt in range(10):
        answer = client.post(url("decide", waiting), form_of(waiting, password="sai"))
        assert "Mật khẩu chưa đúng." in text_of(answer)
    for address, more in (("decide", {}), ("return", {"reason": "Không."})):
        sent = form_of(waiting, password=factories.PASSWORD, **more)
        assert "Đã gõ sai mật khẩu quá nhiều lần. Xin chờ 15 phút" in text_of(
            client.post(url(address, waiting), sent)
        )
    assert state_of(waiting) == RoundState.WITH_PRINCIPAL
    other = factories.user(Role.PRINCIPAL)
    client.force_login(other)
    client.post(url("decide", waiting), form_of(waiting, password=factories.PASSWORD))
    assert state_of(waiting) == RoundState.APPROVED


@pytest.mark.parametrize("page", ["confirm", "decide"])
def test_a_change_meanwhile_shows_the_page_anew_and_lets_go_only_of_the_mark_on_what_changed(
    client, make_round, principal, page
):
    waiting = make_round()
    client.force_login(principal)
    first_page = client.get(url("round", waiting)).content.decode()
    sent = form_of(waiting, password=factories.PASSWORD) | hidden_fields(first_page)
    item = waiting.commendations.first()
    waiting.commendations.filter(pk=item.pk).update(citation="Đã làm một việc khác.")
    answer = client.post(url(page, waiting), sent)
    text = text_of(answer)
    assert "Nội dung vừa được sửa trong lúc bạn đọc." in text
    assert "Đã làm một việc khác." in text
    assert text.count("Vừa được sửa</b>") == 1
    assert len(re.findall(r'value="approve"\s+checked', answer.content.decode())) == 2
    assert state_of(waiting) == RoundState.WITH_PRINCIPAL

    again = form_of(waiting, password=factories.PASSWORD) | hidden_fields(answer.content.decode())
    client.post(url("decide", waiting), again)
    assert state_of(waiting) == RoundState.APPROVED


def test_an_item_that_came_or_went_meanwhile_is_a_change(client, make_round, principal):
    waiting = make_round()
    client.force_login(principal)
    sent = form_of(waiting, password=factories.PASSWORD)
    gone = waiting.commendations.first()
    gone.delete()
    waiting.commendations.create(collective_name="Tổ khối 4", citation="Đã mở kho bài giảng.")
    answer = client.post(url("decide", waiting), sent)
    assert "Nội dung vừa được sửa" in text_of(answer)
    assert "Tổ khối 4" in text_of(answer)
    assert len(re.findall(r'value="approve"\s+checked', answer.content.decode())) == 2
    assert state_of(waiting) == RoundState.WITH_PRINCIPAL


def test_the_second_of_two_principals_is_told_who_was_first(client, make_round, principal):
    waiting = make_round()
    other = factories.user(Role.PRINCIPAL, last_name="Trần", first_name="Hai")
    sent = form_of(waiting, password=factories.PASSWORD)
    client.force_login(other)
    client.post(url("decide", waiting), sent)
    client.force_login(principal)
    for page in ("confirm", "decide"):
        text = text_of(client.post(url(page, waiting), sent))
        assert "Quyết định của bạn chưa được ghi." in text
        assert "Trần Hai" in text
        assert "Đã duyệt 3 đề nghị" in text
    assert CommendationRound.objects.get(pk=waiting.pk).approved_by == other


def test_two_that_press_in_the_same_instant(client, make_round, principal, monkeypatch):
    """The other decides between this one's last look and the step itself."""
    waiting = make_round()
    other = factories.user(Role.PRINCIPAL, last_name="Trần", first_name="Hai")
    real = steps.decide

    def late(commendation_round, user, **choices):
        real(CommendationRound.objects.get(pk=waiting.pk), other, **choices)
        return real(commendation_round, user, **choices)

    monkeypatch.setattr(steps, "decide", late)
    client.force_login(principal)
    text = text_of(client.post(url("decide", waiting), form_of(waiting, password=factories.PASSWORD)))
    assert "Không làm được lúc này: đợt đang ở tình trạng “Đã duyệt, chờ số”." in text
    assert "Trần Hai" in text


# --- Returning the whole round -----------------------------------------------------------------


def test_the_whole_round_goes_back_in_one_step(client, make_round, principal):
    waiting = make_round()
    client.force_login(principal)
    assert "Cả đợt quay về người lập" in text_of(client.get(url("return", waiting)))
    assert state_of(waiting) == RoundState.WITH_PRINCIPAL
    sent = {"reason": "Thiếu biên bản họp xét.", "password": factories.PASSWORD}
    answer = client.post(url("return", waiting), sent, follow=True)
    assert "Thiếu biên bản họp xét." in text_of(answer)
    waiting.refresh_from_db()
    assert (waiting.state, waiting.return_reason) == (RoundState.RETURNED, "Thiếu biên bản họp xét.")


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"reason": "", "password": factories.PASSWORD}, "Hãy ghi lý do, để người đề nghị biết"),
        ({"reason": "Thiếu biên bản.", "password": "sai"}, "Mật khẩu chưa đúng."),
        ({}, "Hãy gõ mật khẩu để xác nhận."),
    ],
)
def test_a_return_without_reason_or_password_goes_nowhere(client, make_round, principal, sent, words):
    waiting = make_round()
    client.force_login(principal)
    answer = client.post(url("return", waiting), sent)
    assert words in text_of(answer)
    assert sent.get("reason", "") in text_of(answer)
    assert state_of(waiting) == RoundState.WITH_PRINCIPAL


def test_an_approval_can_be_taken_back_until_it_is_public(client, make_round, principal):
    waiting = make_round()
    client.force_login(principal)
    client.post(url("decide", waiting), form_of(waiting, password=factories.PASSWORD))
    assert url("return", waiting) in client.get(url("round", waiting)).content.decode()
    sent = {"reason": "Xin họp lại.", "password": factories.PASSWORD}
    client.post(url("return", waiting), sent)
    assert state_of(waiting) == RoundState.RETURNED
    assert "Không làm được lúc này" in text_of(client.post(url("return", waiting), sent))


# --- Weight ------------------------------------------------------------------------------------


def weigh(page: str) -> dict[str, int]:
    """Return the bytes over the wire of the page and of everything that it loads, style sheets' fonts included."""
    weights = {"html": len(gzip.compress(page.encode(), 6))}
    addresses = set(re.findall(r'(?:src|href)="(/static/[^"]+\.(?:css|js|svg|woff2))"', page))
    for address in addresses:
        name = address.removeprefix("/static/")
        content = Path(finders.find(name)).read_bytes()
        weights[name] = len(gzip.compress(content, 6))
    style = Path(finders.find("css/signing.css")).read_text(encoding="utf-8")
    for family, name in (
        ("var(--font-display)", "protest-strike"),
        ("var(--font-text)", "be-vietnam-pro-400"),
    ):
        if family in style:
            font = f"fonts/{name}.woff2"
            weights[font] = Path(finders.find(font)).stat().st_size
    return weights


def test_the_first_visit_to_a_round_of_thirty_is_light(client, make_round, principal):
    waiting = make_round(size=30)
    syllables = random.Random(1)  # words that compress no better than real ones
    for item in waiting.commendations.all():
        words = ["".join(syllables.choices("aăâeêioôơuưbcdđghklmnpqrstvxy", k=4)) for _word in range(150)]
        item.citation, item.evidence = " ".join(words[:55]), " ".join(words[55:])
        item.save()
    client.force_login(principal)
    weights = weigh(client.get(url("round", waiting)).content.decode())
    assert {"html", "css/signing.css", "js/signing.js", "fonts/protest-strike.woff2"} <= set(weights)
    assert sum(weights.values()) < FIRST_VISIT_BYTES, weights
