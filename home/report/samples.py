"""Made-up content: what a template of the office is tried with."""

from __future__ import annotations

from typing import Any


def sample_content() -> dict[str, Any]:
    """Return the content of a small report, with every name that a template may use."""
    counts = {"tasks": 3, "done": 2, "in_progress": 1, "planned": 0, "without_evidence": 1}
    counts |= {"stories": 1, "activities": 1}
    return {
        "parent_body": "Ủy ban nhân dân phường Hoa Sen",
        "school": "Trường Tiểu học Hoa Sen",
        "number_and_symbol": "05/BC-THHS",
        "place_and_date": "Hoa Sen, ngày 12 tháng 10 năm 2026",
        "date": "ngày 12 tháng 10 năm 2026",
        "year": 2026,
        "theme": "Học để biết cách học",
        "dates": "từ ngày 01 tháng 10 năm 2026 đến ngày 07 tháng 10 năm 2026",
        "bases": ["Căn cứ Kế hoạch số 12/KH-UBND ngày 20 tháng 9 năm 2026;", "Căn cứ tình hình thực tế."],
        "opening": "Trường Tiểu học Hoa Sen báo cáo kết quả thực hiện Tuần lễ như sau:",
        "tasks_summary": "Kế hoạch có 03 nhiệm vụ: đã xong 02, đang làm 01.",
        "departments": [
            {
                "number": 1,
                "name": "Thư viện",
                "summary": "Được giao 03 nhiệm vụ: đã xong 02, đang làm 01.",
                "tasks": ["- Mở cửa thư viện đón phụ huynh: đã xong, 02 minh chứng."],
            }
        ],
        "results_summary": "Số liệu ghi nhận trên trang thông tin của trường:",
        "results": [
            {"number": "1", "label": "Tin bài đã đăng", "value": 1},
            {"number": "", "label": "– Khuyến đọc", "value": 1},
        ],
        "table": [{"name": "Thư viện"} | counts],
        "table_total": {"name": "Cộng"} | counts,
        "highlights": ["- Lớp nào cũng có giờ đọc chung."],
        "difficulties": ["- Đường truyền còn yếu."],
        "proposals": ["- Bổ sung sách cho thư viện."],
        "stories": [
            {
                "number": 1,
                "title": "Sáng nay cả sân trường đọc sách",
                "category": "Khuyến đọc",
                "department": "Thư viện",
                "date": "2/10/2026",
            }
        ],
        "activities": [
            {
                "number": 1,
                "title": "Ngày hội đọc sách",
                "department": "Thư viện",
                "time": "7:30, 3/10/2026",
                "place": "Sân trường",
                "headcount": "120",
            }
        ],
        "resources": [
            {
                "number": 1,
                "title": "Kho truyện đọc lớp 3",
                "type": "Sách",
                "source": "Thư viện mở",
                "date": "2/10/2026",
            }
        ],
        "awards": [
            {
                "number": 1,
                "recipient": "Tập thể lớp 5/3",
                "role": "Tập thể",
                "form": "Biểu dương",
                "decision": "05/QĐ-THHS",
            }
        ],
        "shares": [
            {
                "number": 1,
                "title": "Sáng nay cả sân trường đọc sách",
                "network": "Facebook: trang của trường",
                "date": "3/10/2026",
                "link": "https://www.facebook.com/truong/posts/1",
            }
        ],
        "recipients": ["- Phòng Văn hóa - Xã hội (để báo cáo);", "- Lưu: VT."],
        "signer_titles": ["HIỆU TRƯỞNG"],
        "signer_name": "Trần Văn Mẫu",
    }
