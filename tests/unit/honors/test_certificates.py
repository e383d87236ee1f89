"""Certificates: every word on its page, nothing as markup, the code readable, long texts inside their boxes."""

import io
import re
import subprocess
import unicodedata
import zipfile
from dataclasses import replace

import pytest

from honors.papers.certificates import certificates_pdf, certificates_zip, missing_in
from honors.papers.content import AWARD_WORDS, BlankOffsets
from tests.printed_papers import needs_poppler, needs_zbar, pdf_codes, pdf_pages
from tests.unit.honors.certificate_samples import certificate

HOSTILE = [
    "#let x = 1",
    "{{ name }}",
    "<script>alert(1)</script>",
    "$a$ *đậm* @ref _x_",
    "\\ \\u{41} “nháy” \"kép\" 'đơn'",
]
LONG_NAME = ("Tập thể giáo viên và học sinh câu lạc bộ đọc sách, kể chuyện và làm báo tường " * 3)[:200]
LONG_CITATION = ("Đã có nhiều cố gắng trong phong trào tự học và giúp bạn cùng tiến bộ. " * 5)[:300]


@needs_poppler
def test_a_page_says_everything():
    (page,) = pdf_pages(certificates_pdf([certificate(7)]))
    for words in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "HIỆU TRƯỞNG TRƯỜNG TIỂU HỌC ẤP ĐÌNH",
        "GIẤY CHỨNG NHẬN",
        "Trần Nguyễn Bảo Ngọc",
        "Học sinh lớp 4/2",
        "Đã kiên trì giữ cuốn sổ câu hỏi, tự tìm hiểu ở sách và trên mạng.",
        "Quyết định số 05/QĐ-THAĐ",
        "Hóc Môn, ngày 05 tháng 02 năm 2026",
        "Nguyễn Hồng Hoà",
        "Số vào sổ: 07/2026",
        f"https://tuanle.truong.example/xac-minh/{7:032x}/",
    ):
        assert words in page, words


@needs_poppler
@pytest.mark.parametrize("kind", AWARD_WORDS)
def test_each_kind_has_its_title(kind):
    (page,) = pdf_pages(certificates_pdf([certificate(award_kind=kind)]))
    assert AWARD_WORDS[kind].title in page


def test_every_kind_of_the_model_can_be_printed():
    from honors.models import AwardKind

    assert set(AwardKind.values) == set(AWARD_WORDS)


@needs_poppler
def test_a_deputy_signs_in_the_heads_place():
    (page,) = pdf_pages(certificates_pdf([certificate(signer_title="Phó Hiệu trưởng")]))
    assert "KT. HIỆU TRƯỞNG PHÓ HIỆU TRƯỞNG" in page
    assert "HIỆU TRƯỞNG TRƯỜNG TIỂU HỌC ẤP ĐÌNH" in page


@needs_poppler
@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_is_markup(text):
    (page,) = pdf_pages(certificates_pdf([certificate(recipient=text, unit=text, citation=text)]))
    assert page.count(text) == 3


@needs_poppler
def test_names_come_back_composed_and_in_their_order():
    names = [f"Đặng Thuỵ Ngữ Ỷ Ỡ {number}" for number in range(30)]
    made = certificates_pdf(
        [
            certificate(number, recipient=unicodedata.normalize("NFD", name))
            for number, name in enumerate(names)
        ]
    )
    pages = pdf_pages(made)
    assert len(pages) == 30
    assert all(name in page for name, page in zip(names, pages, strict=True))


@needs_zbar
def test_each_code_leads_to_its_verification(tmp_path):
    numbers = [1, 2**127, 0xDEADBEEF, 10**30]
    codes = pdf_codes(certificates_pdf([certificate(number) for number in numbers]), tmp_path)
    assert codes == [f"https://tuanle.truong.example/xac-minh/{number:032x}/" for number in numbers]


@needs_zbar
def test_a_long_address_is_still_readable(tmp_path):
    address = f"https://{'truong-tieu-hoc.' * 8}example/xac-minh/{'f' * 32}/"
    made = replace(certificate(), verification_url=address)
    assert pdf_codes(certificates_pdf([made]), tmp_path) == [address]


@needs_poppler
@pytest.mark.parametrize(
    ("name", "citation"),
    [(LONG_NAME, LONG_CITATION), ("N" * 200, "Ệ" * 300), ("Ngô " * 50, "W" * 300), ("A", "B")],
)
def test_long_texts_stay_inside_their_boxes(name, citation):
    pdf = certificates_pdf([certificate(recipient=name, citation=citation, unit="Đơn vị " * 14)])
    boxes = subprocess.run(
        ["pdftotext", "-bbox", "-", "-"], input=pdf, capture_output=True, check=True
    ).stdout.decode()
    words = [
        (*map(float, match[:4]), match[4])
        for match in re.findall(
            r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)</word>', boxes
        )
    ]
    assert len(words) > 20
    millimetre = 72 / 25.4
    for left, top, right, bottom, word in words:
        assert left >= 24 * millimetre, word
        assert right <= 273 * millimetre, word
        assert top >= 22 * millimetre, word
        assert bottom <= 188 * millimetre, word
    (page,) = pdf_pages(pdf)
    assert " ".join(name.split()) in page
    assert " ".join(citation.split()) in page


@needs_poppler
def test_blanks_carry_only_what_differs():
    pdf = certificates_pdf([certificate(3)], blanks=BlankOffsets())
    (page,) = pdf_pages(pdf)
    for words in (
        "Trần Nguyễn Bảo Ngọc",
        "05/QĐ-THAĐ",
        "03/2026",
        "Nguyễn Hồng Hoà",
        "ngày 05 tháng 02 năm 2026",
    ):
        assert words in page
    for words in ("CỘNG HÒA", "GIẤY CHỨNG NHẬN", "Độc lập"):
        assert words not in page
    assert len(pdf) < len(certificates_pdf([certificate(3)]))


@needs_poppler
def test_offsets_move_the_words_on_blanks():
    def place(**offsets):
        pdf = certificates_pdf([certificate(recipient="Khánh")], blanks=BlankOffsets(**offsets))
        boxes = subprocess.run(["pdftotext", "-bbox", "-", "-"], input=pdf, capture_output=True, check=True)
        x, y = re.search(r'xMin="([\d.]+)" yMin="([\d.]+)" \S+ \S+>Khánh<', boxes.stdout.decode()).groups()
        return float(x), float(y)

    (x, y), (moved_x, moved_y) = place(), place(x_mm=10, y_mm=-5)
    assert moved_x - x == pytest.approx(10 * 72 / 25.4, abs=0.1)
    assert moved_y - y == pytest.approx(-5 * 72 / 25.4, abs=0.1)


def test_progress_ends_when_the_file_is_there():
    told = []
    certificates_pdf(
        [certificate(number) for number in range(1, 4)], progress=lambda *pair: told.append(pair)
    )
    assert told == [(0, 3), (1, 3), (2, 3), (2, 3), (3, 3)]


def test_no_certificates_is_a_mistake_of_the_caller():
    with pytest.raises(ValueError, match="no certificates"):
        certificates_pdf([])
    with pytest.raises(ValueError, match="no certificates"):
        certificates_zip([])


@needs_poppler
def test_a_zip_holds_one_file_each_under_plain_names():
    told = []
    packed = certificates_zip(
        [
            certificate(1, recipient="Nguyễn Đình Ơn"),
            certificate(2, recipient="漢"),
            certificate(2, recipient="字"),
            certificate(12, recipient="Tập thể lớp 5/3 " * 9),
        ],
        progress=lambda *pair: told.append(pair),
    )
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        names = archive.namelist()
        (page,) = pdf_pages(archive.read(names[0]))
    assert names[:3] == ["001-nguyen-dinh-on.pdf", "002-nguoi-nhan.pdf", "002-nguoi-nhan-2.pdf"]
    assert all(re.fullmatch(r"[a-z0-9-]{5,70}\.pdf", name) for name in names)
    assert "Nguyễn Đình Ơn" in page
    assert told == [(0, 4), (1, 4), (2, 4), (3, 4), (4, 4)]


def test_letters_that_cannot_be_printed_are_named_with_their_recipient():
    good, bad = certificate(1), certificate(2, recipient="An 😀", citation="\u202eĐã 漢")
    assert missing_in([good]) == {}
    assert missing_in([good, bad]) == {"An 😀": ["😀", "\u202e", "漢"]}


def test_line_breaks_and_double_spaces_are_spaces():
    assert missing_in([certificate(citation="Đã\nđọc\r\n\tsách")]) == {}
    spaced = certificates_pdf([certificate(citation="Đã  đọc\n sách ")])
    assert spaced == certificates_pdf([certificate(citation="Đã đọc sách")])
