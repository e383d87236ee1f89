"""What lists, search engines and shared links say of a page."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from core.advice.findings import Advice
from core.advice.reading import says_something, stream_fields


def no_lead(page: Any) -> list[Advice]:
    """Return advice on a page without a lead; the description is made of it."""
    if (page.lead or "").strip():
        return []
    if (page.search_description or "").strip():
        return [Advice(_("Chưa có sa-pô. Hai, ba câu mở đầu giúp người đọc biết có nên đọc tiếp."), "lead")]
    return [
        Advice(
            _(
                "Chưa có sa-pô, cũng chưa có mô tả cho máy tìm kiếm: khi chia sẻ, bài chỉ hiện tiêu đề."
                " Hãy viết hai, ba câu mở đầu."
            ),
            "lead",
        )
    ]


def no_body(page: Any) -> list[Advice]:
    """Return advice on a page whose body is empty; one without a lead is advised on that."""
    has_body = any(field.name == "body" for field in stream_fields(page))
    if not has_body or not (page.lead or "").strip() or says_something(page):
        return []
    return [Advice(_("Phần nội dung còn trống: người đọc chỉ thấy tiêu đề và sa-pô."), "body")]
