"""Commendations from a spreadsheet: what a list would do is shown first, and saved as shown or not at all."""

import html
import io
import re

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook, load_workbook
from wagtail.models import ModelLogEntry, Site

from accounts.roles import Role
from honors.models import Commendation, HonorsSettings, RoundState
from people.models import Person
from tests import factories
from tests.module_school import school_for_the_module

pytestmark = pytest.mark.django_db
school = school_for_the_module()

HEADINGS = ["Họ và tên", "Là ai", "Lớp hoặc đơn vị", "Tập thể", "Hình thức", "Thành tích"]
NGOC = ["Lê Thị Bảo Ngọc", "Học sinh", "lớp 3/2", "", "Thư khen", "Đã đọc sách mỗi ngày."]
LAN = ["Phạm Thị Lan", "Giáo viên", "tổ 4", "", "Biểu dương", "Đã dạy bạn đồng nghiệp soạn bài mở."]
CLASS = ["", "", "", "Tập thể lớp 5/3", "Thư khen", "Đã lập góc đọc mở."]
WRONG = ["", "Học sinh", "lớp 1/1", "", "Thư khen", "Đã học."]


@pytest.fixture
def editor(school):
    return factories.user(Role.EDITOR)


@pytest.fixture
def award_round(school):
    return factories.commendation_round()


@pytest.fixture
def editing(client, editor):
    client.force_login(editor)
    return client


def list_of(*rows) -> SimpleUploadedFile:
    book = Workbook()
    for row in (HEADINGS, *rows):
        book.active.append(row)
    output = io.BytesIO()
    book.save(output)
    return SimpleUploadedFile("danh-sach.xlsx", output.getvalue())


def upload(client, award_round, file):
    return client.post(reverse("honors_import:upload", args=[award_round.pk]), {"file": file})


def text(answer) -> str:
    return html.unescape(answer.content.decode())


def shown(answer) -> str:
    return html.unescape(re.search(r'name="shown"\s+value="([^"]+)"', answer.content.decode())[1])


def confirm(client, award_round, answer, **data):
    return client.post(
        reverse("honors_import:confirm", args=[award_round.pk]), {"shown": shown(answer)} | data
    )


def messages(client) -> str:
    return text(client.get("/admin/"))


# --- Who and when ------------------------------------------------------------------------------


@pytest.mark.parametrize("role", [None, *Role])
def test_only_those_who_propose_may_import(client, award_round, role):
    if role:
        client.force_login(factories.user(role))
    expected = {None: 302, Role.EDITOR: 200}.get(role, 403)
    answers = [
        client.get(reverse("honors_import:upload", args=[award_round.pk])).status_code,
        upload(client, award_round, list_of(NGOC)).status_code,
        client.get(reverse("honors_import:sample")).status_code,
    ]
    # Wagtail sends those who may not on with a message.
    assert [403 if answer == 302 and role else answer for answer in answers] == [expected] * 3
    assert not Commendation.objects.exists()


@pytest.mark.parametrize("state", [state for state in RoundState if state not in {"draft", "returned"}])
def test_a_round_that_is_closed_takes_no_list(editing, award_round, state):
    preview = upload(editing, award_round, list_of(NGOC))
    type(award_round).objects.filter(pk=award_round.pk).update(state=state)
    assert editing.get(reverse("honors_import:upload", args=[award_round.pk])).status_code == 302
    assert confirm(editing, award_round, preview).status_code == 302
    assert not Commendation.objects.exists()


def test_a_round_that_is_not_there_is_not_found(editing):
    assert editing.get(reverse("honors_import:upload", args=[987])).status_code == 404


def test_saving_is_for_a_button(editing, award_round):
    assert editing.get(reverse("honors_import:confirm", args=[award_round.pk])).status_code == 405


def test_the_sample_offers_what_the_school_may_give(editing, award_round):
    settings = HonorsSettings.for_site(Site.objects.get())
    settings.award_kinds = ["merit"]
    settings.save()
    answer = editing.get(reverse("honors_import:sample"))
    assert "attachment" in answer["Content-Disposition"]
    assert load_workbook(io.BytesIO(answer.content)).active["E2"].value == "Giấy khen"
    answer = upload(editing, award_round, SimpleUploadedFile("mau.xlsx", answer.content))
    assert "Nhập 3 đề nghị" in text(answer)


# --- What is shown -----------------------------------------------------------------------------


def test_nothing_is_saved_before_the_button_is_pressed(editing, award_round):
    answer = upload(editing, award_round, list_of(NGOC, LAN, CLASS))
    assert answer.status_code == 200
    assert "Nhập 3 đề nghị" in text(answer)
    assert "no-store" in answer["Cache-Control"]
    assert not Commendation.objects.exists()
    assert not Person.objects.exists()


def test_a_file_that_is_no_list_is_refused_at_its_field(editing, award_round):
    answer = upload(editing, award_round, SimpleUploadedFile("anh.xlsx", b"\x89PNG\r\n\x1a\n\x00\x01"))
    assert answer.status_code == 422
    assert "không phải bảng tính" in text(answer)
    answer = editing.post(reverse("honors_import:upload", args=[award_round.pk]))
    assert "Hãy chọn một tệp." in text(answer)


def line_of(answer, number: int):
    return next(line for line in answer.context["plan"].lines if line.row.number == number)


@pytest.mark.parametrize("written", ["Lê Thị Bảo Ngọc", "le thi bao ngoc", "LÊ THỊ BẢO NGỌC"])
@pytest.mark.parametrize("unit", ["lớp 3/2", "Lớp 3/2", "3/2", ""])
def test_somebody_on_file_is_recognised(editing, award_round, written, unit):
    person = factories.person(full_name="Lê Thị Bảo Ngọc", unit="lớp 3/2")
    factories.person(full_name="Lê Thị Bảo Ngộc", unit="lớp 3/3")
    answer = upload(editing, award_round, list_of([written, "Học sinh", unit, *NGOC[3:]]))
    line = line_of(answer, 2)
    if written == "le thi bao ngoc" and not unit:  # either of the two
        assert "Chưa rõ là ai" in line.errors[0]
    else:
        assert (line.person, line.errors) == (person, [])
        assert "Đã có trong hồ sơ" in text(answer)


def test_a_name_that_differs_in_its_marks_is_another_person(editing, award_round):
    factories.person(full_name="Trần Thị Ân", unit="lớp 3/2")
    line = line_of(upload(editing, award_round, list_of(["Trần Thị An", *NGOC[1:]])), 2)
    assert (line.person, line.errors) == (None, [])
    assert "Trần Thị Ân" in line.cautions[0]


def test_two_people_of_one_name_in_one_class_are_told_apart_by_their_birthday(editing, award_round):
    for day in ("2016-03-15", "2016-09-02"):
        factories.person(full_name=NGOC[0], unit="lớp 3/2", birth_date=day)
    assert "Chưa rõ là ai" in line_of(upload(editing, award_round, list_of(NGOC)), 2).errors[0]
    book = Workbook()
    book.active.append([*HEADINGS, "Ngày sinh"])
    book.active.append([*NGOC, "2/9/2016"])
    output = io.BytesIO()
    book.save(output)
    line = line_of(upload(editing, award_round, SimpleUploadedFile("a.xlsx", output.getvalue())), 2)
    assert line.person.birth_date.isoformat() == "2016-09-02"


def test_a_form_that_the_school_may_not_give_is_an_error(editing, award_round):
    answer = upload(editing, award_round, list_of([*NGOC[:4], "Giấy khen", NGOC[5]]))
    assert "Trường không dùng hình thức “Giấy khen”" in line_of(answer, 2).errors[0]
    assert "Nhập 1 đề nghị" not in text(answer)


def test_a_new_person_needs_a_kind(editing, award_round):
    line = line_of(upload(editing, award_round, list_of(["Phan An", "", "ấp Đình", *NGOC[3:]])), 2)
    assert "là ai" in line.errors[0]


def test_the_same_recipient_twice_is_an_error(editing, award_round):
    answer = upload(editing, award_round, list_of(NGOC, ["lê thị BẢO NGỌC", *NGOC[1:]], CLASS, CLASS))
    assert "Trùng người với dòng 2" in line_of(answer, 3).errors[0]
    assert "Trùng người với dòng 4" in line_of(answer, 5).errors[0]


def test_who_stands_in_the_round_already_is_an_error(editing, award_round):
    person = factories.person(full_name=NGOC[0], unit="lớp 3/2")
    Commendation.objects.create(round=award_round, person=person, citation="Đã học.")
    Commendation.objects.create(round=award_round, collective_name="Tập thể Lớp 5/3", citation="Đã học.")
    answer = upload(editing, award_round, list_of(NGOC, CLASS))
    assert [line.errors for line in answer.context["plan"].lines] == [["Đã có trong đợt này."]] * 2


def test_what_a_reviewer_would_be_told_is_told_here(editing, award_round):
    factories.person(full_name=NGOC[0], unit="lớp 3/2")
    answer = upload(
        editing, award_round, list_of(NGOC, ["Vũ An", *NGOC[1:5], "Đã vượt hoàn cảnh khó khăn để học."], LAN)
    )
    cautions = [line.cautions for line in answer.context["plan"].lines]
    assert "chưa có phiếu đồng ý" in cautions[0][0]
    assert "chưa có phiếu đồng ý" in cautions[1][0]
    assert "hoàn cảnh" in cautions[1][1]
    assert cautions[2] == []


def test_what_looks_like_code_is_shown_and_does_nothing(editing, award_round):
    bad = ['<script>alert("x")</script>', *NGOC[1:5], "{{ 7|add:1 }} #let x = 1 <b>đậm</b>"]
    answer = upload(editing, award_round, list_of(bad, NGOC))
    page = answer.content.decode()
    assert "<script>alert" not in page
    assert "<b>đậm" not in page
    assert "{{ 7|add:1 }}" in page
    assert "ký tự không dùng được" in line_of(answer, 2).errors[0]


def test_the_number_of_queries_does_not_grow_with_the_list(
    editing, award_round, django_assert_max_num_queries
):
    for number in range(3):
        factories.person(full_name=f"Trần Khánh {number}", unit="lớp 3/2")
    upload(editing, award_round, list_of(NGOC))
    rows = [[f"Trần Khánh {number}", *NGOC[1:]] for number in range(60)]
    with django_assert_max_num_queries(30):
        upload(editing, award_round, list_of(*rows))


# --- What is saved -----------------------------------------------------------------------------


def test_the_list_is_saved_as_it_was_shown(editing, editor, award_round):
    known = factories.person(full_name=LAN[0], display_name="Cô Lan", kind="teacher", unit="tổ 4")
    first = Commendation.objects.create(round=award_round, person=factories.person(), citation="Đã học.")
    answer = confirm(editing, award_round, upload(editing, award_round, list_of(NGOC, LAN, CLASS)))
    assert answer["Location"] == reverse("honors_rounds:overview", args=[award_round.pk])
    ngoc, lan, group = Commendation.objects.exclude(pk=first.pk).order_by("position")
    assert (ngoc.person.full_name, ngoc.person.display_name, ngoc.person.kind, ngoc.person.unit) == (
        "Lê Thị Bảo Ngọc",
        "Bảo Ngọc",
        "student",
        "lớp 3/2",
    )
    assert (ngoc.award_kind, ngoc.citation, ngoc.added_by, ngoc.state) == (
        "letter",
        "Đã đọc sách mỗi ngày.",
        editor,
        "proposed",
    )
    assert lan.person == known
    assert (group.person, group.collective_name) == (None, "Tập thể lớp 5/3")
    assert ngoc.position > first.position
    entry = ModelLogEntry.objects.get(action="honors.import")
    assert (entry.user, entry.object_id, entry.data["number"]) == (editor, str(award_round.pk), "3")


def test_a_list_that_is_sent_twice_is_saved_once(editing, award_round):
    preview = upload(editing, award_round, list_of(NGOC, LAN, CLASS))
    confirm(editing, award_round, preview)
    answer = confirm(editing, award_round, preview)
    assert answer.status_code == 302
    assert Commendation.objects.count() == 3
    assert Person.objects.count() == 2
    assert "đã được nhập rồi" in messages(editing)


def test_rows_with_errors_are_left_out_by_a_clear_choice_only(editing, award_round):
    preview = upload(editing, award_round, list_of(NGOC, WRONG))
    answer = confirm(editing, award_round, preview)
    assert answer.status_code == 422
    assert "Bỏ qua các dòng lỗi" in text(answer)
    assert not Commendation.objects.exists()
    confirm(editing, award_round, answer, skip_errors="1")
    assert [item.recipient for item in Commendation.objects.all()] == ["Lê Thị Bảo Ngọc"]


def test_a_list_of_nothing_but_errors_saves_nothing(editing, award_round):
    answer = confirm(editing, award_round, upload(editing, award_round, list_of(WRONG)), skip_errors="1")
    assert answer.status_code == 422
    assert not Commendation.objects.exists()


def test_when_something_has_changed_since_nothing_is_saved_and_it_is_shown_anew(editing, award_round):
    preview = upload(editing, award_round, list_of(NGOC, LAN))
    Commendation.objects.create(
        round=award_round, person=factories.person(full_name=NGOC[0], unit="lớp 3/2"), citation="Đã học."
    )
    answer = confirm(editing, award_round, preview)
    assert answer.status_code == 422
    assert "đã có thay đổi" in text(answer)
    assert Commendation.objects.count() == 1
    confirm(editing, award_round, answer, skip_errors="1")
    assert Commendation.objects.count() == 2


@pytest.mark.parametrize("how", ["changed", "missing", "old", "another round", "another user"])
def test_what_the_site_has_not_signed_is_not_saved(client, editing, award_round, how):
    with time_machine.travel("2026-10-01T08:00:00+07:00", tick=False) as clock:
        editing.force_login(factories.user(Role.EDITOR))
        signed = shown(upload(editing, award_round, list_of(NGOC)))
        target = award_round
        if how == "changed":
            signed = signed[:-1] + ("A" if signed[-1] != "A" else "B")
        elif how == "missing":
            signed = ""
        elif how == "old":
            clock.shift(25 * 3600)
            editing.force_login(factories.user(Role.EDITOR))
        elif how == "another round":
            target = factories.commendation_round()
        else:
            editing.force_login(factories.user(Role.EDITOR))
        answer = editing.post(reverse("honors_import:confirm", args=[target.pk]), {"shown": signed})
        assert answer["Location"] == reverse("honors_import:upload", args=[target.pk])
        assert "Bản xem trước đã cũ" in text(editing.get(answer["Location"]))
    assert not Commendation.objects.exists()


def test_an_error_half_way_leaves_nothing_behind(editing, award_round, monkeypatch):
    preview = upload(editing, award_round, list_of(NGOC, LAN))
    real = Commendation.save

    def fail(self, *arguments, **options):
        if self.person and self.person.kind == "teacher":
            raise RuntimeError
        return real(self, *arguments, **options)

    monkeypatch.setattr(Commendation, "save", fail)
    with pytest.raises(RuntimeError):
        confirm(editing, award_round, preview)
    assert not Commendation.objects.exists()
    assert not Person.objects.exists()
