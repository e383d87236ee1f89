"""How a decision cites what it rests on."""

from datetime import date

import pytest

from honors.round_papers import basis_line
from week.models import LegalBasis


@pytest.mark.parametrize(
    ("number", "title", "line"),
    [
        (
            "1964/GDDT",
            "V/v thực hiện triển khai Kế hoạch",
            "Căn cứ Công văn số 1964/GDDT ngày 03 tháng 10 năm 2023 của Phòng Giáo dục V/v thực hiện triển khai Kế hoạch",
        ),
        (
            "4114/KH-UBND",
            "Về tổ chức Tuần lễ",
            "Căn cứ Kế hoạch số 4114/KH-UBND ngày 03 tháng 10 năm 2023 của Phòng Giáo dục về tổ chức Tuần lễ",
        ),
        (
            "152/2025/NĐ-CP",
            "quy định về phân cấp",
            "Căn cứ Nghị định số 152/2025/NĐ-CP ngày 03 tháng 10 năm 2023 của Phòng Giáo dục quy định về phân cấp",
        ),
        (
            "06/2022/QH15",
            "Luật Thi đua, khen thưởng",
            "Căn cứ Luật Thi đua, khen thưởng ngày 03 tháng 10 năm 2023",
        ),
        (
            "387/QĐ-TTg",
            "Về phê duyệt Chương trình",
            "Căn cứ Quyết định số 387/QĐ-TTg ngày 03 tháng 10 năm 2023 của Phòng Giáo dục về phê duyệt Chương trình",
        ),
    ],
)
def test_a_basis_is_cited_by_kind_number_day_and_issuer(number, title, line):
    basis = LegalBasis(number=number, title=title, issuer="Phòng Giáo dục", issued_on=date(2023, 10, 3))
    assert basis_line(basis) == line
