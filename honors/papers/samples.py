"""Made-up content: what a template of the office is tried with."""

import datetime as dt

from honors.papers.content import AwardContent, CeremonyContent, DecisionContent, Letterhead

_SCHOOL = Letterhead("Trường Tiểu học Hoa Sen", "Ủy ban nhân dân phường Hoa Sen", "Hoa Sen")
_OCCASION = "Tuần lễ hưởng ứng học tập suốt đời"
_AWARDS = (
    AwardContent(
        1, "Tập thể lớp 5/3", "", "praise", "Đã góp 120 cuốn sách cho tủ sách lớp.", is_collective=True
    ),
    AwardContent(2, "Nguyễn Thị Mẫu", "Lớp 4/2", "letter", "Đã kiên trì đọc sách mỗi ngày."),
)


def sample_decision() -> DecisionContent:
    """Return a small decision."""
    return DecisionContent(
        school=_SCHOOL,
        occasion=_OCCASION,
        bases=("Luật Thi đua, khen thưởng", "Kế hoạch tổ chức Tuần lễ của nhà trường"),
        awards=_AWARDS,
        signer_title="Hiệu trưởng",
        signer_name="Trần Văn Mẫu",
        recipients=("Như Điều 3", "Phòng Văn hóa - Xã hội (để báo cáo)"),
        proposer="Công đoàn trường",
        decision_number=5,
        decision_symbol="QĐ-THHS",
        decision_date=dt.date(2026, 2, 5),
    )


def sample_ceremony() -> CeremonyContent:
    """Return the sheets of a small ceremony."""
    return CeremonyContent(_SCHOOL, _OCCASION, _AWARDS, dt.date(2026, 2, 9))
