"""The Week's report: every number counted once more with SQL, the papers read back, and what was sent kept."""

from __future__ import annotations

import io
import json
import re
from datetime import date, datetime, timedelta
from html import unescape
from typing import Any
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from docx import Document

from accounts.roles import Role
from board.models import Board
from home.models import Report, SentReport
from home.report.archive import copies_naming
from home.report.counting import figures_of
from news.models import ArticleState
from papers.kinds import get
from papers.models import OfficeTemplate
from people.models import Consent
from people.views.consents import withdraw
from resources.models.reading import ReadingLog
from tests import factories
from tests.factories.writers import article, writer
from tests.module_school import school_for_the_module
from tests.printed_papers import needs_poppler, pdf_pages, word_lines
from week.models import Department, WeekEdition

pytestmark = pytest.mark.django_db
HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
FORMULA = '=HYPERLINK("https://xau.example";"bấm")'
SECRET = "Nguyễn Văn Kín"
UNREAD = "Bài gửi về chưa ai đăng"


def moment(day: int, hour: int = 8, minute: int = 0) -> datetime:
    return datetime(2023, 10, day, hour, minute, tzinfo=HANOI)


def fill() -> None:
    """A Week of 2023 with something of every kind, and beside each what must not be counted."""
    week = factories.edition(
        year=2023,
        theme="Học để biết cách học",
        start_date=date(2023, 10, 2),
        end_date=date(2023, 10, 8),
        report_due_date=date(2023, 10, 13),
        report_recipient="Phòng Giáo dục",
    )
    week.legal_bases.set([factories.legal_basis()])
    week.save()
    other = factories.edition(year=2024)
    union, library = factories.department(name="Công đoàn"), factories.department(name="Thư viện")
    done = factories.plan_task(week, union, title="Treo băng rôn", status="done")
    factories.plan_task(week, union, title="Viết bài", status="in_progress")
    factories.plan_task(week, library, title="Mở cửa thư viện", status="done")
    factories.plan_task(other, library, status="done")
    shown = factories.story(edition=week, department=union, category="reading", title=FORMULA, tasks=[done])
    factories.story(edition=week, department=union, category="reading", title="Đọc sách 😀 sáng nay")
    factories.story(edition=week, category="notice")
    factories.story(edition=week, category="notice", live=False, title="Bản nháp chưa đăng")
    factories.story(edition=other, category="reading", title="Bài năm khác")
    fair = factories.activity(
        edition=week, organiser=library, starts_at=moment(3), headcount=120, title="Ngày hội đọc"
    )
    factories.activity(edition=week, organiser=library, starts_at=moment(4), title="Giờ đọc chung")
    factories.activity(
        edition=week, starts_at=timezone.now() + timedelta(days=2), title="Chưa tới", headcount=7
    )
    for when, title in (
        (moment(2, 0), "Đầu ngày đầu"),
        (moment(8, 23, 59), "Cuối ngày cuối"),
        (moment(9, 0), "Hôm sau"),
        (moment(1, 23, 59), "Hôm trước"),
    ):
        factories.resource(title=title, published_at=when)
    idea = factories.initiative(edition=week, department=union)
    idea.adoptions.create(unit="Lớp 2/1")
    idea.adoptions.create(unit="Tổ văn phòng")
    factories.profile(edition=week)
    fill_awards(week, other)
    fill_articles(week, other, shown)
    for name, minutes in (("3/2", 75), ("4/1", 150)):
        ReadingLog.objects.create(
            class_name=name, week=date(2023, 10, 2), minutes=minutes, books=minutes // 25
        )
    board = Board.objects.create(name="Bảng cổng trường")
    for day, minutes in ((2, 300), (8, 200)):
        board.days.create(day=date(2023, 10, day), minutes=minutes)
    factories.share_record(shown)
    factories.share_record(fair, network="zalo", url="https://zalo.me/1")
    factories.share_record(fair, removed_at=timezone.now())
    factories.share_record(shown, lacks_consent=True)
    factories.share_record(factories.story(edition=week, live=False))
    factories.share_record(factories.story(edition=other))


def fill_articles(week: WeekEdition, other: WeekEdition, shown: Any) -> None:
    union, library = (writer(department=unit) for unit in Department.objects.order_by("name")[:2])
    article(union, edition=week, state=ArticleState.TAKEN, story=shown)
    article(union, edition=week, state=ArticleState.DECLINED, title=UNREAD)
    article(library, edition=week, state=ArticleState.TAKEN, story=factories.story(live=False))
    article(library, edition=other)


def fill_awards(week: WeekEdition, other: WeekEdition) -> None:
    first = factories.commendation_round(week)
    factories.commendation(round=first, award_kind="letter")
    factories.commendation(round=first, collective_name="Tập thể lớp 5/3", award_kind="praise")
    hidden = factories.person(full_name=SECRET, display_name=SECRET)
    given = factories.consent(hidden)
    factories.commendation(round=first, person=hidden)
    factories.commendation(round=first, is_public=False)
    factories.bring(first, "live")
    type(given).objects.filter(pk=given.pk).update(withdrawn_at=timezone.now())
    factories.commendation_round(week, "approved")
    factories.commendation_round(other, "live")


school = school_for_the_module(fill)


@pytest.fixture
def week(school) -> WeekEdition:
    return WeekEdition.objects.get(year=2023)


@pytest.fixture
def clerk(school, client) -> Any:
    client.force_login(factories.user(Role.CLERK))
    return client


def sql(question: str, *values: Any) -> int:
    with connection.cursor() as cursor:
        cursor.execute(question, values)
        return cursor.fetchone()[0] or 0


STORIES = """SELECT COUNT(*) FROM news_storypage s JOIN wagtailcore_page p ON p.id = s.page_ptr_id
             WHERE p.live AND s.edition_id = %s"""
ACTIVITIES = """FROM home_activitypage a JOIN wagtailcore_page p ON p.id = a.page_ptr_id
                WHERE p.live AND a.edition_id = %s AND a.ends_at <= %s"""
SHARES = """SELECT COUNT(*) FROM sharing_sharerecord r JOIN wagtailcore_page p ON p.id = r.page_id
            WHERE p.live AND r.removed_at IS NULL AND NOT r.lacks_consent AND r.network = %s
            AND p.id IN (SELECT page_ptr_id FROM news_storypage WHERE edition_id = %s
                         UNION SELECT page_ptr_id FROM home_activitypage WHERE edition_id = %s)"""
TASKS = "SELECT COUNT(*) FROM week_plantask WHERE edition_id = %s"


def test_every_number_is_what_the_database_says(week):
    figures, key = figures_of(week), week.pk
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    expected = {
        "stories": sql(STORIES, key),
        "stories-reading": sql(f"{STORIES} AND s.category = 'reading'", key),
        "stories-notice": sql(f"{STORIES} AND s.category = 'notice'", key),
        "activities": sql(f"SELECT COUNT(*) {ACTIVITIES}", key, now),
        "headcount": sql(f"SELECT SUM(a.headcount) {ACTIVITIES}", key, now),
        "activities-coming": sql("SELECT COUNT(*) FROM home_activitypage WHERE ends_at > %s", now),
        "shares-facebook": sql(SHARES, "facebook", key, key),
        "shares-zalo": sql(SHARES, "zalo", key, key),
        "tasks": sql(TASKS, key),
        "tasks-done": sql(f"{TASKS} AND status = 'done'", key),
        "tasks-in_progress": sql(f"{TASKS} AND status = 'in_progress'", key),
        "tasks-without-evidence": sql(
            f"""{TASKS} AND NOT EXISTS (SELECT 1 FROM news_storypage_tasks t
                JOIN wagtailcore_page p ON p.id = t.storypage_id
                WHERE p.live AND t.plantask_id = week_plantask.id)""",
            key,
        ),
        "initiatives": sql("SELECT COUNT(*) FROM honors_initiativepage WHERE edition_id = %s", key),
        "adoptions": sql(
            """SELECT COUNT(*) FROM honors_initiativeadoption a JOIN honors_initiativepage i
               ON i.page_ptr_id = a.page_id WHERE i.edition_id = %s""",
            key,
        ),
        "profiles": sql("SELECT COUNT(*) FROM honors_profilepage WHERE edition_id = %s", key),
    }
    expected["shares"] = expected["shares-facebook"] + expected["shares-zalo"]
    # A pupil and a class: the third has no consent any more, the fourth is not to be named.
    expected |= {
        "awards": 2,
        "awards-person": 1,
        "awards-collective": 1,
        "awards-letter": 1,
        "awards-praise": 1,
    }
    expected |= {"resources": 2, "resources-lesson": 2}
    expected |= {
        f"reading-{name}": sql(f"SELECT {what} FROM resources_readinglog WHERE week = %s", week.start_date)
        for name, what in (
            ("minutes", "SUM(minutes)"),
            ("books", "SUM(books)"),
            ("classes", "COUNT(DISTINCT class_name)"),
        )
    }
    sent = "SELECT COUNT(*) FROM news_article a WHERE a.edition_id = %s"
    expected["articles"] = sql(sent, key)
    expected["articles-published"] = sql(
        f"{sent} AND a.story_id IN (SELECT id FROM wagtailcore_page WHERE live)", key
    )
    by_writer = f"{sent} AND a.writer_id IN (SELECT id FROM news_writer WHERE department_id = %s)"
    for (department,) in sql_rows("SELECT DISTINCT department_id FROM news_writer"):
        expected[f"articles-{department}"] = sql(by_writer, key, department)
    expected["board-hours"] = round(sql("SELECT SUM(minutes) FROM board_boardday") / 60)
    for department, name in sql_rows("SELECT id, name FROM week_department"):
        if name in {"Công đoàn", "Thư viện"}:
            tasks = f"{TASKS} AND department_id = %s"
            done = sql(f"{tasks} AND status = 'done'", key, department)
            expected |= {
                f"tasks-all-department-{department}": sql(tasks, key, department),
                f"tasks-done-department-{department}": done,
                f"stories-all-department-{department}": sql(
                    f"{STORIES} AND s.department_id = %s", key, department
                ),
                f"activities-all-department-{department}": sql(
                    f"SELECT COUNT(*) {ACTIVITIES} AND a.organiser_id = %s", key, now, department
                ),
            }
    found = {figure.key: figure.value for figure in figures}
    assert {name: found.get(name) for name in expected} == expected
    assert (found["headcount"], found["reading-minutes"], found["board-hours"]) == (120, 225, 8)
    assert (found["stories"], found["activities"], found["shares"]) == (3, 2, 2)
    assert (found["articles"], found["articles-published"]) == (3, 1)
    rest = {name for name in found if name not in expected and "department" not in name}
    assert rest == set(), "a number that nobody recomputes"


def sql_rows(question: str) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(question)
        return cursor.fetchall()


def test_splits_and_departments_add_up_to_the_totals(week):
    figures = figures_of(week)
    for section in figures.sections:
        for split in section.splits:
            assert sum(part.value for part in split.parts) == section.total.value, section.key
    for name, total in (("tasks", "tasks"), ("stories", "stories"), ("activities", "activities")):
        assert sum(getattr(work, name).value for work in figures.departments) == figures.find(total).value


def test_the_number_of_queries_does_not_grow(week, django_assert_max_num_queries):
    figures_of(week)
    with django_assert_max_num_queries(60) as first:
        figures_of(week)
    for _ in range(3):
        factories.story(edition=week)
        factories.activity(edition=week, starts_at=moment(5))
        factories.resource(published_at=moment(5))
    with django_assert_max_num_queries(len(first)):
        figures_of(week)


def test_each_number_leads_to_what_it_counts(week, clerk):
    figures = figures_of(week)
    keys = (
        "stories-reading",
        "headcount",
        "awards-person",
        "tasks-without-evidence",
        "reading-minutes",
        "articles",
        "articles-published",
        "profiles",
    )
    for figure in (*map(figures.find, keys), figures.departments[0].done):
        answer = clerk.get(figure.source)
        assert answer.status_code == 200, figure.key
        assert sum(item.amount for item in answer.context["figure"].items) == figure.value
    assert clerk.get(reverse("report:source", args=[week.pk, "khong-co"])).status_code == 404


def paper(client: Any, week: WeekEdition, form: str) -> bytes:
    answer = client.get(reverse("report:paper", args=[week.pk, form]))
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    return answer.content


def with_tag(template: bytes, text: str) -> bytes:
    """Return the template with one more paragraph."""
    document, buffer = Document(io.BytesIO(template)), io.BytesIO()
    document.paragraphs[6].insert_paragraph_before(text)
    document.save(buffer)
    return buffer.getvalue()


def results_of(document: Any) -> list[tuple[str, str]]:
    """Return (label, number) of the table of results."""
    table = next(table for table in document.tables if table.cell(0, 1).text == "Nội dung")
    return [(row.cells[1].text, row.cells[2].text) for row in table.rows[1:]]


def expected_results(figures: Any) -> list[tuple[str, str]]:
    rows = []
    for section in figures.sections[1:]:
        rows.append((section.total.label, str(section.total.value)))
        rows += [(f"– {part.label}", str(part.value)) for split in section.splits for part in split.parts]
        rows += [(figure.label, str(figure.value)) for figure in section.more]
    return rows


def test_the_word_file_says_the_numbers(week, clerk):
    Report.objects.create(
        edition=week, highlights="Lớp nào cũng đọc\n- Nhà nào cũng đọc", proposals="Thêm sách"
    )
    content = paper(clerk, week, "docx")
    figures = figures_of(week)
    lines = word_lines(content)
    assert results_of(Document(io.BytesIO(content))) == expected_results(figures)
    assert (
        "Kế hoạch có 03 nhiệm vụ: đã xong 02, đang làm 01. Còn 02 nhiệm vụ chưa có minh chứng trên trang thông tin của trường."
        in lines
    )
    assert {"BÁO CÁO", "- Lớp nào cũng đọc", "- Nhà nào cũng đọc", "- Thêm sách", "……"} <= set(lines)
    assert "Kết quả thực hiện Tuần lễ hưởng ứng học tập suốt đời năm 2023" in lines
    assert [line for line in lines if line.startswith("Phụ lục")] == [
        f"Phụ lục {n}" for n in ("I", "II", "III", "IV", "V")
    ]
    assert "- Phòng Giáo dục (để báo cáo);" in lines
    text = "\n".join(lines)
    assert FORMULA in text
    assert "Đọc sách sáng nay" in text
    assert "120" in lines
    for hidden in (SECRET, UNREAD, "Bản nháp chưa đăng", "Bài năm khác", "Hôm sau", "{", "}"):
        assert hidden not in text


@needs_poppler
def test_the_pdf_says_the_same(week, clerk):
    word = word_lines(paper(clerk, week, "docx"))
    pdf = paper(clerk, week, "pdf")
    pages = pdf_pages(pdf, "-raw")
    # A page but the first of its part begins with its number, which may stand inside a sentence.
    printed = squeezed(" ".join(re.sub(r"^\d+ ", "", page) for page in pages))
    missing = [line for line in word if squeezed(line) not in printed]
    assert missing == []
    by_line = " ".join(pdf_pages(pdf, "-layout"))
    for label, value in expected_results(figures_of(week)):
        assert f"{label} {value} " in by_line, label
    assert SECRET not in printed


def squeezed(text: str) -> str:
    """Return the text without white space: where a line breaks says nothing."""
    return re.sub(r"[\s\u200b]+", "", text)


def test_the_tables_hold_every_row_and_no_formula(week, clerk):
    book = openpyxl.load_workbook(io.BytesIO(paper(clerk, week, "xlsx")))
    figures = figures_of(week)
    numbers = {(row[0], row[1]): row[2] for row in book["Số liệu"].iter_rows(min_row=2, values_only=True)}
    assert numbers["Tin bài", "Tin bài đã đăng"] == 3
    assert numbers["Công đoàn", "Nhiệm vụ"] == 2
    for section in figures.sections:
        assert book[section.total.label[:31].strip()].max_row == len(section.total.items) + 1
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert f"'{FORMULA}" in {cell.value for cell in cells}


def test_a_week_without_anything_has_a_report_that_says_so(week, clerk):
    empty = factories.edition(year=2031)
    assert (
        "chưa ghi nhận kết quả nào" in clerk.get(reverse("report:report", args=[empty.pk])).content.decode()
    )
    lines = word_lines(paper(clerk, empty, "docx"))
    assert "Trang thông tin của trường chưa ghi nhiệm vụ nào của kế hoạch." in lines
    assert lines.count("Không có.") == 5
    assert paper(clerk, empty, "pdf").startswith(b"%PDF")
    assert paper(clerk, empty, "xlsx").startswith(b"PK")


def test_a_template_with_a_broken_tag_is_refused_with_the_tag(week, clerk):
    for tag, name in (("{{ tong_cong }}", "tong_cong"), ("{{ year", "{{ year")):
        file = SimpleUploadedFile("mau.docx", with_tag(get("report").build(), tag))
        answer = clerk.post(reverse("papers:template_upload", args=["report"]), {"file": file})
        assert name in answer.content.decode()
    assert not OfficeTemplate.objects.exists()
    good = SimpleUploadedFile("mau.docx", with_tag(get("report").build(), "Mẫu của văn phòng {{ year }}"))
    clerk.post(reverse("papers:template_upload", args=["report"]), {"file": good})
    assert "Mẫu của văn phòng 2023" in word_lines(paper(clerk, week, "docx"))


# --- What the office writes, and what was sent ---------------------------------------------------------

SENT = {"number": "45", "dated": "12/10/2023", "recipient": "Phòng Giáo dục"}


def test_what_is_typed_is_kept_even_when_two_write_at_once(week, clerk):
    address = reverse("report:report", args=[week.pk])
    typed = {"highlights": "Một", "difficulties": "", "proposals": "", "seen": "0"}
    assert clerk.post(address, typed).status_code == 302
    late = clerk.post(address, typed | {"highlights": "Hai"})
    assert late.status_code == 422
    page = late.content.decode()
    assert Report.objects.get().highlights == "Một"
    assert "Hai</textarea>" in page
    assert "vừa lưu phần này" in page
    seen = re.search(r'name="seen" value="(\d+)"', page).group(1)
    assert clerk.post(address, typed | {"highlights": "Hai", "seen": seen}).status_code == 302
    assert Report.objects.get().highlights == "Hai"
    too_long = clerk.post(address, typed | {"highlights": "a" * 6001, "seen": "2"})
    assert too_long.status_code == 422
    assert "a" * 6001 in too_long.content.decode()


def test_what_was_sent_stays_as_it_was(week, clerk):
    Report.objects.create(edition=week, highlights="Như hôm gửi")
    assert clerk.post(reverse("report:send", args=[week.pk]), SENT).status_code == 302
    sent = SentReport.objects.get()
    assert sent.number == "45/BC"
    before = {form: read(clerk, sent, form) for form in ("docx", "pdf", "xlsx")}
    numbers = json.dumps(sent.figures)
    Report.objects.update(highlights="Đã sửa")
    factories.story(edition=week, title="Bài đăng sau")
    assert {form: read(clerk, sent, form) for form in before} == before
    lines = word_lines(before["docx"])
    assert {"- Như hôm gửi", "Số: 45/BC"} <= set(lines)
    assert any("ngày 12 tháng 10 năm 2023" in line for line in lines)
    sent.refresh_from_db()
    assert json.dumps(sent.figures) == numbers
    assert {one["key"]: one["value"] for one in sent.figures["figures"]}["stories"] == 3
    page = clerk.get(reverse("report:report", args=[week.pk])).content.decode()
    assert "Đã gửi ngày 12/10/2023, đúng hạn" in page
    assert "Số 45/BC, ngày 12/10/2023" in page
    second = clerk.post(reverse("report:send", args=[week.pk]), SENT | {"recipient": "Hội Khuyến học"})
    assert second.status_code == 302
    assert SentReport.objects.count() == 2


def test_a_copy_still_names_who_was_taken_off_and_says_so_to_few(week, clerk, client):
    clerk.post(reverse("report:send", args=[week.pk]), SENT)
    sent = SentReport.objects.get()
    given = next(one for one in Consent.objects.filter(withdrawn_at=None) if copies_naming(one.person))
    name = given.person.display_name
    assert not copies_naming(factories.person(full_name="Hồ Thị Không Ai", display_name="Không Ai"))
    client.force_login(factories.user(Role.PRIVACY))
    screen = client.get(reverse("consents:withdraw", args=[given.pk])).content.decode()
    assert "Báo cáo số 45/BC ngày 12/10/2023 gửi Phòng Giáo dục" in screen
    assert client.get(reverse("report:sent_file", args=[sent.pk, "docx"])).status_code == 403
    withdraw(given, None, "Gia đình yêu cầu", everything=True)
    assert name not in json.dumps(figures_of(week).as_json(), ensure_ascii=False)
    client.force_login(factories.user(Role.CLERK))
    assert any(name in line for line in word_lines(read(client, sent, "docx")))
    assert (
        "Tên người đã rút lại đồng ý vẫn còn"
        in client.get(reverse("report:report", args=[week.pk])).content.decode()
    )
    client.logout()
    assert client.get(reverse("report:sent_file", args=[sent.pk, "docx"])).status_code == 302


def read(client: Any, sent: SentReport, form: str) -> bytes:
    answer = client.get(reverse("report:sent_file", args=[sent.pk, form]))
    assert answer.status_code == 200
    return b"".join(answer.streaming_content)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"number": "bốn mươi lăm"}, "Hãy ghi số và ký hiệu như trên văn bản"),
        ({"dated": "1/1/2199"}, "Ngày này chưa tới"),
        ({"dated": "1/10/2023"}, "trước ngày đầu của Tuần lễ"),
        ({"dated": "hôm qua"}, "Chưa hiểu “hôm qua”"),
        ({"recipient": ""}, "Hãy ghi nơi nhận."),
    ],
)
def test_a_wrong_dispatch_is_told_and_nothing_is_kept(week, clerk, wrong, sentence):
    answer = clerk.post(reverse("report:send", args=[week.pk]), SENT | wrong)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not SentReport.objects.exists()


def test_the_same_copy_is_recorded_once(week, clerk):
    for status in (302, 422):
        assert clerk.post(reverse("report:send", args=[week.pk]), SENT).status_code == status
    assert SentReport.objects.count() == 1


def test_who_may_see_write_and_send(week, client):
    see, send = reverse("report:report", args=[week.pk]), reverse("report:send", args=[week.pk])
    writers = {Role.CLERK, Role.PRINCIPAL, Role.ADMIN}
    for role in Role:
        client.force_login(factories.user(role))
        allowed = role in {*writers, Role.EDITOR}
        addresses = [see, reverse("report:newest"), reverse("report:source", args=[week.pk, "stories"])]
        for address in addresses:
            assert (client.get(address).status_code in {200, 302}) == allowed, (role, address)
        assert client.get(reverse("report:paper", args=[week.pk, "xlsx"])).status_code == (
            200 if allowed else 403
        )
        typed = {"highlights": role.value, "difficulties": "", "proposals": "", "seen": "0"}
        assert (client.post(see, typed).status_code == 403) == (role not in writers), role
        assert (client.post(send, {}).status_code == 403) == (role not in writers), role
    client.logout()
    assert client.get(see).status_code == 302


def test_no_link_in_the_report_leads_where_its_reader_may_not_go(week, client):
    numbers = figures_of(week).sections
    sources = [one.source for section in numbers for one in (section.total, *section.more)]
    for role in (Role.CLERK, Role.PRINCIPAL, Role.ADMIN, Role.EDITOR):
        client.force_login(factories.user(role))
        followed = set()
        for source in sources:
            table = (
                client.get(source)
                .content.decode()
                .partition('class="report-source"')[2]
                .partition("</table>")[0]
            )
            followed |= {unescape(address) for address in re.findall(r'href="(/[^"]+)"', table)}
        assert followed, role
        refused = [address for address in followed if client.get(address).status_code not in {200, 301}]
        assert not refused, (role, refused)
