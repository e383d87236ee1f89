"""Reading by class: the librarian's grid, two people at once, the public chart, the sums of a Week."""

from datetime import date, time
from types import SimpleNamespace

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.roles import Role
from resources.models import LibraryPage, ReadingLog, ReadingTimeSlot
from resources.reading import saving, totals
from tests import factories
from tests.module_school import school_for_the_module

pytestmark = pytest.mark.django_db

WEEK = date(2023, 10, 2)
GRID = "/admin/doc-sach/so/2023-10-02/"
CHART = "/thu-vien/gio-doc/"


def log(name: str, week: date = WEEK, **numbers) -> ReadingLog:
    return ReadingLog.objects.create(class_name=name, week=week, **numbers)


def slot(name: str, weekday: int, starts_at: time = time(7, 15), ends_at: time = time(7, 30), **fields):
    return ReadingTimeSlot.objects.create(
        class_name=name, weekday=weekday, starts_at=starts_at, ends_at=ends_at, **fields
    )


def fill() -> None:
    """Two classes with reading times, one that read in the year before."""
    slot("3/10", 0)
    slot("3/2", 0)
    log("1/1", date(2023, 9, 25), minutes=40, books=5)


school = school_for_the_module(fill)


@pytest.fixture
def librarian(client):
    user = factories.user(Role.LIBRARIAN, last_name="Nguyễn", first_name="Kim Phượng")
    client.force_login(user)
    return client


def posted(answer) -> dict[str, str]:
    """Return what a browser sends of the grid as it is shown."""
    formset = answer.context["formset"]
    data = {
        f"form-{name}": str(formset.management_form[name].value())
        for name in ("TOTAL_FORMS", "INITIAL_FORMS")
    }
    for form in formset:
        for field in form:
            value = field.value()
            data[field.html_name] = "" if value is None else str(value)
    return data


def cells(answer) -> dict[str, tuple[str, str]]:
    """Return the names of the boxes of each class: minutes, books."""
    forms = answer.context["formset"].initial_forms
    return {
        form["class_name"].value(): (form["minutes"].html_name, form["books"].html_name) for form in forms
    }


def test_the_classes_come_from_times_and_earlier_weeks(school, librarian):
    assert list(cells(librarian.get(GRID))) == ["1/1", "3/2", "3/10"]
    assert list(cells(librarian.get("/admin/doc-sach/so/2026-01-05/"))) == ["3/2", "3/10"]


def test_empty_is_unknown_and_nought_is_none(school, librarian):
    shown = librarian.get(GRID)
    boxes, data = cells(shown), posted(shown)
    data |= {boxes["3/2"][0]: "1.200", boxes["3/2"][1]: "0", boxes["3/10"][0]: "", boxes["3/10"][1]: " 12 "}
    saved = librarian.post(GRID, data, follow=True)
    assert "Đã lưu số của 2 lớp." in saved.content.decode()
    found = ReadingLog.objects.filter(week=WEEK).order_by("class_name")
    assert [(one.class_name, one.grade, one.minutes, one.books) for one in found] == [
        ("3/10", 3, None, 12),
        ("3/2", 3, 1200, 0),
    ]
    assert {str(one.entered_by) for one in found} == {"Nguyễn Kim Phượng"}


def test_a_row_that_is_emptied_is_unknown_again(school, librarian):
    log("3/2", minutes=30, books=2)
    shown = librarian.get(GRID)
    librarian.post(GRID, posted(shown) | dict.fromkeys(cells(shown)["3/2"], ""))
    assert not ReadingLog.objects.filter(week=WEEK).exists()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("bảy", "Chưa hiểu “bảy”. Hãy ghi một số, ví dụ 75; chưa biết thì để trống."),
        ("-5", "Chưa hiểu “-5”."),
        ("1,5", "Chưa hiểu “1,5”."),
        ("999999999", "Số lớn quá: nhiều nhất 100.000."),
        ("9" * 30, "20 ký tự"),
    ],
)
def test_a_wrong_number_is_said_at_its_cell_and_nothing_typed_is_lost(school, librarian, typed, sentence):
    shown = librarian.get(GRID)
    boxes = cells(shown)
    data = posted(shown) | {boxes["3/2"][0]: typed, boxes["1/1"][1]: "17"}
    answer = librarian.post(GRID, data)
    assert answer.status_code == 422
    form = next(form for form in answer.context["formset"] if form["class_name"].value() == "3/2")
    assert sentence in str(form.errors["minutes"])
    page = answer.content.decode()
    assert f'value="{typed}"' in page
    assert 'value="17"' in page
    assert not ReadingLog.objects.filter(week=WEEK).exists()


def test_the_later_save_says_what_the_other_changed(school, librarian):
    shown = librarian.get(GRID)
    boxes, data = cells(shown), posted(shown)
    lan = factories.user(Role.LIBRARIAN, last_name="Trần", first_name="Lan")
    log("3/2", minutes=45, books=7, entered_by=lan)
    refused = librarian.post(GRID, data | {boxes["3/2"][0]: "60"})
    assert refused.status_code == 422
    page = refused.content.decode()
    assert "lớp 3/2: Trần Lan ghi 45 phút. Muốn giữ số của bạn thì bấm lưu lần nữa." in page
    assert "lớp 3/2: Trần Lan ghi 7 cuốn" in page
    assert ReadingLog.objects.get(week=WEEK).minutes == 45
    librarian.post(GRID, posted(refused))
    kept = ReadingLog.objects.get(week=WEEK)
    assert (kept.minutes, kept.books) == (60, 7)


def test_a_cell_that_was_not_touched_is_left_as_the_other_wrote_it(school, librarian):
    log("3/2", minutes=30)
    shown = librarian.get(GRID)
    ReadingLog.objects.filter(week=WEEK).update(minutes=50)
    saved = librarian.post(GRID, posted(shown) | {cells(shown)["3/2"][1]: "4"}, follow=True)
    kept = ReadingLog.objects.get(week=WEEK)
    assert (kept.minutes, kept.books) == (50, 4)
    assert "lớp 3/2: người khác ghi 50 phút" in saved.content.decode()


def test_behind_a_wrong_number_the_change_of_the_other_is_told_as_well(school, librarian):
    shown = librarian.get(GRID)
    boxes, data = cells(shown), posted(shown)
    log("3/2", minutes=45)
    answer = librarian.post(GRID, data | {boxes["3/2"][0]: "sáu mươi"})
    assert "lớp 3/2: người khác ghi 45 phút" in answer.content.decode()


def test_two_first_numbers_at_the_same_moment(school, librarian, monkeypatch):
    """The other's row comes between our look and our write: the database refuses ours, and we look again."""
    shown = librarian.get(GRID)
    log("3/2", minutes=45)
    look, looks = saving.logs_of, []

    def late(week, **options):
        looks.append(week)
        return look(week, **options) if len(looks) > 1 else {}

    monkeypatch.setattr(saving, "logs_of", late)
    answer = librarian.post(GRID, posted(shown) | {cells(shown)["3/2"][0]: "60"})
    assert (answer.status_code, len(looks)) == (422, 2)
    assert "người khác ghi 45 phút" in answer.content.decode()
    assert ReadingLog.objects.get(week=WEEK).minutes == 45


def test_a_class_is_added_in_the_grid(school, librarian):
    data = posted(librarian.get(GRID)) | {"form-3-class_name": "lớp 5 / 1", "form-3-minutes": "75"}
    librarian.post(GRID, data)
    added = ReadingLog.objects.get(week=WEEK)
    assert (added.class_name, added.grade, added.minutes, added.books) == ("5/1", 5, 75, None)


@pytest.mark.parametrize(
    ("name", "minutes", "sentence"),
    [
        ("Nguyễn Văn An", "5", "Chưa phải tên lớp."),
        ("9/1", "5", "Chưa phải tên lớp."),
        ("", "5", "Hãy ghi tên lớp, ví dụ 3/2."),
        ("lớp 3/2", "5", "Lớp này đã có một hàng trong bảng."),
        ("5/1", "", "Hãy ghi số phút hoặc số cuốn của lớp này."),
    ],
)
def test_a_class_that_cannot_be_added_is_said_at_its_row(school, librarian, name, minutes, sentence):
    data = posted(librarian.get(GRID)) | {"form-3-class_name": name, "form-3-minutes": minutes}
    answer = librarian.post(GRID, data)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not ReadingLog.objects.filter(week=WEEK).exists()


def test_half_a_form_saves_nothing(school, librarian):
    answer = librarian.post(GRID, {"form-0-class_name": "3/2", "form-0-minutes": "5"}, follow=True)
    assert "Bảng gửi lên bị thiếu" in answer.content.decode()
    assert not ReadingLog.objects.filter(week=WEEK).exists()


@time_machine.travel("2023-10-05T03:00:00Z", tick=False)
def test_any_day_leads_to_its_week_and_none_lies_ahead(school, librarian):
    assert librarian.get("/admin/doc-sach/so/")["Location"] == GRID
    assert librarian.get("/admin/doc-sach/so/2023-10-04/")["Location"] == GRID
    assert librarian.get("/admin/doc-sach/so/2023-12-04/")["Location"] == GRID
    page = librarian.get(GRID).content.decode()
    assert "2023-09-25" in page
    assert "2023-10-09" not in page
    for wrong in ("hom-nay", "2023-13-01", "0001-01-01"):
        assert librarian.get(f"/admin/doc-sach/so/{wrong}/").status_code == 404


def test_the_principal_looks_and_nobody_else_comes_in(school, client):
    client.force_login(factories.user(Role.PRINCIPAL))
    shown = client.get(GRID)
    assert shown.status_code == 200
    page = shown.content.decode()
    assert "Lưu tuần này" not in page
    assert page.count("disabled") >= 6
    assert client.post(GRID, posted(shown)).status_code in {302, 403}
    client.force_login(factories.user(Role.EDITOR))
    assert client.get(GRID).status_code != 200
    assert not ReadingLog.objects.filter(week=WEEK).exists()


def test_a_time_that_ends_before_it_begins_is_refused(school, librarian):
    data = {"class_name": "Lớp 3 / 2", "weekday": "1", "starts_at": "9:00", "ends_at": "8:00", "place": ""}
    address = reverse("wagtailsnippets_resources_readingtimeslot:add")
    assert "Giờ kết thúc phải sau giờ bắt đầu." in librarian.post(address, data).content.decode()
    librarian.post(address, data | {"ends_at": "9:35"})
    assert ReadingTimeSlot.objects.filter(class_name="3/2", grade=3, weekday=1).exists()
    assert "đã có giờ đọc" in librarian.post(address, data | {"ends_at": "9:35"}).content.decode()


def test_the_sums_of_a_week_are_those_of_the_weeks_it_touches(school):
    week = SimpleNamespace(start_date=date(2023, 10, 4), end_date=date(2023, 10, 10))
    log("3/2", date(2023, 9, 25), minutes=1000)
    log("3/2", minutes=30, books=2)
    log("3/10", minutes=45)
    log("3/2", date(2023, 10, 9), minutes=5, books=1)
    log("3/2", date(2023, 10, 16), minutes=1000)
    assert totals(week) == {"minutes": 80, "books": 3, "classes": 2}
    empty = SimpleNamespace(start_date=date(2020, 1, 1), end_date=date(2020, 1, 7))
    assert totals(empty) == {"minutes": 0, "books": 0, "classes": 0}


@time_machine.travel("2023-10-02T03:00:00Z", tick=False)
def test_readers_see_times_and_a_chart_by_grade(school, client):
    log("3/2", minutes=1200, books=0)
    log("3/10", minutes=300)
    page = client.get(CHART).content.decode()
    assert "7:15–7:30, thứ Hai, tại lớp" in page
    assert page.count("<dt>Cả khối</dt>") == page.count("Hôm nay</span>") == 1, (
        "what a grade has alike is said once"
    )
    assert "1.500 phút" in page
    assert "40 phút" in page
    assert 'width="3%"' in page
    assert page.count("chưa có số</span>") >= 6, "a grade without a number is not nought"
    assert "0 cuốn" in page
    assert "style=" not in page
    assert f'href="{CHART}"' in client.get("/thu-vien/").content.decode()
    assert CHART in LibraryPage.objects.get().stored_addresses()


def test_the_page_takes_as_many_queries_however_much_was_noted(school, client):
    def queries() -> int:
        client.get(CHART)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(CHART).status_code == 200
        return len(captured)

    few = queries()
    for number in range(1, 30):
        slot(f"4/{number}", number % 5)
        for day in (2, 9, 16, 23, 30):
            log(f"4/{number}", date(2023, 10, day), minutes=number, books=number)
    assert queries() == few


def test_before_anything_is_noted_the_page_says_so(school, client):
    ReadingTimeSlot.objects.all().delete()
    ReadingLog.objects.all().delete()
    assert "Giờ đọc đang được xếp" in client.get(CHART).content.decode()
    assert CHART not in client.get("/thu-vien/").content.decode()
