"""The decision with its list, and the sheets of the ceremony, as Word files."""

import io
from dataclasses import replace

import pytest
from docx import Document

from honors.papers.ceremony import CEREMONY, ceremony_context, ceremony_name, ceremony_template
from honors.papers.content import AwardContent
from honors.papers.decision import DECISION, decision_context, decision_name, decision_template
from honors.papers.samples import sample_ceremony, sample_decision
from papers.filling import fill
from papers.official_words import DOTS
from tests.printed_papers import word_lines

FIRST_ARTICLE = (
    "Điều 1. Khen thưởng 01 tập thể và 01 cá nhân có thành tích trong Tuần lễ hưởng ứng học tập suốt đời,"
    " gồm 01 Thư khen, 01 Biểu dương (có danh sách kèm theo)."
)
HOSTILE = '#let x {{ y }} <b> & </w:t> {% z %} "nháy"'


def decision(**changes):
    return fill(decision_template(), decision_context(replace(sample_decision(), **changes)))


def test_the_decision_has_its_parts_in_order():
    lines = word_lines(decision())
    wanted = [
        "ỦY BAN NHÂN DÂN PHƯỜNG HOA SEN",
        "TRƯỜNG TIỂU HỌC HOA SEN",
        "Số: 05/QĐ-THHS",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Hoa Sen, ngày 05 tháng 02 năm 2026",
        "QUYẾT ĐỊNH",
        "Về việc khen thưởng tập thể, cá nhân có thành tích trong Tuần lễ hưởng ứng học tập suốt đời",
        "HIỆU TRƯỞNG TRƯỜNG TIỂU HỌC HOA SEN",
        "Căn cứ Luật Thi đua, khen thưởng;",
        "Căn cứ Kế hoạch tổ chức Tuần lễ của nhà trường;",
        "Theo đề nghị của Công đoàn trường.",
        "QUYẾT ĐỊNH:",
        FIRST_ARTICLE,
        "Điều 2. Quyết định này có hiệu lực kể từ ngày ký.",
        "Nơi nhận:",
        "- Như Điều 3;",
        "- Phòng Văn hóa - Xã hội (để báo cáo);",
        "- Lưu: VT.",
        "HIỆU TRƯỞNG",
        "Trần Văn Mẫu",
        "DANH SÁCH",
        "(Kèm theo Quyết định số 05/QĐ-THHS ngày 05 tháng 02 năm 2026 của Hiệu trưởng Trường Tiểu học Hoa Sen)",
        "STT",
    ]
    places = []
    for words in wanted:
        assert words in lines[places[-1] + 1 if places else 0 :], words
        places.append(lines.index(words, places[-1] + 1 if places else 0))
    assert not any("{{" in line or "{%" in line for line in lines)


def test_the_list_is_a_table_of_every_award():
    table = Document(io.BytesIO(decision())).tables[-1]
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert rows == [
        ["STT", "Họ và tên", "Lớp/đơn vị", "Hình thức", "Thành tích"],
        ["1", "Tập thể lớp 5/3", "", "Biểu dương", "Đã góp 120 cuốn sách cho tủ sách lớp."],
        ["2", "Nguyễn Thị Mẫu", "Lớp 4/2", "Thư khen", "Đã kiên trì đọc sách mỗi ngày."],
    ]
    assert "w:tblHeader" in table.rows[0]._tr.xml


def test_it_stands_on_a_page_of_its_own():
    document = Document(io.BytesIO(decision()))
    (heading,) = [paragraph for paragraph in document.paragraphs if paragraph.text == "DANH SÁCH"]
    assert heading.paragraph_format.page_break_before


def test_what_is_not_numbered_yet_has_dots():
    lines = word_lines(decision(decision_number=None, decision_date=None))
    assert f"Số: {DOTS}/QĐ-THHS" in lines
    assert f"Hoa Sen, ngày {DOTS} tháng {DOTS} năm {DOTS}" in lines


def test_hundreds_of_awards_and_hostile_texts_come_back_as_they_are():
    awards = [
        AwardContent(number, f"{HOSTILE} {number}", HOSTILE, "merit", HOSTILE) for number in range(1, 201)
    ]
    table = Document(io.BytesIO(decision(awards=awards))).tables[-1]
    assert len(table.rows) == 201
    assert [cell.text for cell in table.rows[200].cells] == [
        "200",
        f"{HOSTILE} 200",
        HOSTILE,
        "Giấy khen",
        HOSTILE,
    ]


@pytest.mark.parametrize("changes", [{"bases": (), "proposer": ""}, {"awards": ()}, {"recipients": ()}])
def test_an_incomplete_decision_is_still_a_paper(changes):
    assert "- Lưu: VT." in word_lines(decision(**changes))


def test_a_deputy_signs_in_the_heads_place():
    lines = word_lines(decision(signer_title="Phó Hiệu trưởng"))
    assert lines[lines.index("KT. HIỆU TRƯỞNG") + 1] == "PHÓ HIỆU TRƯỞNG"
    assert "HIỆU TRƯỞNG TRƯỜNG TIỂU HỌC HOA SEN" in lines


def test_files_have_plain_names():
    assert decision_name(sample_decision()) == "quyet-dinh-05-qd-thhs.docx"
    assert (
        decision_name(replace(sample_decision(), decision_number=None)) == "quyet-dinh-du-thao-qd-thhs.docx"
    )
    assert ceremony_name(sample_ceremony()) == "loi-doc-trao-thuong-tuan-le-huong-ung-hoc-tap-suot-doi.docx"


def test_the_ceremony_has_a_page_an_award():
    made = fill(ceremony_template(), ceremony_context(sample_ceremony()))
    document = Document(io.BytesIO(made))
    assert sum(bool(p.paragraph_format.page_break_before) for p in document.paragraphs) == 2
    lines = word_lines(made)
    assert lines[:2] == [
        "Trường Tiểu học Hoa Sen",
        "Tuần lễ hưởng ứng học tập suốt đời, ngày 09 tháng 02 năm 2026",
    ]
    assert lines[2:7] == [
        "1",
        "BIỂU DƯƠNG",
        "Kính mời đại diện lên nhận Biểu dương:",
        "Tập thể lớp 5/3",
        "Đã góp 120 cuốn sách cho tủ sách lớp.",
    ]
    assert "Kính mời lên nhận Thư khen:" in lines
    assert document.sections[0].header.paragraphs[0].text.endswith(" / 2")


@pytest.mark.parametrize("kind", [DECISION, CEREMONY], ids=lambda kind: kind.key)
def test_a_kinds_own_template_takes_its_sample_and_explains_every_tag(kind):
    assert word_lines(fill(kind.build(), kind.sample()))
    assert set(kind.tags) == set(kind.sample())
