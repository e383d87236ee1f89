"""Certificates to print in tests."""

from dataclasses import replace
from datetime import date

from honors.papers.content import CertificateContent, Letterhead

SCHOOL = Letterhead("Trường Tiểu học Ấp Đình", "Ủy ban nhân dân huyện Hóc Môn", "Hóc Môn")
SAMPLE = CertificateContent(
    school=SCHOOL,
    award_kind="certificate",
    recipient="Trần Nguyễn Bảo Ngọc",
    unit="Học sinh lớp 4/2",
    citation="Đã kiên trì giữ cuốn sổ câu hỏi, tự tìm hiểu ở sách và trên mạng.",
    decision_label="05/QĐ-THAĐ",
    decision_date=date(2026, 2, 5),
    signer_title="Hiệu trưởng",
    signer_name="Nguyễn Hồng Hoà",
    certificate_number=1,
    certificate_year=2026,
    verification_url="https://tuanle.truong.example/xac-minh/" + "0a" * 16 + "/",
)


def certificate(number: int = 1, **fields) -> CertificateContent:
    """Return a certificate of this number."""
    address = f"https://tuanle.truong.example/xac-minh/{number:032x}/"
    return replace(SAMPLE, certificate_number=number, verification_url=address, **fields)
