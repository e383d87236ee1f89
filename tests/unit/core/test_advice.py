"""The rules of advice: what they find, and what they leave alone."""

import unicodedata

import pytest

from core.advice.links import Link, unpublished
from core.advice.pictures import file_names, is_file_name
from core.advice.reading import Kind, Passage
from core.advice.structure import long_paragraphs, skipped_headings
from core.advice.wording import all_capitals, bare_addresses, is_shouted, long_title, repeated_marks


def passage(kind: Kind, text: str, **fields) -> Passage:
    return Passage(fields.pop("place", "body.a"), kind, text, **fields)


def heading(text: str, level: int) -> Passage:
    return passage(Kind.HEADING, text, level=level, place=f"body.{text}.text")


@pytest.mark.parametrize(
    "text",
    [
        "TUẦN LỄ HƯỞNG ỨNG HỌC TẬP SUỐT ĐỜI",
        "CẢ TRƯỜNG CÙNG ĐỌC SÁCH năm 2026",
        "THÔNG BÁO: NGHỈ HỌC NGÀY 5/10!",
    ],
)
def test_a_text_in_capitals_is_shouted(text):
    assert is_shouted(text)


@pytest.mark.parametrize(
    "text",
    [
        "Tuần lễ hưởng ứng học tập suốt đời",
        "UBND TP.HCM",
        "Kế hoạch 387/QĐ-TTg của UBND xã và BGH trường",
        "5/10/2026 7:30",
        "",
    ],
)
def test_names_and_abbreviations_are_not(text):
    assert not is_shouted(text)


def test_capitals_are_advised_on_at_their_place_but_not_in_a_picture_s_words():
    shouted = "CÙNG NHAU ĐỌC SÁCH MỖI SÁNG"
    found = all_capitals(
        [
            passage(Kind.TITLE, shouted, place="title"),
            passage(Kind.PICTURE_TEXT, shouted, place="picture_alt"),
        ]
    )
    assert [one.place for one in found] == ["title"]


def test_a_title_longer_than_what_is_shared_is_advised_on():
    assert not long_title([passage(Kind.TITLE, "đ" * 90)])
    assert "91" in long_title([passage(Kind.TITLE, "đ" * 91)])[0].message
    assert not long_title([passage(Kind.LEAD, "đ" * 300)])


@pytest.mark.parametrize(
    ("text", "found"), [("Vui quá!!!", 1), ("Thật không??", 1), ("Vui quá! Thật không?", 0)]
)
def test_one_mark_is_enough(text, found):
    assert len(repeated_marks([passage(Kind.PARAGRAPH, text)])) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Xem https://vi.wikipedia.org/wiki/Sách nhé", 1),
        ("Xem www.example.org", 1),
        ("Xem trang Wikipedia", 0),
    ],
)
def test_an_address_stands_behind_words(text, found):
    assert len(bare_addresses([passage(Kind.PARAGRAPH, text)])) == found


def test_a_small_heading_stands_below_a_large_one():
    assert not skipped_headings([heading("a", 2), heading("b", 3), heading("c", 2)])
    found = skipped_headings([heading("a", 3), heading("b", 2), heading("c", 3)])
    assert [one.place for one in found] == ["body.a.level"]


def test_each_paragraph_is_measured_by_itself():
    short, long = f"<p>{'đọc sách ' * 60}</p>", f"<p>{'đọc sách ' * 120}</p>"
    assert not long_paragraphs([passage(Kind.PARAGRAPH, "đọc", markup=short * 5)])
    assert len(long_paragraphs([passage(Kind.PARAGRAPH, "đọc", markup=short + long)])) == 1


@pytest.mark.parametrize(
    "text",
    [
        "IMG_20230905_073012.jpg",
        "anh-1.HEIC",
        "DSC01234",
        "IMG 0042",
        "z4567890123456_abc",
        "20230905_073012",
        "Ảnh 001",
    ],
)
def test_what_a_camera_calls_a_file_describes_nothing(text):
    assert is_file_name(unicodedata.normalize("NFC", text))


@pytest.mark.parametrize("text", ["Các em lớp 2 đọc sách", "Lớp 5", "Góc đọc 2023", "Sáng 5/9", "Ba bạn"])
def test_words_are_no_file_name(text):
    assert not is_file_name(text)
    assert not file_names([passage(Kind.PICTURE_TEXT, text)])


def test_a_page_that_is_not_public_is_named_once_and_a_page_may_link_to_itself():
    links = [Link("body.a", 1), Link("body.b", 2), Link("body.c", 2), Link("body.d", 3), Link("body.e", 4)]
    pages = {1: ("Một", True), 2: ("Hai", False), 4: ("Bốn", False)}
    found = unpublished(links, pages, own=4)
    assert [(one.place, "“Hai”" in one.message) for one in found] == [("body.b", True)]
