"""A plan's Word file becomes duties under the right department."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from core.vietnamese import fold_words
from tests.factories.plans import PLAN, numbered_by_word, plan_file
from week.plan_reading.duties import Reading, Unit, read_plan
from week.plan_reading.word_file import lines_of

BOARD, UNION, YOUTH, PIONEERS, LIBRARY, TEAMS = range(1, 7)
UNITS = [
    Unit(BOARD, ("Ban giám hiệu",), "Lập kế hoạch, phát động, kiểm tra, khen thưởng và báo cáo"),
    Unit(UNION, ("Công đoàn",), "Băng rôn, lớp bồi dưỡng, bài viết về người thật việc thật"),
    Unit(
        YOUTH, ("Đoàn thanh niên", "Chi đoàn"), "Hướng dẫn tìm và dùng thông tin trên mạng hiệu quả, an toàn"
    ),
    Unit(PIONEERS, ("Đội",), "Phát thanh măng non, khẩu hiệu trên bảng điện tử"),
    Unit(LIBRARY, ("Thư viện",), "Khuyến đọc, giờ đọc sách, học liệu mở, mở cửa đón phụ huynh"),
    Unit(TEAMS, ("Tổ chuyên môn",), "Đưa cách tự học vào từng tiết dạy, từng môn"),
]
"""As in the demo: home/demo/departments.json."""


def read(content: bytes) -> Reading:
    return read_plan(lines_of(content), UNITS, 2023)


@pytest.fixture(scope="module")
def plan() -> Reading:
    return read(plan_file())


DUTIES_OF_2023 = [
    ("II.1", "Đẩy mạnh và đổi mới hoạt động thông tin, tuyên truyền", UNION),
    ("II.1", "tổ chức tuyên truyền bằng nhiều hình thức", None),
    ("II.1", "Các hoạt động tuyên truyền được thực hiện", None),
    ("II.2", "Treo băng rôn, khẩu hiệu tuyên truyền", PIONEERS),
    ("II.2", "Tăng cường cung cấp các nguồn tài nguyên", None),
    ("II.2", "tích cực phổ biến, giới thiệu các tài nguyên", None),
    ("II.2", "khuyến khích giáo viên, học sinh", None),
    ("II.2", "Tổ chức các hoạt động giáo dục giới thiệu kỹ năng", None),
    ("II.2", "hướng dẫn kỹ năng khai thác", YOUTH),
    ("II.2", "Thư viện trường chia sẻ tài nguyên", LIBRARY),
    ("II.2", "Biểu dương, tôn vinh, khen thưởng", BOARD),
    ("III.1", "Xây dựng Kế hoạch thực hiện", BOARD),
    ("III.1", "Tuyên truyền về mục đích, ý nghĩa", BOARD),
    ("III.1", "Phát động phong trào học tập", BOARD),
    ("III.1", "Tạo điều kiện cho cán bộ, giáo viên", BOARD),
    ("III.1", "Tổ chức kiểm tra, đôn đốc", BOARD),
    ("III.1", "tuyên dương, khen thưởng kịp thời", BOARD),
    ("III.1", "Báo cáo kết quả thực hiện bằng văn bản", BOARD),
    ("III.2", "Công đoàn phối hợp với Đoàn thanh niên", UNION),
    ("III.2", "Công đoàn tổ chức các hoạt động", UNION),
    ("III.2", "Tổ chức cho giáo viên tham gia viết bài", UNION),
    ("III.2", "có kế hoạch đưa tin, bài", UNION),
    ("III.2", "Đoàn thanh niên tổ chức các buổi hướng dẫn", YOUTH),
    ("III.3", "Bộ phận Thư viện thường xuyên hợp tác", LIBRARY),
    ("III.3", "Xây dựng các chuyên mục giới thiệu", LIBRARY),
    ("III.3", "Thư viện tổ chức hưởng ứng", LIBRARY),
    ("III.3", "Phối hợp Hội Khuyến học huyện", LIBRARY),
]
"""Each duty of parts II and III: its section, how it begins, and who does it; None where the plan leaves it open."""


def test_every_duty_of_the_plan_of_2023_is_found(plan):
    assert len(plan.duties) == len(DUTIES_OF_2023)
    for duty, (section, start, _department) in zip(plan.duties, DUTIES_OF_2023, strict=True):
        assert (duty.section, duty.text[: len(start)]) == (section, start)


def test_each_is_given_to_who_the_plan_gives_it_to(plan):
    found = [duty.department for duty in plan.duties]
    expected = [department for _section, _start, department in DUTIES_OF_2023]
    wrong = [
        (duty.text[:60], duty.department, department)
        for duty, department in zip(plan.duties, expected, strict=True)
        if department is not None and duty.department != department
    ]
    assert wrong == [], found


def test_what_is_only_likely_is_said_to_be_a_guess(plan):
    assert all(not duty.is_guess for duty in plan.duties if duty.section.startswith("III"))
    assert any(duty.is_guess for duty in plan.duties if duty.section.startswith("II."))


def test_the_words_of_the_plan_are_all_there(plan):
    """Nothing of a duty is lost between the file and the tasks."""
    text = PLAN.read_text()
    body = text[text.index("1. Công tác") : text.index("Trên đây là")]
    missing = set(fold_words(body).split()) - set(
        fold_words(" ".join(duty.text for duty in plan.duties)).split()
    )
    headings = set(fold_words(" ".join(duty.heading for duty in plan.duties)).split())
    assert missing - headings - {"1", "2", "3", "iii"} == set()


def test_days_become_due_dates(plan):
    due = {duty.text[:20]: duty.due for duty in plan.duties}
    assert due["Báo cáo kết quả thực"] == date(2023, 10, 13)  # "trước ngày 14"
    assert due["Xây dựng Kế hoạch th"] == date(2023, 10, 4)
    assert due["Các hoạt động tuyên "] == date(2023, 10, 8)
    assert due["Phối hợp Hội Khuyến "] == date(2023, 10, 2)
    assert due["Treo băng rôn, khẩu "] is None


def test_titles_are_short_and_begin_with_a_capital(plan):
    assert all(0 < len(duty.title) <= 111 and duty.title[0].isupper() for duty in plan.duties)


def test_a_plan_numbered_by_word():
    reading = read(numbered_by_word())
    assert [(duty.section, duty.department, duty.text) for duty in reading.duties] == [
        ("II.1", UNION, "Treo băng rôn trước ngày 05 tháng 10 năm 2023."),
        ("II.2", LIBRARY, "Mở cửa thư viện đón phụ huynh"),
        ("II.2", LIBRARY, "tặng sách cho các lớp."),
    ]


def test_a_plan_without_numbers_puts_each_paragraph_forward():
    reading = read(
        plan_file("KẾ HOẠCH\nCông đoàn treo băng rôn ở cổng trường.\nThư viện mở cửa cả tuần.\nNgắn")
    )
    assert not reading.is_numbered
    assert [(duty.department, duty.text) for duty in reading.duties] == [
        (UNION, "Công đoàn treo băng rôn ở cổng trường."),
        (LIBRARY, "Thư viện mở cửa cả tuần."),
    ]


def test_an_empty_plan_has_no_duties():
    assert read(plan_file("")).duties == []


@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04 broken", b"%PDF-1.7", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old"]
)
def test_what_is_no_word_file_is_refused(content):
    with pytest.raises(ValidationError):
        lines_of(content)


def test_impossible_days_are_no_days():
    reading = read(plan_file("I. VIỆC\nCông đoàn treo băng rôn trước ngày 32 tháng 13 năm 2023."))
    assert reading.duties[0].due is None
