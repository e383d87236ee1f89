"""From the plan's Word file to tasks: choose, look through, save."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.roles import Role
from tests import factories
from tests.factories.plans import plan_file
from tests.module_school import school_for_the_module
from week.models import PlanTask, WeekEdition

pytestmark = pytest.mark.django_db

NAMES = ("Ban giám hiệu", "Công đoàn", "Chi đoàn (Đoàn thanh niên)", "Đội", "Thư viện")


def fill() -> None:
    """The Week of 2023 and the departments of its plan."""
    factories.edition(year=2023, start_date=date(2023, 10, 2), end_date=date(2023, 10, 8))
    for name in NAMES:
        factories.department(name=name, short_name=name.partition(" (")[0], summary=f"Việc của {name}")


school = school_for_the_module(fill)


@pytest.fixture
def admin(client):
    client.force_login(factories.user(Role.ADMIN))
    return client


def upload(client, content: bytes, name: str = "ke-hoach.docx"):
    file = SimpleUploadedFile(name, content)
    edition = WeekEdition.objects.get()
    return client.post(reverse("plan_reading:upload"), {"edition": edition.pk, "file": file})


def posted(formset) -> dict[str, str]:
    """Return what a browser sends of the forms as they are shown."""
    data = {
        f"form-{name}": str(formset.management_form[name].value())
        for name in ("TOTAL_FORMS", "INITIAL_FORMS")
    }
    for form in formset:
        for field in form:
            value = field.value()
            if field.name == "keep":
                data |= {field.html_name: "on"} if value else {}
            else:
                data[field.html_name] = (
                    value.strftime("%d/%m/%Y") if isinstance(value, date) else str(value or "")
                )
    return data


def test_a_plan_becomes_tasks(school, admin):
    answer = upload(admin, plan_file())
    assert answer.status_code == 200
    assert not PlanTask.objects.exists()
    page = answer.content.decode()
    assert "III.2. Công đoàn – Chi đoàn – Đội" in page
    data = posted(answer.context["formset"])
    unknown = [number for number in range(27) if not data[f"form-{number}-department"]]
    for number in unknown:
        data[f"form-{number}-department"] = data["form-0-department"]
    del data["form-2-keep"]
    saved = admin.post(
        reverse("plan_reading:confirm", args=[WeekEdition.objects.get().pk]), data, follow=True
    )
    assert "Đã thêm 26 nhiệm vụ" in saved.content.decode()
    assert PlanTask.objects.count() == 26
    report = PlanTask.objects.get(text__startswith="Báo cáo kết quả")
    assert (report.due_date, report.section, report.department.name) == (
        date(2023, 10, 13),
        "III.1",
        "Ban giám hiệu",
    )
    assert PlanTask.objects.filter(department__name="Thư viện", section="III.3").count() == 4


def test_read_again_nothing_is_ticked_twice(school, admin):
    edition = WeekEdition.objects.get()
    department = edition.tasks.model.department.field.related_model.objects.first()
    factories.plan_task(
        edition, department, text="Treo băng rôn, khẩu hiệu tuyên truyền trên bảng điện tử tại đơn vị."
    )
    answer = upload(admin, plan_file())
    kept = [form["keep"].value() for form in answer.context["formset"]]
    assert kept.count(False) == 1
    assert "Đã có trong danh sách nhiệm vụ." in answer.content.decode()


def test_what_is_missing_is_said_at_its_field_and_nothing_typed_is_lost(school, admin):
    data = posted(upload(admin, plan_file()).context["formset"])
    data |= {
        "form-0-title": "",
        "form-1-department": "",
        "form-1-title": "Tên tôi sửa",
        "form-2-due_date": "1/10/2013",
        "form-3-due_date": "mai",
    }
    answer = admin.post(reverse("plan_reading:confirm", args=[WeekEdition.objects.get().pk]), data)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Hãy ghi tên việc." in page
    assert "Hãy chọn bộ phận làm việc này." in page
    assert "Chưa hiểu “mai”" in page
    assert "cách Tuần lễ (2–8/10/2023) hơn nửa năm" in page
    assert "Tên tôi sửa" in page
    assert not PlanTask.objects.exists()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"%PDF-1.7", "Word"),
        (b"", "Tệp trống."),
        (plan_file("KẾ HOẠCH"), "Không thấy việc nào trong tệp này."),
    ],
)
def test_a_file_that_is_no_plan_is_refused_with_a_reason(school, admin, content, sentence):
    answer = upload(admin, content)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_a_plan_without_numbers_is_put_forward_with_a_warning(school, admin):
    answer = upload(admin, plan_file("Công đoàn treo băng rôn ở cổng trường.\nThư viện mở cửa cả tuần."))
    page = answer.content.decode()
    assert "không có mục đánh số" in page
    assert page.count('-keep"') >= 2
