"""The printed consent form ("Phiếu đồng ý"), with the school's data; the office may edit it in Word."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from docx.shared import Pt

from core.school_settings import SchoolSettings
from core.vietnamese import slugify
from papers import decree30
from papers.downloads import download
from papers.kinds import PaperKind, render
from people.models import Channel, Person, Purpose
from people.models.consent import TEXT_VERSION

KEY = "consent"
DOTS, SHORT_DOTS = "…" * 14, "…" * 8
BOX = "☐"
TAGS = {
    "school": _("tên trường"),
    "parent_body": _("cơ quan quản lý"),
    "place": _("địa danh"),
    "contact": _("địa chỉ và cách liên lạc của trường"),
    "full_name": _("họ tên học sinh, hoặc hàng dấu chấm"),
    "unit": _("lớp, hoặc hàng dấu chấm"),
    "purposes": _("các mục đích, lặp từng dòng"),
    "channels": _("các nơi được hiện, lặp từng dòng"),
    "version": _("bản mẫu phiếu"),
}
PARAGRAPHS = (
    (
        "Nhà trường xin phép được giới thiệu con của ông/bà khi con có thành tích hoặc tham gia hoạt động. "
        "Nhà trường chỉ dùng tên gọi, hình ảnh và việc học của con cho các mục đích được đánh dấu; không bao "
        "giờ nêu hoàn cảnh gia đình, kết quả học tập hay địa chỉ."
    ),
    "Việc đồng ý là tự nguyện. Không đồng ý thì con vẫn được khen và tham gia mọi hoạt động như các bạn.",
    (
        "Ông/bà và con có thể rút lại bất cứ lúc nào, không cần nêu lý do, bằng cách báo cho nhà trường "
        "({{ contact }}). Nhà trường gỡ ngay khỏi mọi trang và bảng điện tử."
    ),
)


def consent_context(school: SchoolSettings, person: Person | None) -> dict[str, Any]:
    """Return what the form says: for a child by name, or with dots to write on."""
    contact = " – ".join(part for part in (school.address, school.phone, school.email) if part)
    return {
        "school": school.name,
        "parent_body": school.parent_body,
        "place": school.place or "…………",
        "contact": contact or school.name,
        "full_name": person.full_name if person else DOTS,
        "unit": (person.unit if person else "") or SHORT_DOTS,
        "purposes": [f"{BOX}  {label}" for label in Purpose.labels],
        "channels": [f"{BOX}  {label}" for label in Channel.labels],
        "version": TEXT_VERSION,
    }


def consent_form_response(request: HttpRequest, person: Person | None) -> HttpResponse:
    """Return the form as a Word file.

    Raises:
        papers.kinds.TemplateError: The office's own template cannot be filled in.
    """
    content = render(KEY, consent_context(SchoolSettings.for_request(request), person))
    name = slugify(f"phieu dong y {person.full_name if person else ''}")
    return download(content, f"{name}.docx")


def consent_template() -> bytes:
    """Return the built-in form: one page to sign."""
    document = decree30.new_document("Phiếu đồng ý")
    decree30.add_head(
        document,
        parent_body="{{ parent_body|upper }}",
        issuer="{{ school|upper }}",
        symbol_line="",
        place_and_date="{{ place }}, ngày …… tháng …… năm ………",
    )
    decree30.add_title(document, "PHIẾU ĐỒNG Ý", "Về việc giới thiệu học sinh trên các kênh của nhà trường")
    for line in (
        "Họ và tên học sinh: {{ full_name }}",
        f"Lớp: {{{{ unit }}}}   Ngày sinh: {SHORT_DOTS}",
        f"Cha, mẹ hoặc người giám hộ: {DOTS}",
    ):
        decree30.write(document.add_paragraph(), line, after=Pt(6))
    for text in PARAGRAPHS:
        decree30.add_body(document, text)
    _add_boxes(document, "Tôi đồng ý để nhà trường dùng cho:", "purposes")
    _add_boxes(document, "Được hiện ở:", "channels")
    line = f"Có giá trị đến hết ngày: {SHORT_DOTS} (để trống thì đến khi rút lại)."
    decree30.write(document.add_paragraph(), line, before=Pt(6))
    table = decree30.add_columns(document, decree30.HEAD_WIDTHS)
    for cell, title, note in (
        (table.rows[0].cells[0], "HỌC SINH", "(từ 7 tuổi, tự viết tên)"),
        (table.rows[0].cells[1], "CHA, MẸ HOẶC NGƯỜI GIÁM HỘ", "(ký, ghi rõ họ tên)"),
    ):
        decree30.write_cell(cell, title, bold=True, align=decree30.CENTRE, before=Pt(12))
        decree30.write(cell.add_paragraph(), note, italic=True, align=decree30.CENTRE, after=Pt(60))
    decree30.write(document.add_paragraph(), "Mẫu phiếu {{ version }}", size=Pt(10), italic=True)
    return decree30.document_bytes(document)


def _add_boxes(document: Any, heading: str, name: str) -> None:
    decree30.write(document.add_paragraph(), heading, before=Pt(6))
    for text in (f"{{%p for line in {name} %}}", "{{ line }}", "{%p endfor %}"):
        decree30.write(document.add_paragraph(), text)


def sample() -> dict[str, Any]:
    """Return made-up content with every name that a template may use."""
    school = SchoolSettings(name="Trường Tiểu học Hoa Sen", parent_body="Ủy ban nhân dân phường Hoa Sen")
    return consent_context(school, Person(full_name="Nguyễn Thị Mẫu", unit="lớp 3/2"))


CONSENT = PaperKind(KEY, _("Phiếu đồng ý"), consent_template, sample, TAGS)
