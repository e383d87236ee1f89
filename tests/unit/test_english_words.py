"""The measure of the admin's language: it must neither miss English nor take Vietnamese for it."""

import pytest

from tests.browser.english import english_in, words_of


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Can add group", ["Can", "add", "group"]),
        ("Save Selected", ["Save", "Selected"]),
        ("Root", ["Root"]),
        ("True", ["True"]),
        ("1-20 trong 99 trang, None", ["trong", "trang", "None"]),
        ("Đã lưu draft của trang", ["draft"]),
        ("Xem locale", ["Xem", "locale"]),
    ],
)
def test_english_is_found(text, found):
    assert english_in(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "In",
        "Xem trang",
        "Trang quản trị Wagtail",
        "Khuỷu, ngoằn ngoèo, quýt, giêng, gì, nghiêng, khuya, thuở, huýt, quyển, yểng",
        "Tiếng Việt",
        "Ctrl + s",
        "Tệp .docx, anh-bia.webp, home.weekpage, /tin-bai/, thu@truong.vn",
        "Mục III.2",
        "Tan buổi, bảng được ch…",
    ],
)
def test_vietnamese_is_left_alone(text):
    assert english_in(text) == []


def test_letters_and_marks_apart_are_the_same_words():
    apart = "Tiê\u0301ng Viê\u0323t"
    assert len(words_of(apart)) == 2
    assert english_in(apart) == []
