"""A plan as Word files: the real one of 2023, numbered by hand as its office wrote it, or by Word itself."""

from __future__ import annotations

import io
from pathlib import Path

from docx import Document

PLAN = Path(__file__).parents[1] / "data" / "ke-hoach-2023.txt"


def plan_file(text: str | None = None) -> bytes:
    """Return a .docx with a paragraph for each line of the text; the plan of 2023 unless another is given."""
    document = Document()
    for line in (PLAN.read_text() if text is None else text).splitlines():
        if line.strip():
            document.add_paragraph(line)
    return _bytes(document)


def numbered_by_word() -> bytes:
    """Return a plan whose numbers Word makes: they are in no text."""
    document = Document()
    document.add_paragraph("MỤC ĐÍCH, YÊU CẦU", style="List Number")
    document.add_paragraph("Đẩy mạnh phong trào học tập suốt đời trong toàn trường.")
    document.add_paragraph("TỔ CHỨC THỰC HIỆN", style="List Number")
    document.add_paragraph("Công đoàn", style="List Number")
    document.add_paragraph("Treo băng rôn trước ngày 05 tháng 10 năm 2023.", style="List Bullet")
    document.add_paragraph("Thư viện", style="List Number")
    document.add_paragraph("- Mở cửa thư viện đón phụ huynh; tặng sách cho các lớp.")
    return _bytes(document)


def _bytes(document: object) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)  # type: ignore[attr-defined]  # the library names no class to annotate with
    return buffer.getvalue()
